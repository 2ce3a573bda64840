// What of a drawing differs from the last view is written, and no more: what is written is laid out anew.

export function put(
  element: Element,
  attributes: { readonly [name: string]: string | number },
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

export function say(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
