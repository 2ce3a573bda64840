// What an address names is shown, also where it lies in a fold.

const CLOSED = "details:not([open])";

/** Open the folds around what the address of the page names, now and whenever a link leads there. */
export function openFolds(): void {
  reveal(location.hash);
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href^='#']");
    const leadsHere = link?.hash === location.hash; // the address does not change
    if (link && leadsHere && !event.defaultPrevented) reveal(link.hash);
  });
}

function reveal(hash: string): void {
  const target = hash.length > 1 ? document.getElementById(decoded(hash.slice(1))) : null;
  const folds = target ? foldsAround(target) : [];
  if (!folds.length) return;
  for (const fold of folds) fold.setAttribute("open", "");
  target?.scrollIntoView();
}

/** The closed folds around an element, from the inside out. */
function foldsAround(element: Element): Element[] {
  const found: Element[] = [];
  let fold = element.parentElement?.closest(CLOSED);
  while (fold) {
    found.push(fold);
    fold = fold.parentElement?.closest(CLOSED);
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
