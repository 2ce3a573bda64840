"""The feeds: of all changes, of those of each kind that readers come for, and of the corrections."""

from collections.abc import Iterator

from generator.export.atom import atom
from generator.render.corrections import correction_feed
from generator.render.overviews.change_pages import change_feed
from generator.render.site_input import SiteInput
from generator.subject import site_address, subject


def pages(site: SiteInput) -> Iterator[tuple[str, bytes]]:
    """Yield each feed."""
    atlas, history = site.atlas, site.history
    path = "changes/feed.xml"
    yield path, atom(f"{subject().name}: recent changes", path, site_address(), change_feed(atlas, history))
    for kind in atlas.kinds:
        if not kind.supports:
            path = f"changes/{kind.folder}.xml"
            title = f"{subject().name}: {kind.plural.lower()}"
            yield path, atom(title, path, site_address(), change_feed(atlas, history, kind.folder))
    path = "corrections/feed.xml"
    yield path, atom(f"{subject().name}: corrections", path, site_address(), correction_feed(atlas))
