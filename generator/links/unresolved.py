"""References that lead nowhere: what is said of each, and what was probably meant."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from generator.diagnostics import nearest
from generator.links.contribution import Reference
from generator.model.atlas import Finding
from generator.model.kind import Kind
from generator.model.values import Role


class Named(Protocol):
    """What is told of an entry that is named: all but what it says."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def file(self) -> str:
        """Path below the repository, with forward slashes."""
        ...

    @property
    def kind(self) -> Kind:
        """The declaration of its kind."""
        ...


def is_resolved(reference: Reference, by_id: Mapping[str, Named]) -> bool:
    """Tell whether the entry that is named is there, and of a kind that can be named in this place."""
    target = by_id.get(reference.target)
    return target is not None and reference.role in target.kind.roles


class Lost:
    """Says what is wrong with references that are not resolved; what was meant is looked for once for each id."""

    def __init__(self, by_id: Mapping[str, Named], old: Mapping[str, Named]) -> None:
        self._by_id = by_id
        self._old = old
        self._helps: dict[tuple[str, Role], str] = {}
        self._fitting: dict[Role, list[Named]] = {}

    def is_resolved(self, reference: Reference) -> bool:
        """Tell whether there is nothing to say."""
        return is_resolved(reference, self._by_id)

    def finding(self, reference: Reference, *, helped: bool) -> Finding:
        """Return the finding (A301, A302, A303) at a reference that is not resolved."""
        target, role = self._by_id.get(reference.target), reference.role
        part = reference.part or ((0, len(reference.target)) if reference.path[-1] == "src" else None)
        if target is not None:
            code, message = "A303", f"`{target.id}` is not {role.value}"
            others = self._kinds(role) if helped else ""
            help = f"{target.file} is a {target.kind.singular.lower()}{others}"
        elif (moved := self._old.get(reference.target)) is not None:
            code, message = "A301", f"`{reference.target}` is an old id of `{moved.id}`"
            help = f"write `{moved.id}`  ({moved.file})"
        else:
            code, message = "A301", f"no entry has the id `{reference.target}`"
            if role is Role.WORK:
                code, message = "A302", f"no source has the id `{reference.target}`"
            help = self._meant(reference.target, role) if helped else _unwritten(reference.target, role)
        return Finding(code, reference.entry, reference.path, message, help, part)

    def _meant(self, target: str, role: Role) -> str:
        if (target, role) not in self._helps:
            fitting = [entry.id for entry in self._of_role(role)]
            meant = nearest(target, fitting) or _fuller(target, fitting)
            found = f"did you mean `{meant}`?  ({self._by_id[meant].file})" if meant else _unwritten(target, role)
            self._helps[target, role] = found
        return self._helps[target, role]

    def _kinds(self, role: Role) -> str:
        kinds = {entry.kind.order: entry.kind.singular.lower() for entry in self._of_role(role)}
        *others, last = [kinds[order] for order in sorted(kinds)] or [""]
        return f"; name a {', '.join(others) + ' or ' if others else ''}{last}" if last else ""

    def _of_role(self, role: Role) -> list[Named]:
        if role not in self._fitting:
            self._fitting[role] = [entry for entry in self._by_id.values() if role in entry.kind.roles]
        return self._fitting[role]


def _fuller(id: str, known: Iterable[str]) -> str | None:
    """Return the only id that has more words than this one after it, as `babil-governorate` for `babil`."""
    longer = [k for k in known if k.startswith(f"{id}-")]
    return longer[0] if len(longer) == 1 else None


def _unwritten(target: str, role: Role) -> str:
    if target == "todo":
        return "put the id of the entry that is meant in place of the TODO"
    made_by = "atlas new source --url …" if role is Role.WORK else "atlas new"
    return f"write the entry first (`{made_by}` makes its file), or take the reference out"
