// An address stays when its entry moves, and when a work stands on a page of years: whoever comes by it is led on, with its anchor.

/** Go on from the page at an old address, and from the line of a work to its row, now and whenever a link leads there. */
export function goOn(): void {
  const moved = document
    .querySelector<HTMLMetaElement>("meta[http-equiv=refresh]")
    ?.content.split("url=")[1];
  if (moved && location.hash) location.replace(moved + location.hash);
  toRow();
  addEventListener("hashchange", toRow);
}

function toRow(): void {
  const line = document.getElementById(location.hash.slice(1))?.closest(".ea-works>li");
  const row = line?.querySelector<HTMLAnchorElement>(":scope>a.ea-row");
  if (row) location.replace(row.href);
}
