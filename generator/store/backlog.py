"""Lists of what is to be written: addresses of sources, and a backlog of candidates with the sources known for them."""

import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict

from generator.diagnostics import nearest
from generator.text.typed_file import FormError, typed
from generator.text.yaml_reader import read_list
from generator.text.yaml_tree import Tree


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source of a list."""

    url: str
    title: str = ""
    publisher: str = ""
    """Its id or its name."""
    date: str = ""
    language: str = ""
    what_it_supports: str = ""

    __pydantic_config__ = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that is still to be written, and working notes about it."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""
    key_dates: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    priority: str = ""
    verification: str = ""
    needs: tuple[str, ...] = ()
    sources: tuple[ListedSource, ...] = ()

    __pydantic_config__ = ConfigDict(extra="forbid")

    def remarks(self) -> list[str]:
        """Return the working notes about it, a line each."""
        said = {
            "Description": (self.description,),
            "Dates": self.key_dates,
            "Related": self.related,
            "Needed": self.needs,
        }
        remarks = [f"{heading}: {words}" for heading, parts in said.items() if (words := "; ".join(parts))]
        names = [f"  - {name}" if name.isascii() else f"  - {{text: {name}, lang: TODO}}" for name in self.other_names]
        return [*remarks, "names:", *names] if names else remarks


@dataclass(frozen=True, slots=True)
class _Sources:
    list: tuple[ListedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidates:
    list: tuple[Candidate, ...] = ()


def read_sources(file: str) -> dict[str, ListedSource]:
    """Return the sources of a list, by file and line: of YAML or JSON its items, else of its lines, an address each.

    The file `-` is the standard input. Raises `FormError`, or `OSError`.
    """
    file, data = ("standard input", sys.stdin.buffer.read()) if file == "-" else (file, Path(file).read_bytes())
    if file.endswith((".yml", ".yaml", ".json")) or data.lstrip()[:1] in (b"-", b"["):
        tree = read_list(file, data)
        items = typed(tree, _Sources).list
        spans = [tree.span(("list", index)) for index in range(len(items))] if isinstance(tree, Tree) else []
        return {f"{file}:{span.line}:{span.column}": item for span, item in zip(spans, items, strict=True)}
    said = enumerate(data.decode("utf-8-sig", "surrogateescape").splitlines(), 1)
    addresses = {number: line.strip() for number, line in said if line.strip() and not line.lstrip().startswith("#")}
    return {f"{file}:{number}": ListedSource(address) for number, address in addresses.items()}


def read_candidate(file: Path, id: str) -> Candidate:
    """Return the candidate of a backlog with this id. Raises `FormError`, or `OSError`."""
    candidates = typed(read_list(str(file), file.read_bytes()), _Candidates).list
    found = [one for one in candidates if one.id == id]
    if len(found) == 1:
        return found[0]
    if found:
        raise FormError(f"{file} has {len(found)} candidates `{id}`: leave one")
    meant = nearest(id, [one.id for one in candidates])
    raise FormError(f"{file} has no candidate `{id}`" + (f": did you mean `{meant}`?" if meant else ""))
