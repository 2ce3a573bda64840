"""The atlas as Markdown pages: path below `content/` to bytes."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
from generator.render.environment import environment
from generator.render.memory import Memory, Rendered
from generator.render.overviews.across import pages_across
from generator.render.overviews.change_pages import change_feed, changes_page
from generator.render.overviews.field_pages import field_index, kind_fields
from generator.render.overviews.index_pages import index_pages
from generator.render.overviews.names_pages import names_pages
from generator.render.overviews.rule_pages import rule_pages, rules
from generator.render.overviews.search_rules_page import language, marked, search_rules
from generator.render.overviews.state_page import Sourcing
from generator.render.place_map import PlaceMaps
from generator.settings import repository_address, site_address
from generator.source.examples import Example


def render_pages(
    atlas: Atlas,
    findings: Sequence[Diagnostic] = (),
    today: date | None = None,
    examples: Mapping[str, Example] | None = None,
    history: Sequence[RecentCommit] | None = None,
    memory: Memory | None = None,
) -> dict[str, bytes]:
    """Return every generated page; the same atlas gives the same bytes.

    `findings` are listed on the state of the atlas, reviews are overdue by `today`, `examples` stand on the pages of rules,
    `history` on that of recent changes (None where it is not known). `memory` has the pages of an earlier run.
    """
    sourcing = Sourcing()
    pages = _entry_pages(atlas, memory or Memory(atlas), sourcing, today)
    for kind in atlas.kinds:
        for index in index_pages(atlas, kind):
            pages[index.path] = _render("index.md.j2", page=index)
    for names in names_pages(atlas):
        pages[names.path] = _render("names.md.j2", page=names)
    pages["fields/index.md"] = _render("fields.md.j2", index=field_index())
    for folder, model in record_types().items():
        pages[f"fields/{folder}.md"] = _render("field_kind.md.j2", page=kind_fields(model))
    pages["search-rules/index.md"] = _render(
        "search_rules.md.j2", page=search_rules(), language=language, marked=marked
    )
    pages["rules/index.md"] = _render("rules.md.j2", rules=rules())
    for rule in rule_pages(examples or {}, findings):
        pages[f"rules/{rule.rule.code}.md"] = _render("rule.md.j2", page=rule)
    pages |= {
        page.path: _render(page.template, **page.context)
        for page in pages_across(atlas, sourcing, findings, today, history)
    }
    repository = repository_address()
    pages["changes/index.md"] = _render("changes.md.j2", page=changes_page(atlas, history, repository))
    pages["corrections/index.md"] = _render(
        "corrections.md.j2", rows=corrections_page(atlas), report=f"{repository}/issues/new"
    )
    return {path: text.encode() for path, text in sorted(pages.items())}


def _entry_pages(atlas: Atlas, memory: Memory, sourcing: Sourcing, today: date | None) -> dict[str, str]:
    """Return the pages of entries. All that is read for one of them comes from `memory.atlas`, or is told to `memory`."""
    site, titles = site_address(), _titles(atlas)
    openings = _openings(atlas, titles)
    maps = PlaceMaps(memory.atlas)
    memory.share(maps.towns, site, repository_address(), today)
    pages: dict[str, str] = {}
    for entry in atlas.entries.values():
        title, opening = titles[entry.id], openings[entry.id]

        def render(entry: Entry = entry, title: str = title, opening: str = opening) -> Rendered:
            view = entry_page(memory.atlas, entry, title, opening, maps, site, today)
            made = {f"{entry.kind.folder}/{entry.id}.md": _render(f"{entry.kind.singular.lower()}.md.j2", page=view)}
            for old in entry.record.redirects:
                made[f"{entry.kind.folder}/{old}.md"] = _render("redirect.md.j2", page=view, old=old)
            counted = Sourcing()
            counted.add(view.sections)
            return Rendered(tuple(made.items()), counted.counts)

        made = memory.pages(entry, (title, opening), render)
        sourcing.plus(*made.counts)
        pages |= made.pages
    memory.save()
    return pages


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


def _render(template: str, **context: object) -> str:
    return environment().get_template(template).render(**context)


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


def _openings(atlas: Atlas, titles: dict[str, str]) -> dict[str, str]:
    """Return the opening of each summary, no two alike: behind the title where several entries open in one way."""
    found = {entry.id: description(atlas, entry) for entry in atlas.entries.values()}
    shared = Counter(found.values())
    return {id: f"{titles[id]}: {text}" if text and shared[text] > 1 else text for id, text in found.items()}
