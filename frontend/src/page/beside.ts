// Small boxes that appear beside what they speak of and stay on the screen.

/** Show a box above an element, or below it where there is no room, within the width of the page. */
export function beside(owner: Element, box: HTMLElement): void {
  box.hidden = false;
  const at = owner.getClientRects()[0] ?? owner.getBoundingClientRect();
  const room = document.documentElement.clientWidth - box.offsetWidth - 8;
  const above = at.top - box.offsetHeight - 6;
  box.style.left = `${Math.max(8, Math.min(at.left, room)) + scrollX}px`;
  box.style.top = `${(above > 60 ? above : at.bottom + 6) + scrollY}px`;
}
