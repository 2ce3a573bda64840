// A citation mark shows its reference while pointed at or focused; Escape puts it away.

const peek = document.createElement("div");
peek.className = "ea-peek";
peek.id = "ea-peek";
peek.hidden = true;
peek.setAttribute("role", "tooltip");

let owner: HTMLAnchorElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Let every citation mark of the page show what it stands for. */
export function previewCitations(): void {
  document.body.append(peek);
  document.addEventListener("pointerover", (event) => {
    const mark = event.pointerType === "mouse" ? markOf(event) : null;
    if (mark && mark !== owner) {
      clearTimeout(timer);
      timer = setTimeout(show, 250, mark);
    } else if (mark || peek.contains(event.target as Node | null)) {
      clearTimeout(timer);
    } else if (owner || timer !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(hide, 200);
    }
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark?.matches(":focus-visible")) show(mark);
    else if (owner && !peek.contains(event.target as Node | null)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) hide();
  });
}

function hide(): void {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  peek.hidden = true;
}

function show(mark: HTMLAnchorElement): void {
  const cite = document.getElementById(mark.hash.slice(1))?.querySelector("cite");
  if (!cite) return;
  hide();
  owner = mark;
  peek.replaceChildren(cite.cloneNode(true));
  peek.hidden = false;
  mark.setAttribute("aria-describedby", peek.id);
  const at = mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth - peek.offsetWidth - 8;
  const above = at.top - peek.offsetHeight - 6;
  peek.style.left = `${Math.max(8, Math.min(at.left, room)) + scrollX}px`;
  peek.style.top = `${(above > 60 ? above : at.bottom + 6) + scrollY}px`;
}

function markOf(event: Event): HTMLAnchorElement | null {
  return (event.target as Element | null)?.closest?.<HTMLAnchorElement>(".ea-c a[href^='#ref-']") ?? null;
}
