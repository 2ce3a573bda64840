"""The atlas as Markdown pages: path below `content/` to bytes."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from generator.compare.recent import RecentCommit
from generator.diagnostics import Diagnostic
from generator.export.atom import atom
from generator.kinds import record_types
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.corrections import correction_feed, corrections_page
from generator.render.entries.entry_page import entry_page
from generator.render.entries.lead import description
from generator.render.environment import filled
from generator.render.memory import Memory, Rendered
from generator.render.overviews.across import pages_across
from generator.render.overviews.change_pages import change_feed, changes_page
from generator.render.overviews.field_pages import field_index, kind_fields
from generator.render.overviews.index_pages import index_pages
from generator.render.overviews.names_pages import names_pages
from generator.render.overviews.rule_pages import rule_pages, rules
from generator.render.overviews.search_rules_page import language, marked, search_rules
from generator.render.overviews.speed_page import speed_page
from generator.render.overviews.state_page import Sourcing
from generator.render.place_map import PlaceMaps
from generator.settings import repository_address, site_address
from generator.source.examples import Example
from generator.source.recordings import Recording


def render_pages(
    atlas: Atlas,
    findings: Sequence[Diagnostic] = (),
    today: date | None = None,
    examples: Mapping[str, Example] | None = None,
    history: Sequence[RecentCommit] | None = None,
    memory: Memory | None = None,
    recording: Recording | None = None,
) -> dict[str, bytes]:
    """Return every generated page; the same atlas gives the same bytes.

    `findings` are listed on the state of the atlas, reviews are overdue by `today`, `examples` stand on the pages of rules,
    `history` on that of recent changes (None where it is not known), `recording` on that of the speed. `memory` has the pages
    of an earlier run.
    """
    memory = memory or Memory(atlas)
    sourcing = Sourcing()
    of_entries = EntryPages(atlas, memory, today)
    pages: dict[str, str] = {}
    for entry in atlas.entries.values():
        made = of_entries.of(entry)
        sourcing.plus(*made.counts)
        pages |= made.pages
    memory.save()
    pages |= other_pages(atlas, lambda: sourcing, findings, today, examples, history, recording)
    return {path: text.encode() for path, text in sorted(pages.items())}


class EntryPages:
    """The pages of the entries of one atlas: each is made, or remembered, without the others."""

    def __init__(self, atlas: Atlas, memory: Memory, today: date | None) -> None:
        """Take what all share. What is read for an entry's page comes from `memory.atlas`, or is told to `memory`."""
        self._memory = memory
        self._today = today
        self._site = site_address()
        self._found = {entry.id: description(atlas, entry) for entry in atlas.entries.values()}
        self._begin(atlas)

    def _begin(self, atlas: Atlas) -> None:
        self._titles = _titles(atlas)
        self._openings = _openings(self._found, self._titles)
        self._draw_on(PlaceMaps(self._memory.atlas))

    def _draw_on(self, maps: PlaceMaps) -> None:
        self._maps = maps
        self._memory.share(maps.towns, self._site, repository_address(), self._today)

    def follow(self, before: Atlas, atlas: Atlas, memory: Memory, changed: Collection[str]) -> set[str]:
        """Go on with an atlas in which these entries are others, and return of which entries something else is given now.

        Those are the entries whose title or opening are other than before; all of them where the towns on maps are.
        """
        self._memory = memory
        titles, openings, towns = self._titles, self._openings, self._maps.towns
        pairs = [(before.entries.get(id), atlas.entries.get(id)) for id in changed]
        self._draw_on(self._maps.on(memory.atlas, [entry for pair in pairs for entry in pair if entry is not None]))
        is_renamed = any(old is None or new is None or old.label != new.label for old, new in pairs)
        naming = {mention.entry_id for id in changed if is_renamed for mention in atlas.mentions.get(id, ())}
        found = {id: description(atlas, atlas[id]) for id in {*changed, *naming} if id in atlas.entries}
        if is_renamed:
            self._titles = _titles(atlas)
        if is_renamed or any(self._found.get(id) != text for id, text in found.items()):
            self._found = {id: found[id] if id in found else self._found[id] for id in atlas.entries}
            self._openings = _openings(self._found, self._titles)
        if self._maps.towns != towns:
            return set(atlas.entries)
        if self._titles is titles and self._openings is openings:
            return set()
        return {
            id for id in atlas.entries if self._titles[id] != titles.get(id) or self._openings[id] != openings.get(id)
        }

    def of(self, entry: Entry) -> Rendered:
        """Return the pages of an entry: its own, and one for each of its old ids."""
        given = self._titles[entry.id], self._openings[entry.id]
        return self._memory.pages(entry, given, lambda: self._made(entry, *given))

    def _made(self, entry: Entry, title: str, opening: str) -> Rendered:
        view = entry_page(self._memory.atlas, entry, title, opening, self._maps, self._site, self._today)
        made = {f"{entry.kind.folder}/{entry.id}.md": filled(f"{entry.kind.singular.lower()}.md.j2", page=view)}
        for old in entry.record.redirects:
            made[f"{entry.kind.folder}/{old}.md"] = filled("redirect.md.j2", page=view, old=old)
        counted = Sourcing()
        counted.add(view.sections)
        return Rendered(tuple(made.items()), counted.counts)


