"""Lists of what is to be written: addresses of sources, and a backlog of candidates with the sources known for them."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict

from generator.diagnostics import nearest
from generator.text.typed_file import FormError, typed
from generator.text.yaml_reader import read_list


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
            "Other names": self.other_names,
            "Dates": self.key_dates,
            "Related": self.related,
            "Needed": self.needs,
        }
        return [f"{heading}: {words}" for heading, parts in said.items() if (words := "; ".join(parts))]


@dataclass(frozen=True, slots=True)
class _Sources:
    list: tuple[ListedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidates:
    list: tuple[Candidate, ...] = ()


def read_sources(file: Path) -> tuple[ListedSource, ...]:
    """Return the sources of a list: of a YAML file its items, of any other its lines, an address each.

    Raises `FormError`, or `OSError`.
    """
    if file.suffix in {".yml", ".yaml"}:
        return typed(read_list(str(file), file.read_bytes()), _Sources).list
    lines = (line.strip() for line in file.read_text("utf-8-sig", "replace").splitlines())
    return tuple(ListedSource(line) for line in lines if line and not line.startswith("#"))


def read_candidate(file: Path, id: str) -> Candidate:
    """Return the candidate of a backlog with this id. Raises `FormError`, or `OSError`."""
    candidates = {one.id: one for one in typed(read_list(str(file), file.read_bytes()), _Candidates).list}
    if id in candidates:
        return candidates[id]
    meant = nearest(id, candidates)
    raise FormError(f"{file} has no candidate `{id}`" + (f": did you mean `{meant}`?" if meant else ""))
