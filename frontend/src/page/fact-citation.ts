// A fact as a citation, from what the page shows of it: who says what, in which works, and the address that leads to it.
// The generator writes the same words where it shows one as an example (generator/euphrates_atlas/export/citation_text.py): one that needs no bracket.

/** Return the words of a part of the page, without its marks. */
function words(part: Element | null | undefined, without = ""): string {
  if (!part) return "";
  const bare = part.cloneNode(true) as Element;
  for (const own of bare.querySelectorAll(`.ea-fa,.ea-c,.ea-vh${without}`)) own.remove();
  return (bare.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** A statement as it is cited. */
export interface Claim {
  readonly id: string;
  /** Who says what, and the works in which it is read. */
  readonly said: string;
  /** The whole citation as text. */
  readonly text: string;
}

/** Return the statement that a sign leads to as it is cited; null where the page does not show it as one. */
export function claimOf(mark: HTMLAnchorElement): Claim | null {
  const id = mark.hash.slice(1);
  const place = document.getElementById(id);
  const page = /^(“.*”)\. (.*), (https?:\S+)$/.exec(words(document.querySelector(".ea-cite-text"), ",.ea-copy"));
  const cell = place?.querySelector('[data-l="Who says it"],[data-l="Counted by"],.ea-chain-name');
  if (!place || !page || !cell) return null;
  const value = valueOf(place);
  const works = worksOf(place);
  if (!value) return null;
  const period = periodOf(place);
  const given = works.length ? `, as given in ${works.join("; ")}` : "";
  const limits = limitsOf(id).join("; ");
  const claim = `${speakerOf(place, cell)}: ${value}${period && `, ${period}`}${limits && ` [${limits}]`}${given}`;
  const said = `${claim[0]?.toUpperCase()}${claim.slice(1)}`;
  return { id: id.slice(2), said, text: `${said}. In ${page[1]}, ${page[2]}, statement ${id.slice(2)}, ${page[3]}#${id}` };
}

function speakerOf(place: Element, cell: Element): string {
  const beneath = [...cell.querySelectorAll(".ea-sub")].map((part) => words(part));
  const name = [words(cell, ",.ea-sub,.ea-by"), ...beneath.filter((part) => part.startsWith("of "))].join(" ");
  const chained = words(place.querySelector(".ea-chain-who>span:last-child")).split(",")[0] ?? "";
  const date = beneath.find((part) => !part.startsWith("of ")) ?? (chained === "undated" ? "" : chained);
  return date ? `${name}, ${date}` : name;
}

function valueOf(place: Element): string {
  const stance = words(place.querySelector(".ea-acc>.ea-st,.ea-chain-how .ea-st")).toLowerCase();
  const actor = words(place.closest(".ea-chain")?.querySelector(".ea-chain-actor"));
  if (stance && actor) return `${stance}: ${actor}`;
  const head = place.closest("tbody")?.querySelector("th[scope=rowgroup]");
  const group = words(head?.querySelector(".ea-best") ?? head, ",.ea-differ,.ea-neq");
  const label = (group || (words(place.closest("table")?.caption).split(":")[0] ?? "")).toLowerCase();
  const value = words(place.querySelector(".ea-v") ?? place.querySelector("th[scope=row]"), ",.ea-sub,.ea-st");
  return value && `${stance || label}: ${value}`;
}

function periodOf(place: Element): string {
  return words(place.querySelector('[data-l="When"]'), ",.ea-none") || words(place.querySelector(".ea-when"));
}

/** What the page says beside the value, without which it would read as more: its scope, standing, who rejects it, and what is inferred. */
function limitsOf(id: string): string[] {
  const rows = [...document.querySelectorAll(`a.ea-fa[href="#${id}"]`)].flatMap((sign) => sign.closest("tr,.ea-chain li") ?? []);
  const all = (parts: string): Element[] => rows.flatMap((row) => [...row.querySelectorAll(parts)]);
  const scopes = all(".ea-sub").map((part) => words(part)).filter((text) => text.startsWith("Scope: "));
  const ranks = all(".ea-rank:not(.ea-rank-preferred)").map((part) => words(part).toLowerCase());
  const inferred = all(".ea-inf").map((part) => words(part));
  return [...new Set([...scopes.map((text) => text.replace("Scope", "scope")), ...ranks, ...all(".ea-line:has(>.ea-st)").map(rejection), ...inferred])];
}

function rejection(line: Element): string {
  const who = words(line, ",.ea-st,.ea-c~.ea-sub").replace(/^by /, "").replace(/, “.*/s, "");
  const stance = words(line.querySelector(".ea-st"));
  return `${stance === "Denies" ? "denied by" : stance === "Doubts" ? "doubted by" : "not known to"} ${who}`;
}

function worksOf(place: Element): string[] {
  const marks = place.querySelectorAll<HTMLAnchorElement>('[data-l="Sources"] .ea-c a,.ea-chain-who .ea-c a');
  const found = [...marks].map((mark) => words(document.querySelector(`${mark.hash} cite`)).replace(/\.$/, ""));
  return [...new Set(found.filter(Boolean))];
}
