// What the frame of a page does: colours, the menu of small screens, the list of contents, the way back to the top. The theme's own script
// does the same in 35 KB, and lays out a long page twice when it starts.

import { el } from "../dom.ts";

const SYSTEM = "(prefers-color-scheme)";
/** Where the choice of colours is kept; overrides/partials/javascripts/palette.html reads it before the page is shown. */
const KEPT = "/.__palette";
const COLOURS = [
  { media: SYSTEM, words: "Colours follow the system: switch to light" },
  { media: "(prefers-color-scheme: light)", words: "Light colours: switch to dark" },
  { media: "(prefers-color-scheme: dark)", words: "Dark colours: switch to those of the system" },
];

/** Name the link beside each heading by the heading. */
export function nameHeadings(): void {
  for (const link of document.querySelectorAll(".headerlink")) {
    link.removeAttribute("title");
    link.setAttribute(
      "aria-label",
      `Link to “${link.parentElement?.textContent?.replace("¶", "").trim()}”`,
    );
  }
}

/** Let readers choose the colours; those of the system are followed where it changes them. */
export function offerColours(): void {
  const button = document.querySelector<HTMLButtonElement>(".ea-colours");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const { dataset } = document.body;
  let at = Math.max(
    0,
    COLOURS.findIndex(({ media }) => media === dataset["mdColorMedia"]),
  );
  const show = (): void => {
    const { media, words } = COLOURS[at]!;
    const scheme = (media === SYSTEM ? dark.matches : media.includes("dark")) ? "slate" : "default";
    if (dataset["mdColorMedia"] !== media) dataset["mdColorMedia"] = media;
    if (dataset["mdColorScheme"] !== scheme) dataset["mdColorScheme"] = scheme;
    button?.setAttribute("aria-label", words);
    button?.setAttribute("title", words);
  };
  show();
  dark.addEventListener("change", show);
  button?.addEventListener("click", () => {
    at = (at + 1) % COLOURS.length;
    show();
    keep({ color: { media: COLOURS[at]!.media } });
  });
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
    if (event.key === "Escape") close();
    if (event.key === "Enter")
      (event.target as Element | null)?.closest<HTMLElement>("#__drawer, #__toc")?.click();
  });
}

/** Mark in the list of contents where the reader is. */
export function followContents(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".ea-toc a")];
  const headings = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  );
  const passed = new Set<Element>();
  const seen = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes)
        passed[isIntersecting ? "delete" : "add"](target);
      const last = headings
        .map((heading) => heading !== null && passed.has(heading))
        .lastIndexOf(true);
      for (const [at, link] of links.entries()) {
        if (at === last) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-160px 0px 9999999px" }, // all below where a link leads: what is not in it was passed
  );
  for (const heading of headings) if (heading) seen.observe(heading);
}

/** Show the way back to the top while the reader of a long page goes upwards. */
export function offerTop(): void {
  const top = el("button", { type: "button", class: "md-top", hidden: true }, "Back to top");
  document.querySelector("main")?.append(top);
  let before = scrollY;
  addEventListener(
    "scroll",
    () => {
      top.hidden = scrollY < 400 || scrollY >= before;
      before = scrollY;
    },
    { passive: true },
  );
  top.addEventListener("click", () => scrollTo({ top: 0 }));
}
