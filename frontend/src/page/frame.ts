// What the frame of a page does: colours, the menu of small screens, the list of contents, the way back to the top. The theme's own script
// does the same in 35 KB, and lays out a long page twice when it starts.

import { el } from "../dom.ts";

const SYSTEM = "(prefers-color-scheme)";
const LIGHT = "(prefers-color-scheme: light)";
const DARK = "(prefers-color-scheme: dark)";
/** Where the choice of colours is kept; overrides/partials/javascripts/palette.html reads it before the page is shown. */
const KEPT = "/.__palette";
const COLOURS = [
  { media: SYSTEM, words: "Colours follow the system: switch to light" },
  { media: LIGHT, words: "Light colours: switch to dark" },
  { media: DARK, words: "Dark colours: switch to those of the system" },
];
/** All below where a link leads: what is not in it was passed. */
const TO_COME = "-160px 0px 9999999px";
/** Pixels from the top of a page where the way back to it begins to show. */
const FAR = 400;

/** Name each heading by its words alone, without the links in it, and its link to itself by the heading. */
export function nameHeadings(): void {
  for (const link of document.querySelectorAll(".headerlink")) {
    const heading = link.parentElement!;
    const words = heading.textContent.replace("¶", "").trim();
    heading.setAttribute("aria-label", words);
    link.removeAttribute("title");
    link.setAttribute("aria-label", `Link to “${words}”`);
  }
}

/** Let readers choose the colours; those of the system are followed where it changes them. */
export function offerColours(): void {
  const colours = new Colours();
  colours.show();
  colours.listen();
}

class Colours {
  readonly #button = document.querySelector<HTMLButtonElement>(".ea-colours");
  readonly #dark = matchMedia(DARK);
  /** The number of the colours that are chosen. */
  #at: number;

  constructor() {
    const held = document.body.dataset["mdColorMedia"];
    const at = COLOURS.findIndex(({ media }) => media === held);
    this.#at = Math.max(0, at);
  }

  listen(): void {
    this.#dark.addEventListener("change", () => this.show());
    this.#button?.addEventListener("click", () => {
      this.#at = (this.#at + 1) % COLOURS.length;
      this.show();
      keep({ color: { media: COLOURS[this.#at]!.media } });
    });
  }

  show(): void {
    const { dataset } = document.body;
    const { media, words } = COLOURS[this.#at]!;
    const isDark = media === SYSTEM ? this.#dark.matches : media === DARK;
    const scheme = isDark ? "slate" : "default";
    if (dataset["mdColorMedia"] !== media) dataset["mdColorMedia"] = media;
    if (dataset["mdColorScheme"] !== scheme) dataset["mdColorScheme"] = scheme;
    this.#button?.setAttribute("aria-label", words);
    this.#button?.setAttribute("title", words);
  }
}

function keep(choice: object): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choice));
  } catch {
    // no storage: the choice holds for this page
  }
}

/** Open and close the menu of small screens with Enter too, and close it on Escape and where the reader goes to a part of this page. */
export function serveMenu(): void {
  const menu = document.querySelector<HTMLInputElement>("#__drawer");
  const close = (): void => {
    if (!menu?.checked) return;
    menu.checked = false;
    if (document.activeElement?.closest(".ea-nav")) menu.focus();
  };
  addEventListener("hashchange", close);
  document.addEventListener("keydown", (event) => {
    const target = event.target as Element | null;
    if (event.key === "Escape") close();
    if (event.key === "Enter") target?.closest<HTMLElement>("#__drawer, #__toc")?.click();
  });
}

/** Mark in the list of contents where the reader is. */
export function followContents(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".ea-toc a")];
  const headings = links.map(({ hash }) =>
    document.getElementById(decodeURIComponent(hash.slice(1))),
  );
  const passed = new Set<Element>();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) passed.delete(target);
        else passed.add(target);
      }
      const arePassed = headings.map((heading) => heading !== null && passed.has(heading));
      markCurrent(links, arePassed.lastIndexOf(true));
    },
    { rootMargin: TO_COME },
  );
  for (const heading of headings) {
    if (heading) observer.observe(heading);
  }
}

/** Mark the link of this number alone; none where it is -1. */
function markCurrent(links: readonly HTMLAnchorElement[], current: number): void {
  links.forEach((link, at) => {
    if (at === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

/** Show the way back to the top while the reader of a long page goes upwards. */
export function offerTop(): void {
  const top = el("button", { type: "button", class: "md-top", hidden: true }, "Back to top");
  document.querySelector("main")?.append(top);
  let before = scrollY;
  addEventListener(
    "scroll",
    () => {
      top.hidden = scrollY < FAR || scrollY >= before;
      before = scrollY;
    },
    { passive: true },
  );
  top.addEventListener("click", () => scrollTo({ top: 0 }));
}
