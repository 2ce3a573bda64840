"""The form for the browser writes entries as `atlas fmt` does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.edit.source_entries import date_in
from euphrates_atlas.export.export_files import entry_files
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas, Entry, plain
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.roles import Work
from euphrates_atlas.render.overviews.write_page import FOLDER, pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.text.urls import address_key, fold_address
from euphrates_atlas.text.yaml_reader import hidden_characters, read_tree
from euphrates_atlas.text.yaml_tree import Tree, as_data
from tests.case_count import sample
from tests.edit.test_new import DATES
from tests.node import node
from tests.stores import CORPUS, FROZEN, REPOSITORY, corpus, frozen_store
from tests.text.test_folded_addresses import OTHER_PAGE, SAME_PAGE

COMMENT = re.compile(r"^#.*\n|  # .*", re.MULTILINE)


@cache
def declared() -> dict[str, Any]:
    """Return what the form reads of each kind, by its folder."""
    files = dict(pages(SiteInput(corpus())))
    return {folder: json.loads(files[f"{FOLDER}/{folder}.json"]) for folder in record_types()}


def asked(**questions: Any) -> dict[str, list[Any]]:
    """Return what the form makes of entries as files have them, of records as data has them, and of texts for patterns."""
    everything = {
        "kinds": declared(),
        "entries": [],
        "records": [],
        "patterns": [],
        "addresses": [],
        "dated": [],
        "works": [],
    } | questions
    run = node("test/write-entries.ts", typed=json.dumps(everything))
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def assert_written_alike(files: list[Path]) -> None:
    """Fail unless the form writes what these files say as the formatter does; what only a person adds, comments, is left out."""
    wanted, data = [], []
    for path in files:
        model = record_types()[path.parent.name]
        text = COMMENT.sub("", path.read_text("utf-8"))
        tree = read_tree(path.name, text.encode())
        assert isinstance(tree, Tree)
        wanted.append(formatted(tree, model))
        data.append((path.parent.name, as_data(tree.root)))
    for path, text, right in zip(files, asked(entries=data)["texts"], wanted, strict=True):
        assert text == right, path


def test_the_data_of_each_work_is_found() -> None:
    """In the file that the list of ids names, by the entry that brought it out."""
    atlas = frozen_store()
    ids = json.loads(dict(pages(SiteInput(atlas)))[f"{FOLDER}/ids.json"])
    for entry in atlas.entries.values():
        if entry.kind.row_of:
            assert sum(entry.id in works for works in ids.values()) == 1
        else:
            (data, *_) = entry_files(atlas, entry)
            told = [work["id"] for work in json.loads(data[1]).get("works", [])]
            assert sorted(told) == sorted(ids[data[0].removesuffix(".json")])


def test_the_address_of_a_work_has_the_same_form_in_both_languages() -> None:
    """So the form finds the work that an address is of, as the command for new works does."""
    pairs = [address for pair in (*SAME_PAGE, *OTHER_PAGE) for address in pair]
    works = [entry.record.url for entry in frozen_store().entries.values() if isinstance(entry.record, Work)]
    addresses = [address for address in (*pairs, *works) if address]
    known = json.loads(dict(pages(SiteInput(corpus())))[f"{FOLDER}/works.json"])
    folded = asked(addresses=addresses, rules=known["addresses"])["folded"]
    assert folded == [[fold_address(address), address_key(address)] for address in addresses]


def test_the_date_in_an_address_is_the_same_in_both_languages() -> None:
    addresses = [f"https://x.example{path}" for path, _ in DATES]
    works = [entry.record.url for entry in frozen_store().entries.values() if isinstance(entry.record, Work)]
    addresses += [address for address in works if address]
    dates = asked(dated=addresses)["dates"]
    assert dates == [date_in(address) or "" for address in addresses]


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("https://example.org/news/%C7%E1%DA/base-attacked/", "2021-02-15-base-attacked"),
        ("https://example.org/%C7%E1%DA", "2021-02-15"),
        ("https://example.org/50%/caf%C3%A9-of-erbil", "2021-02-15-cafe-erbil"),
    ],
)
def test_a_new_work_is_named_after_its_address(url: str, id: str) -> None:
    """What is percent-encoded may be no text, or encoded wrongly."""
    known = json.loads(dict(pages(SiteInput(corpus())))[f"{FOLDER}/works.json"])
    work = {"url": url, "title": "", "issued": "2021-02-15", "publisher": ""}
    assert asked(works=[work], rules=known["addresses"])["ids"] == [id]


def patterns_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if "pattern" in data:
            yield data["pattern"]
        data = list(data.values())
    for part in data if isinstance(data, list) else ():
        yield from patterns_in(part)


TRIED = (
    *(
        "para. 5",
        "p. 3",
        "page 3",
        "whole work",
        "00:12:30",
        "p. ٣",
        "IQ",
        "Iraq",
        "ar",
        "ara",
        "ar-Latn",
        "21:40",
        "9:40",
    ),
    *(
        "Asia/Baghdad",
        "https://example.org/a",
        "example.org",
        "QDe.115",
        "Q42",
        "«x»",
        "كتائب",
        "1a2b3c4d",
        "a-b",
        "A b",
        "USD",
    ),
)


def test_patterns_mean_the_same_in_both_languages() -> None:
    patterns = sorted({pattern for form in declared().values() for pattern in patterns_in(form)})
    cases = [(pattern, text) for pattern in patterns for text in TRIED]
    assert len(patterns) > 10
    assert asked(patterns=cases)["matches"] == [re.fullmatch(pattern, text) is not None for pattern, text in cases]


def filed_name(text: str) -> str:
    """Return the name that the form sends for what somebody typed or pasted."""
    (file,) = asked(records=[("publishers", {"name": text})])["filed"]
    tree = read_tree("publishers/a.yml", file.encode())
    assert isinstance(tree, Tree), tree
    return as_data(tree.root)["name"]


def test_the_form_sends_no_character_that_the_check_refuses() -> None:
    """Whatever is pasted: blanks of other sorts become blanks, what nobody sees is left out."""
    characters = [chr(code) for code in (*range(1, 0xD800), *range(0xE000, 0x30000), *range(0xE0000, 0xE1000))]
    name = filed_name("".join(f"a{character}a" for character in characters if not character.isalnum()))
    assert hidden_characters(name) == []


def test_a_joiner_stays_where_the_check_allows_it() -> None:
    """Between two Arabic letters it is part of the spelling."""
    arabic = [*map(ord, "09»)("), *range(0x600, 0x900), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)]
    pairs = [pair for code in arabic for pair in (f"{chr(code)}\u200cب", f"ب\u200c{chr(code)}")]
    shown = [pair for pair in pairs if len(hidden_characters(pair)) == 0]
    assert shown
    assert filed_name("-".join(pairs)).count("\u200c") == len(shown)


@pytest.mark.parametrize("store", [corpus, frozen_store], ids=["corpus", "frozen"])
def test_the_data_of_an_entry_goes_back_into_its_file(store: Callable[[], Atlas]) -> None:
    """So a correction begins with all that the statement says, and what is usual is left out as in files."""
    kept = [
        entry for entry in store().entries.values() if not entry.kind.row_of
    ]  # works have no page from which one begins
    entries = sample(kept, every=10)
    filed = asked(records=[(entry.kind.folder, plain(entry.record)) for entry in entries])["filed"]
    for entry, text in zip(entries, filed, strict=True):
        tree = read_tree(entry.file, text.encode())
        assert isinstance(tree, Tree), tree
        again = parse_entry(entry.id, tree, record_types()[entry.kind.folder])
        assert isinstance(again, Entry), again
        assert plain(again.record) == plain(entry.record)


def test_the_worked_examples() -> None:
    assert_written_alike(sorted((CORPUS / "entities").glob("*/*.yml")))


def test_frozen_entries() -> None:
    """Every fifth, in `make test-all` all."""
    assert_written_alike(sample(sorted(FROZEN.glob("**/*.yml")), every=5))


@pytest.mark.real_store
def test_the_entries_of_the_repository() -> None:
    """Every fiftieth, in `make test-all` all."""
    assert_written_alike(sample(sorted((REPOSITORY / "entities").glob("*/*.yml")), every=50))
