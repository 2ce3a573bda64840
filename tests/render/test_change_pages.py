"""Recent changes and corrections, as pages and feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

from euphrates_atlas.diff.changes import EntryChange, RecentDay, StatementChange, TextChange
from euphrates_atlas.git import ChangeKind
from tests.stores import atlas_of, render_feeds, render_pages

CORRECTED = """
founded: {value: 2003, cite: [s]}
corrections:
  - {date: 2026-11-18, type: clarification, text: "It said \\"in 2003\\", of the <first> brigade."}
  - {date: 2026-11-20, type: error, text: "The year was wrong.", statements: [0a0a0a0a]}
"""


def day(*changes: EntryChange, others: dict[str, int] | None = None) -> RecentDay:
    when = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    return RecentDay(when.date(), tuple((when, change) for change in changes), others or {})


def change(id: str, sort: ChangeKind = ChangeKind.ADDED) -> EntryChange:
    return EntryChange(sort, id, "groups", "Group", id.upper(), f"entities/groups/{id}.yml")


def page(path: str, *days: RecentDay, known: bool = True, text: str = "") -> str:
    atlas = atlas_of({"groups/x": text})
    return render_pages(atlas, history=list(days) if known else None)[path].decode()


def test_changes_stand_under_their_day():
    """With a link where the entry is still there; what is new comes first."""
    text = page("changes/index.md", day(change("gone", ChangeKind.REMOVED), change("x")))
    assert "## 20 November 2026 {#d-1}" in text
    new = '<a class="ea-k ea-k-group" href="../groups/x.html">A group</a> <span class="ea-sub">new group</span>'
    gone = 'GONE <span class="ea-sub">entry removed</span>'
    assert text.index(new) < text.index(gone)


def test_of_a_day_the_kinds_come_in_their_order():
    """Whatever order they were changed in; what is new still comes first."""
    leader = replace(change("p"), folder="leaders")
    text = page("changes/index.md", day(change("c", ChangeKind.CHANGED), leader, change("a")))
    assert text.index("A <span") < text.index("P <span") < text.index("C <span")


def test_what_is_not_listed_is_counted():
    text = page("changes/index.md", day(change("x"), others={"sources": 1312, "groups": 1}))
    assert "Also 1 group, 1,312 sources, which are not listed here." in text
    assert "Only 2 sources, which are not listed here." in page("changes/index.md", day(others={"sources": 2}))


def test_lines_before_and_after_fold_away():
    turn = StatementChange(ChangeKind.CHANGED, "founded", "Founded", "2003", old_words="2002", old_id="0a", new_id="0b")
    text = page("changes/index.md", day(replace(change("x", ChangeKind.CHANGED), statements=(turn,))))
    assert '<span class="ea-sub">an account of the founding corrected</span>' in text
    assert "<li>Founded: edited: 2002 → 2003</li>" in text


def test_sources_of_a_lead_stand_by_their_names():
    lead = TextChange("summary", 3, 4, sentences_gained=("It ended.",), sources_gained=("s", "gone"))
    text = page("changes/index.md", day(replace(change("x", ChangeKind.CHANGED), texts=(lead,))))
    assert "<li>the lead: 3 to 4 words; sources + A work, gone</li><li>  new: It ended.</li>" in text


def test_a_detail_that_was_redacted_is_not_repeated():
    """What the entry said stands in the change that took it out, and in the one that brought it in."""
    said = StatementChange(ChangeKind.REMOVED, "founded", "Founded", "a private detail")
    changed = replace(change("x", ChangeKind.CHANGED), statements=(said,))
    redacted = "corrections: [{date: 2026-11-20, type: redaction, text: A detail was removed.}]"
    assert "a private detail" in page("changes/index.md", day(changed))
    text = page("changes/index.md", day(changed), text=redacted)
    assert "a private detail" not in text
    assert "an account of the founding removed" in text


def test_without_history_the_page_leads_to_it():
    text = page("changes/index.md", known=False)
    assert "built without the repository" in text
    assert "/commits/main/entities" in text


def test_feeds_hold_what_changed(monkeypatch):
    """All of them, those of a kind, and none where nothing is known; the addresses are those of the site."""
    monkeypatch.setenv("ATLAS_SITE_URL", "https://atlas.example/deep")
    atlas = atlas_of({"groups/x": ""})
    feeds = render_feeds(atlas, [day(change("x"), change("gone", ChangeKind.REMOVED))])
    links = {path: hrefs(feed) for path, feed in feeds.items()}
    both = ["https://atlas.example/deep/groups/x.html", "https://atlas.example/deep/changes/index.html"]
    assert links["changes/feed.xml"] == both
    assert links["changes/groups.xml"] == both
    assert links["changes/leaders.xml"] == []
    assert all(hrefs(feed) == [] for feed in render_feeds(atlas).values())


def hrefs(feed: bytes) -> list[str]:
    """Return where the entries of a feed lead."""
    atom = "{http://www.w3.org/2005/Atom}"
    return [link.get("href", "") for link in ElementTree.fromstring(feed).findall(f"{atom}entry/{atom}link")]


def test_corrections_stand_on_their_page_and_on_the_entry():
    """Newest first; a statement that is gone is named, not linked."""
    listed, own = page("corrections/index.md", text=CORRECTED), page("groups/x.md", text=CORRECTED)
    for text in (listed, own):
        assert text.index("The year was wrong.") < text.index("of the &lt;first&gt; brigade")
        assert "#0a0a0a0a" in text
        assert "Clarification" in text
    assert "## Corrections {#corrections}" in own
    assert "../groups/x.html" in listed


def test_without_corrections_the_page_says_so():
    text = page("corrections/index.md")
    assert "No reader has reported an error so far." in text
    assert "## Corrections {#corrections}" not in page("groups/x.md")


def test_the_feed_of_corrections_tells_each_once():
    """Two of one day have addresses of their own, even where they say the same."""
    alike = "corrections:\n" + "  - {date: 2026-11-20, type: error, text: The date was wrong}\n" * 2
    for twice in (CORRECTED.replace("2026-11-18", "2026-11-20"), alike):
        feed = ElementTree.fromstring(render_feeds(atlas_of({"groups/x": twice}))["corrections/feed.xml"])
        atom = "{http://www.w3.org/2005/Atom}"
        ids = [item.findtext(f"{atom}id") for item in feed.findall(f"{atom}entry")]
        assert len(ids) == len(set(ids)) == 2
