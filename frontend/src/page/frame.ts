// What the frame of a page does: colours, the menu of small screens, the list of contents, the way back to the top. The theme's own script
// does the same in 35 KB, and lays out a long page twice when it starts.

const SYSTEM = "(prefers-color-scheme)";
/** Where the choice of colours is kept; overrides/partials/javascripts/palette.html reads it before the page is shown. */
const KEPT = "/.__palette";

/** Name the link beside each heading by the heading. */
export function nameHeadings(): void {
  for (const link of document.querySelectorAll(".headerlink")) {
    link.removeAttribute("title");
    link.setAttribute("aria-label", `Link to “${link.parentElement?.textContent?.replace("¶", "").trim()}”`);
  }
}

/** Let readers choose the colours; those of the system are followed where it changes them. */
export function offerColours(): void {
  const choices = [...document.querySelectorAll<HTMLInputElement>("[data-md-component=palette] input")];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const { body } = document;
  const show = (chosen: HTMLInputElement | undefined): void => {
    if (!chosen) return;
    const media = chosen.dataset["mdColorMedia"] ?? SYSTEM;
    const scheme = (media === SYSTEM ? dark.matches : media.includes("dark")) ? "slate" : "default";
    if (body.dataset["mdColorMedia"] !== media) body.dataset["mdColorMedia"] = media;
    if (body.dataset["mdColorScheme"] !== scheme) body.dataset["mdColorScheme"] = scheme;
    for (const choice of choices) (choice.nextElementSibling as HTMLElement).hidden = choice !== chosen;
  };
  const current = choices.find((choice) => choice.dataset["mdColorMedia"] === body.dataset["mdColorMedia"]) ?? choices[0];
  if (current) current.checked = true;
  show(current);
  dark.addEventListener("change", () => show(choices.find((choice) => choice.checked)));
  for (const [index, choice] of choices.entries()) {
    choice.addEventListener("change", () => {
      show(choice);
      keep({ index, color: { media: choice.dataset["mdColorMedia"] } });
    });
    choice.addEventListener("keydown", (event) => {
      const next = choices[(index + 1) % choices.length];
      if (event.key !== "Enter" || !next) return;
      next.click();
      next.focus();
    });
  }
}

function keep(choice: object): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choice));
  } catch {
    // no storage: the choice holds for this page
  }
}

/** Open the parts of the menu by key, and close it on Escape and where one of its links leads to this page. */
export function serveMenu(): void {
  const drawer = document.querySelector<HTMLInputElement>("#__drawer");
  const close = (): void => {
    if (drawer) drawer.checked = false;
  };
  addEventListener("hashchange", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter") (event.target as Element | null)?.closest<HTMLElement>("label[tabindex]")?.click();
  });
}

/** Mark in the list of contents where the reader is. */
export function followContents(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".md-sidebar--secondary [data-md-component=toc] a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const passed = new Set<Element>();
  const seen = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) passed[isIntersecting ? "delete" : "add"](target);
      const last = headings.map((heading) => heading !== null && passed.has(heading)).lastIndexOf(true);
      for (const [at, link] of links.entries()) link.classList.toggle("md-nav__link--active", at === last);
    },
    { rootMargin: "-160px 0px 9999999px" }, // all below where a link leads: what is not in it was passed
  );
  for (const heading of headings) if (heading) seen.observe(heading);
}

/** Show the way back to the top while the reader of a long page goes upwards. */
export function offerTop(): void {
  const top = document.querySelector<HTMLElement>(".md-top");
  let before = scrollY;
  addEventListener(
    "scroll",
    () => {
      if (top) top.hidden = scrollY < 400 || scrollY >= before;
      before = scrollY;
    },
    { passive: true },
  );
  top?.addEventListener("click", () => scrollTo({ top: 0 }));
}
