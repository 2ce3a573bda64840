// The page by date: whole without scripts. With them a day is chosen, on this page or on that of its year.

import { ByDay } from "./by-day.ts";
import { YearChoice } from "./year-choice.ts";

const host = document.querySelector<HTMLElement>("[data-ask]");
if (host?.dataset["min"]) {
  if (host.dataset["ask"] === "years") new YearChoice(host).open();
  else new ByDay(host).open();
}
