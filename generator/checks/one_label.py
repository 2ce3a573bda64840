"""Whoever has an entry is named by its id, and whoever has none by one label."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.diagnostics import Level
from generator.facts.speakers import name_and_office, names_of
from generator.model.atlas import Entry, Finding, Findings
from generator.model.shape import leaves
from generator.text.folding import fold, tokens
from generator.text.yaml_tree import NodePath

CODE = "A416"
LEVEL = Level.NOTE
TASK = ("Give each person and body one name", "comparing names that differ by a word")
REASON = "Two labels count as two speakers, and so as two origins."


def compared_by(entry: Entry) -> Iterable[str]:
    """Return the names by which somebody can be told to be this entry, and the words of all whom it names by a label."""
    labels = _labels(entry).values()
    names = {f"name {name}" for name in (*names_of(entry), *(fold(name_and_office(label)[0]) for label, _ in labels))}
    return names | {_words(*label) for label in labels}


def compare(text: str, entries: Sequence[Entry]) -> Findings:
    """Yield a note at each label of somebody who has an entry, or whom most others of these call otherwise."""
    named = [entry for entry in entries if text in {f"name {name}" for name in names_of(entry)}]
    if text.startswith("name ") and not named:
        return
    found = [(entry, path, *label) for entry in entries for path, label in _labels(entry).items()]
    for entry, path, label, _ in found:
        if text == f"name {fold(name_and_office(label)[0])}" and entry not in named:
            help = f"if it is meant, write its id, `{named[0].id}`, in place of the label"
            yield Finding(CODE, entry, (*path, "label"), f"`{label}` bears the name of {named[0].file}", help)
    alike = [(entry, path, label) for entry, path, label, of in found if _words(label, of) == text]
    counts = Counter(label for _, _, label in alike)
    usual = min(counts, key=lambda label: (-counts[label], label), default="")
    for entry, path, label in alike:
        if label != usual:
            help = f"if they are one, write `{usual}` here too"
            yield Finding(CODE, entry, (*path, "label"), f"`{label}` is `{usual}` in other statements", help)


def _words(label: str, of: str) -> str:
    """Return the words of a label in an order of their own, with the body that it speaks for."""
    return f"of {of}: {' '.join(sorted(tokens(label)))}"


def _labels(entry: Entry) -> dict[NodePath, tuple[str, str]]:
    """Return all whom an entry names by a label, with the body that they speak for, by their paths."""
    found: dict[NodePath, dict[str, str]] = defaultdict(dict)
    for leaf in leaves(entry.record, entry.shape):
        if leaf.field.name in ("label", "of"):
            found[leaf.path[:-1]][leaf.field.name] = str(leaf.value)
    return {path: (agent["label"], agent.get("of", "")) for path, agent in found.items() if "label" in agent}
