// The map as readers explore it: zoom, the facets of the indexes, years and a day, cards, and what is in view; all of it stands in
// the address. The table beneath says the same. Without scripts picture and table are whole.

import { el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { zoomable } from "../zoom.ts";
import { entriesOf, type RawEntries } from "./entries.ts";
import { MapExplorer, type MapPage } from "./explorer.ts";

const root = document.querySelector<HTMLElement>("[data-map]");
const table = document.querySelector<HTMLTableElement>("[data-map-table]");
const side = document.querySelector<HTMLElement>("[data-map-side]");
const status = document.querySelector<HTMLElement>("[data-map-count]");
if (root && table && side && status) void load({ root, table, side, status });

async function load(page: MapPage): Promise<void> {
  try {
    const [entries = ""] = await textsOfSite([page.root.dataset["map"] ?? ""]);
    new MapExplorer(page, entriesOf(JSON.parse(entries) as RawEntries)).restore();
  } catch (error) {
    tellFailure(page);
    console.warn(error);
  }
}

/** Without the entries the pictures can be zoomed, no more. */
function tellFailure({ root, side }: MapPage): void {
  for (const svg of root.querySelectorAll<SVGSVGElement>("svg.ea-map-atlas")) {
    zoomable(svg, () => undefined);
  }
  const words = "The filters cannot be loaded. The table below is complete.";
  side.append(el("p", { class: "ea-legend" }, words));
}
