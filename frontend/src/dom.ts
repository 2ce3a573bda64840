// Elements from data. Text always goes in as text, so that nothing of the index is ever read as markup.

export type Child = Node | string | null | undefined | false;

/** Make an element; attributes that are false, null or undefined are left out, `true` is an empty one. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | null | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child): child is Node | string => !!child || child === ""));
  return made;
}

/** A control behind its words. */
export function withWords(words: string, control: HTMLElement): HTMLLabelElement {
  return el("label", {}, el("span", {}, words), control);
}

/** Make an element of a drawing. */
export function svgElement<K extends keyof SVGElementTagNameMap>(tag: K): SVGElementTagNameMap[K] {
  return document.createElementNS("http://www.w3.org/2000/svg", tag);
}

const NUMERALS = new Intl.NumberFormat("en");

/** A number as it is written, as 1,200; to ask each number for it takes ten times as long. */
export function numeral(number: number): string {
  return NUMERALS.format(number);
}

/** Words that agree with a number: `count(1, "name")` is "1 name". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${numeral(number)} ${number === 1 ? one : many}`;
}

/** Fold a panel away while a media query holds, and open it while it does not. */
export function foldWhile(panel: HTMLDetailsElement, query: string): void {
  const narrow = matchMedia(query);
  const fold = () => {
    panel.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener("change", fold);
}
