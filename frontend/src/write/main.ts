// Entry point of the page to write in the browser.

import { Page } from "./page.ts";

const host = document.querySelector<HTMLElement>("[data-write]");
const engine = globalThis.atlasEngine;
if (host && engine) void new Page(host, engine).open();
