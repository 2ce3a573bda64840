// Small boxes that appear beside what they speak of and stay on the screen.

/** Show a box above an element, or below it, within the width of the page; with the whole to which that belongs, below that, and not over it. */
export function beside(owner: Element, box: HTMLElement, whole?: Element | null): void {
  box.hidden = false;
  const at = owner.getClientRects()[0] ?? owner.getBoundingClientRect();
  const kept = whole?.getBoundingClientRect() ?? at;
  const room = document.documentElement.clientWidth - box.offsetWidth - 8;
  const above = kept.top - box.offsetHeight - 6;
  const fits = whole && kept.bottom + box.offsetHeight + 6 < innerHeight;
  const otherwise = above > 60 ? above : at.bottom + 6;
  box.style.left = `${Math.max(8, Math.min(at.left, room)) + scrollX}px`;
  box.style.top = `${(fits ? kept.bottom + 6 : otherwise) + scrollY}px`;
}
