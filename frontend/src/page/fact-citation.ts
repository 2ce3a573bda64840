// A fact as a citation, from what the page shows of it: who says what, in which works, and the address that leads to it.

/** A statement as it is cited. */
export interface Claim {
  readonly id: string;
  /** Who says what, and the works in which it is read. */
  readonly said: string;
  /** The whole citation as text. */
  readonly text: string;
}

const SPEAKER = '[data-l="Who says it"],[data-l="Counted by"],.ea-chain-name';

/** Return the statement that a sign leads to as it is cited; null where the page does not show it as one. */
export function claimOf(mark: HTMLAnchorElement): Claim | null {
  const anchor = mark.hash.slice(1);
  const place = document.getElementById(anchor);
  const page = pageCited();
  const speaker = place?.querySelector(SPEAKER);
  if (!place || !page || !speaker) return null;
  const value = valueOf(place);
  if (!value) return null;
  const claim = `${speakerOf(place, speaker)}: ${value}${detailsOf(place, anchor)}`;
  const said = `${claim[0]?.toUpperCase()}${claim.slice(1)}`;
  const id = anchor.slice(2);
  const { title, site, address } = page;
  const text = `${said}. In ${title}, ${site}, statement ${id}, ${address}#${anchor}`;
  return { id, said, text };
}

/** The parts of the citation of the page; null where it has none of this form. */
function pageCited(): { title: string; site: string; address: string } | null {
  const cited = words(document.querySelector(".ea-cite-text"), ",.ea-copy");
  const parts = /^(“.*”)\. (.*), (https?:\S+)$/.exec(cited);
  if (!parts) return null;
  const [, title = "", site = "", address = ""] = parts;
  return { title, site, address };
}

/** The period, the limits and the works of a statement. */
function detailsOf(place: Element, anchor: string): string {
  const period = periodOf(place);
  const limits = limitsOf(anchor).join("; ");
  const works = worksOf(place, WORKS).join("; ");
  const parts = [
    period && `, ${period}`,
    limits && ` [${limits}]`,
    works && `, as given in ${works}`,
  ];
  return parts.join("");
}

/** Return the words of a part of the page, without its marks. */
function words(part: Element | null | undefined, without = ""): string {
  if (!part) return "";
  const bare = part.cloneNode(true) as Element;
  for (const own of bare.querySelectorAll(`.ea-fa,.ea-c,.ea-vh${without}`)) own.remove();
  return (bare.textContent ?? "").replace(/\s+/g, " ").trim();
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

/** What is said: the stance towards a body, or a value under its label. */
function valueOf(place: Element): string {
  const stance = words(place.querySelector(".ea-acc>.ea-st,.ea-chain-how .ea-st")).toLowerCase();
  const actor = words(place.closest(".ea-chain")?.querySelector(".ea-chain-actor"));
  if (stance && actor) {
    const isSelf = actor === words(place.querySelector(".ea-chain-name")); // one that denies its own part is named once
    return isSelf ? stance : `${stance}: ${actor}`;
  }
  const cell = place.querySelector(".ea-v") ?? place.querySelector("th[scope=row]");
  const value = words(cell, ",.ea-sub,.ea-st");
  return value && `${stance || labelOf(place)}: ${value}`;
}

/** The label of a value: that of its group, or that of its table. */
function labelOf(place: Element): string {
  const head = place.closest("tbody")?.querySelector("th[scope=rowgroup]");
  const group = words(head?.querySelector(".ea-best") ?? head, ",.ea-differ,.ea-neq");
  const [caption = ""] = words(place.closest("table")?.caption).split(":");
  return (group || caption).toLowerCase();
}

function periodOf(place: Element): string {
  const cell = words(place.querySelector('[data-l="When"]'), ",.ea-none");
  return cell || words(place.querySelector(".ea-when"));
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
const RANK = ".ea-rank:not(.ea-rank-preferred)";
const REJECTION = ".ea-line:has(>.ea-st)";
const INFERRED = ".ea-inf";

/** All that the page says beside the value, without which it would read as more: details, words, standing, rejections, and what is inferred. */
function limitsOf(id: string): string[] {
  const rows = rowsOf(id);
  const all = (parts: string) => rows.flatMap((row) => [...row.querySelectorAll(parts)]);
  const disputing = rows.flatMap((row) => worksOf(row, DISPUTING));
  const limits = [
    ...all(OWN_CELL).map((cell) => `${cell.getAttribute("data-l")}: ${words(cell)}`),
    ...all(BENEATH).map((part) => words(part).replace(/: yes$/, "")),
    ...all(RANK).map(rank),
    ...all(REJECTION).map(rejection),
    ...disputing.map((work) => `disputed in ${work}`),
    ...all(INFERRED).map((part) => words(part).replace("inferred", "inferred by an editor")),
  ];
  return [...new Set(limits)];
}

/** The rows whose signs lead to a statement. */
function rowsOf(id: string): Element[] {
  const signs = [...document.querySelectorAll(`a.ea-fa[href="#${id}"]`)];
  const rows = signs.map((sign) => sign.closest("tr,.ea-chain li"));
  return rows.filter((row) => row !== null);
}

/** How a statement stands, with the reason, such as "superseded (other time zone)". */
function rank(sign: Element): string {
  const next = sign.nextElementSibling;
  const why = next?.matches(".ea-why") ? ` (${words(next)})` : "";
  return words(sign).toLowerCase() + why;
}

const REJECTED: Readonly<Record<string, string>> = { Denies: "denied by", Doubts: "doubted by" };

function rejection(line: Element): string {
  const stance = words(line.querySelector(".ea-st"));
  const who = words(line, ",.ea-st,.ea-c~.ea-sub").replace(/^: /, "").replace(/, “.*/s, "");
  return `${REJECTED[stance] ?? "not known to"} ${who}`;
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
