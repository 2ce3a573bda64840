// Entry point of the results page, which asks the engine of the search box.

import { openResults } from "../search/results.ts";

const engine = globalThis.atlasEngine;
if (engine)
  for (const host of document.querySelectorAll<HTMLElement>("[data-results]"))
    openResults(host, engine);
