// The engine of the search, loaded when it is first asked: most readers of a page do not search.

import type { Engine } from "./types.ts";

/** The engine of a site, of which the script stands at an address. */
export function lazyEngine(root: string, script: string): Engine {
  let held: Promise<Engine> | null = null;
  const loaded = () => {
    held ??= load(script).then(() => globalThis.atlasEngineAt!(root));
    held.catch(() => (held = null)); // the next question tries again
    return held;
  };
  return {
    root,
    warm: async () => (await loaded()).warm(),
    names: async (...asked) => (await loaded()).names(...asked),
    texts: async (...asked) => (await loaded()).texts(...asked),
    choices: async () => (await loaded()).choices(),
    aliases: async () => (await loaded()).aliases(),
  };
}

function load(address: string): Promise<unknown> {
  const script = document.createElement("script");
  const done = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`${address} cannot be loaded`)));
  });
  script.src = address;
  document.head.append(script);
  return done;
}
