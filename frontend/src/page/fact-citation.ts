// A fact as a citation, from what the page shows of it: who says what, in which works, and the address that leads to it.

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
  const page = /^(“.*”)\. (.*), (https?:\S+)$/.exec(
    words(document.querySelector(".ea-cite-text"), ",.ea-copy"),
  );
  const cell = place?.querySelector('[data-l="Who says it"],[data-l="Counted by"],.ea-chain-name');
  if (!place || !page || !cell) return null;
  const value = valueOf(place);
  const works = worksOf(place, WORKS);
  if (!value) return null;
  const period = periodOf(place);
  const given = works.length ? `, as given in ${works.join("; ")}` : "";
  const limits = limitsOf(id).join("; ");
  const claim = `${speakerOf(place, cell)}: ${value}${period && `, ${period}`}${limits && ` [${limits}]`}${given}`;
  const said = `${claim[0]?.toUpperCase()}${claim.slice(1)}`;
  return {
    id: id.slice(2),
    said,
    text: `${said}. In ${page[1]}, ${page[2]}, statement ${id.slice(2)}, ${page[3]}#${id}`,
  };
}

/** Who says it, such as "Department of Justice (United States)", and when. */
function speakerOf(place: Element, cell: Element): string {
  const name = words(cell, ",.ea-said,.ea-by");
  const date = words(cell.querySelector(".ea-said,.ea-by .ea-sub")) || chainDate(place);
  return date && date !== "undated" ? `${name}, ${date}` : name;
}

/** The date of a party of a chain, which stands before its first mark and further details. */
function chainDate(row: Element): string {
  const line = row.querySelector(".ea-chain-who>span:has(>.ea-c)");
  return words(line, ",.ea-c~*").split(", ")[0] ?? "";
}

function valueOf(place: Element): string {
  const stance = words(place.querySelector(".ea-acc>.ea-st,.ea-chain-how .ea-st")).toLowerCase();
  const actor = words(place.closest(".ea-chain")?.querySelector(".ea-chain-actor"));
  const self = actor === words(place.querySelector(".ea-chain-name")); // one that denies its own part is named once
  if (stance && actor) return self ? stance : `${stance}: ${actor}`;
  const head = place.closest("tbody")?.querySelector("th[scope=rowgroup]");
  const group = words(head?.querySelector(".ea-best") ?? head, ",.ea-differ,.ea-neq");
  const label = (
    group ||
    (words(place.closest("table")?.caption).split(":")[0] ?? "")
  ).toLowerCase();
  const value = words(
    place.querySelector(".ea-v") ?? place.querySelector("th[scope=row]"),
    ",.ea-sub,.ea-st",
  );
  return value && `${stance || label}: ${value}`;
}

function periodOf(place: Element): string {
  return (
    words(place.querySelector('[data-l="When"]'), ",.ea-none") ||
    words(place.querySelector(".ea-when"))
  );
}

const COMMON = [
  "When",
  "Who says it",
  "Counted by",
  "Disputed by",
  "Standing",
  "Confidence",
  "Sources",
  "Count",
  "Stance",
];
const OWN_CELL = `td[data-l]:not(${COMMON.map((label) => `[data-l="${label}"]`)},:has(.ea-none))`;
const BENEATH =
  ":is(.ea-acc,th[scope=row]:not([data-l]),td:not([data-l]))>.ea-sub:not(.ea-when,.ea-line,.ea-why,:has(.ea-cf,.ea-inf))";

/** All that the page says beside the value, without which it would read as more: details, words, standing, rejections, and what is inferred. */
function limitsOf(id: string): string[] {
  const rows = [...document.querySelectorAll(`a.ea-fa[href="#${id}"]`)].flatMap(
    (sign) => sign.closest("tr,.ea-chain li") ?? [],
  );
  const all = (parts: string): Element[] => rows.flatMap((row) => [...row.querySelectorAll(parts)]);
  const cells = all(OWN_CELL).map((cell) => `${cell.getAttribute("data-l")}: ${words(cell)}`);
  const beneath = all(BENEATH).map((part) => words(part).replace(/: yes$/, ""));
  const ranks = all(".ea-rank:not(.ea-rank-preferred)").map(rank);
  const inferred = all(".ea-inf").map((part) =>
    words(part).replace("inferred", "inferred by an editor"),
  );
  const rejections = all(".ea-line:has(>.ea-st)").map(rejection);
  const disputing = rows
    .flatMap((row) => worksOf(row, DISPUTING))
    .map((work) => `disputed in ${work}`);
  return [...new Set([...cells, ...beneath, ...ranks, ...rejections, ...disputing, ...inferred])];
}

/** How a statement stands, with the reason, such as "superseded (other time zone)". */
function rank(sign: Element): string {
  const next = sign.nextElementSibling;
  const why = next?.matches(".ea-why") ? ` (${words(next)})` : "";
  return words(sign).toLowerCase() + why;
}

const REJECTED: Readonly<Record<string, string>> = { Denies: "denied by", Doubts: "doubted by" };

function rejection(line: Element): string {
  const who = words(line, ",.ea-st,.ea-c~.ea-sub").replace(/^: /, "").replace(/, “.*/s, "");
  return `${REJECTED[words(line.querySelector(".ea-st"))] ?? "not known to"} ${who}`;
}

const WORKS = '[data-l="Sources"]>.ea-c a,.ea-chain-who>span>.ea-c a';
const DISPUTING = ':is([data-l="Sources"],.ea-chain-who>span)>.ea-sub .ea-c a';

/** The works behind the marks of a statement, each with the part of the text that its mark names. */
function worksOf(place: Element, marks: string): string[] {
  const found = [...place.querySelectorAll<HTMLAnchorElement>(marks)].map((mark) => {
    const work = words(document.querySelector(`${mark.hash} cite`)).replace(/\.$/, "");
    const part = words(mark.querySelector("span"));
    return work && part ? `${work}, ${part}` : work;
  });
  return [...new Set(found.filter(Boolean))];
}