def other_pages(
    atlas: Atlas,
    counted: Callable[[], Sourcing],
    findings: Sequence[Diagnostic] = (),
    today: date | None = None,
    examples: Mapping[str, Example] | None = None,
    history: Sequence[RecentCommit] | None = None,
    recording: Recording | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the pages that are not those of one entry.

    `counted` is asked what all the entries' pages show; not before the last page, so that these can be made meanwhile.
    """
    for kind in atlas.kinds:
        for index in index_pages(atlas, kind):
            yield index.path, filled("index.md.j2", page=index)
    for names in names_pages(atlas):
        yield names.path, filled("names.md.j2", page=names)
    yield "fields/index.md", filled("fields.md.j2", index=field_index())
    for folder, model in record_types().items():
        yield f"fields/{folder}.md", filled("field_kind.md.j2", page=kind_fields(model))
    page = filled("search_rules.md.j2", page=search_rules(), language=language, marked=marked)
    yield "search-rules/index.md", page
    yield "speed/index.md", filled("speed.md.j2", page=speed_page(recording))
    yield "rules/index.md", filled("rules.md.j2", rules=rules())
    for rule in rule_pages(examples or {}, findings):
        yield f"rules/{rule.rule.code}.md", filled("rule.md.j2", page=rule)
    repository = repository_address()
    yield "changes/index.md", filled("changes.md.j2", page=changes_page(atlas, history, repository))
    page = filled("corrections.md.j2", rows=corrections_page(atlas), report=f"{repository}/issues/new")
    yield "corrections/index.md", page
    for across in pages_across(atlas, counted, findings, today, history):
        yield across.path, filled(across.template, **across.context)


def pages_listed(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return the paths of the pages of all entries, with what the list of all pages says of each."""
    return {path: said for entry in atlas.entries.values() for path, said in pages_of(entry).items()}


def pages_of(entry: Entry) -> dict[str, dict[str, str]]:
    """Return the paths of the pages of an entry, with what the list of all pages says of each."""
    folder, reviewed = entry.kind.folder, entry.record.reviewed
    own = {f"{folder}/{entry.id}.md": {"reviewed": str(reviewed)} if reviewed else {}}
    return own | {f"{folder}/{old}.md": {"moved_to": entry.id} for old in entry.record.redirects}


def render_feeds(atlas: Atlas, history: Sequence[RecentCommit] | None = None) -> dict[str, bytes]:
    """Return the feeds: of all changes, of those of each kind that readers come for, and of the corrections."""
    site = site_address()
    path = "changes/feed.xml"
    feeds = {path: atom("Euphrates Atlas: recent changes", path, site, change_feed(atlas, history))}
    for kind in atlas.kinds:
        if not kind.supports:
            path = f"changes/{kind.folder}.xml"
            title = f"Euphrates Atlas: {kind.plural.lower()}"
            feeds[path] = atom(title, path, site, change_feed(atlas, history, kind.folder))
    path = "corrections/feed.xml"
    feeds[path] = atom("Euphrates Atlas: corrections", path, site, correction_feed(atlas))
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
