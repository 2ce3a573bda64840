"""The atlas as Markdown pages, by their paths below `content/`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.diagnostics import Diagnostic
from generator.diff.changes import RecentCommit
from generator.export.atom import atom
from generator.model.atlas import Atlas, Entry
from generator.render.corrections import correction_feed
from generator.render.entries.entry_page import EntryPage
from generator.render.entries.entry_prose import description
from generator.render.environment import filled
from generator.render.overviews.across import OVERVIEWS
from generator.render.overviews.change_pages import change_feed
from generator.render.place_map import PlaceMaps
from generator.render.site_input import SiteInput
from generator.store.rule_examples import Example
from generator.subject import repository_address, site_address, subject


def render_pages(
    atlas: Atlas,
    findings: Sequence[Diagnostic] = (),
    today: date | None = None,
    examples: Mapping[str, Example] | None = None,
    history: Sequence[RecentCommit] | None = None,
) -> dict[str, bytes]:
    """Return every generated page; the same atlas gives the same bytes. See `SiteInput` for the other arguments."""
    site = SiteInput(atlas, lambda: findings, today, examples or {}, lambda: history)
    entry_pages = EntryPages(atlas, today)
    pages: dict[str, str] = {}
    for entry in atlas.entries.values():
        pages |= entry_pages.of(entry)
    for overview in OVERVIEWS:
        pages |= overview.pages(site)
    return {path: text.encode() for path, text in sorted(pages.items())}


class EntryPages:
    """The pages of the entries of one atlas."""

    def __init__(self, atlas: Atlas, today: date | None) -> None:
        """Work out what depends on all entries: titles and openings, no two alike, and the towns on maps."""
        self.atlas = atlas
        self.today = today
        self._site = site_address()
        self._titles = _titles(atlas)
        descriptions = {entry.id: description(atlas, entry) for entry in atlas.entries.values()}
        self._openings = _openings(descriptions, self._titles)
        self._maps = PlaceMaps(atlas)

    @property
    def shared_input(self) -> tuple[object, ...]:
        """What every page depends on beside the entries that it looks up."""
        return self._maps.towns, self._site, repository_address(), self.today, sorted(self.atlas.authors)

    def input_of(self, entry: Entry) -> tuple[str, str]:
        """Return what the pages of one entry depend on beside that."""
        return self._titles[entry.id], self._openings[entry.id]

    def of(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield path and text of the page of an entry, and of one for each of its old ids."""
        title, opening = self.input_of(entry)
        view = EntryPage(self.atlas, entry, title, opening, self._maps, self._site, self.today)
        template = f"{entry.kind.singular.lower()}.md.j2"
        yield f"{entry.kind.folder}/{entry.id}.md", filled(template, "entry.md.j2", page=view)
        for old in entry.record.redirects:
            yield f"{entry.kind.folder}/{old}.md", filled("redirect.md.j2", page=view, old=old)


def sitemap_fields(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return for the page of each entry, and for that of each old id, the fields that `sitemap.xml` needs."""
    fields: dict[str, dict[str, str]] = {}
    for entry in atlas.entries.values():
        folder, reviewed = entry.kind.folder, entry.record.reviewed
        fields[f"{folder}/{entry.id}.md"] = {"reviewed": str(reviewed)} if reviewed else {}
        fields |= {f"{folder}/{old}.md": {"moved_to": entry.id} for old in entry.record.redirects}
    return fields


def render_feeds(atlas: Atlas, history: Sequence[RecentCommit] | None = None) -> dict[str, bytes]:
    """Return the feeds: of all changes, of those of each kind that readers come for, and of the corrections."""
    site = site_address()
    path = "changes/feed.xml"
    feeds = {path: atom(f"{subject().name}: recent changes", path, site, change_feed(atlas, history))}
    for kind in atlas.kinds:
        if not kind.supports:
            path = f"changes/{kind.folder}.xml"
            title = f"{subject().name}: {kind.plural.lower()}"
            feeds[path] = atom(title, path, site, change_feed(atlas, history, kind.folder))
    path = "corrections/feed.xml"
    feeds[path] = atom(f"{subject().name}: corrections", path, site, correction_feed(atlas))
    return feeds


def _titles(atlas: Atlas) -> dict[str, str]:
    """Return a browser title for each entry, no two alike: the label, with kind or id where several share it."""
    shared = Counter(entry.label.casefold() for entry in atlas.entries.values())
    with_kind = Counter((entry.label.casefold(), entry.kind.folder) for entry in atlas.entries.values())

    def title(entry: Entry) -> str:
        key = entry.label.casefold()
        if shared[key] == 1:
            return entry.label
        return (
            f"{entry.label} ({entry.kind.singular.lower()})"
            if with_kind[key, entry.kind.folder] == 1
            else f"{entry.label} ({entry.id})"
        )

    return {entry.id: title(entry) for entry in atlas.entries.values()}


def _openings(found: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the opening of each summary, no two alike: behind the title where several entries open in one way."""
    shared = Counter(found.values())
    return {id: f"{titles[id]}: {text}" if text and shared[text] > 1 else text for id, text in found.items()}
