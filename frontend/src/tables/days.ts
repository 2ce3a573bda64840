// The days that a date in EDTF may mean: as many as generator/euphrates_atlas/text/edtf.py says.

/**
 * Whether something with this date may have been on a day. An event with an open end may go on; a period with an open end is found
 * on the day of its other end alone.
 */
export function isOn(edtf: string, day: string, isEvent: boolean): boolean {
  if (!edtf) return false;
  const [from = "", to = from] = edtf.split("/");
  const [start, end] = isEvent ? [from, to] : [isOpen(from) ? to : from, isOpen(to) ? from : to];
  return (
    (isOpen(start) || filled(start, "0", "01", "01") <= day) &&
    (isOpen(end) || day <= filled(end, "9", "12", "31"))
  );
}

/** The day by which an EDTF date is put in order: its first, or its last where it has no beginning. */
export function dayOf(edtf: string): string {
  const [start = "", end = ""] = edtf.split("/");
  if (!isOpen(start)) return filled(start, "0", "01", "01");
  return isOpen(end) ? "" : filled(end, "9", "12", "31");
}

/** The first and the last day that a date may mean, as ISO days; null where it has no such end. */
export function daysOf(edtf: string): readonly [first: string | null, last: string | null] {
  const [start = "", end = start] = edtf.split("/");
  return [
    isOpen(start) ? null : filled(start, "0", "01", "01"),
    isOpen(end) ? null : inMonth(filled(end, "9", "12", "31")),
  ];
}

/** A day, or the last of its month where that has fewer. */
function inMonth(day: string): string {
  const [year, month] = day.split("-");
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day.slice(-2)) > last ? `${year}-${month}-${last}` : day;
}

function isOpen(end: string): boolean {
  return end === "" || end === "..";
}

function filled(date: string, digit: string, month: string, day: string): string {
  const [y = "", m = month, d = day] = date.replace(/[?~%]$/, "").split("-");
  return [y.replaceAll("X", digit), m === "XX" ? month : m, d === "XX" ? day : d].join("-");
}

/** The first and the last year in an attribute; an empty one stands for all years. Null where there is no attribute. */
export function yearsOf(attribute: string | undefined): readonly [string, string] | null {
  if (attribute === undefined) return null;
  const [first = "", last = "9999"] = attribute ? attribute.split("/") : [];
  return [first, last];
}
