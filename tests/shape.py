"""The shape of the generator and of the kinds: their size and density, its packages, the longest chain of imports, and names for two subjects.

Docstrings, comments and blank lines are no code: what explains the program makes it no larger.

`python -m tests.shape` prints it; `test_shape.py` holds it to its bounds.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.stores import REPOSITORY

FOLDERS = (REPOSITORY / "generator" / "euphrates_atlas", REPOSITORY / "kinds")
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


class Size(NamedTuple):
    """Lines of files, and the lines and tokens of their code."""

    lines: int
    code_lines: int
    tokens: int

    @property
    def density(self) -> float:
        """Tokens in a line of code."""
        return self.tokens / self.code_lines


def sources() -> list[Path]:
    """Return the files of all modules."""
    return [path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))]


@cache
def modules() -> dict[str, ast.Module]:
    """Return the tree of every module by its dotted name."""
    found = {}
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.py")):
            name = ".".join(path.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__")
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


@cache
def size() -> Size:
    """Return the size of the generator and the kinds."""
    sizes = [size_of(path) for path in sources()]
    return Size(*map(sum, zip(*sizes, strict=True)))


def size_of(path: Path) -> Size:
    """Return the size of a file."""
    text = path.read_text("utf-8")
    documented = set()
    for node in ast.walk(ast.parse(text)):
        if is_docstring(node):
            documented.update(range(node.lineno, node.end_lineno + 1))
    tokens = Counter[int]()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        line = token.start[0]
        if token.type not in NO_CODE and line not in documented:
            tokens[line] += 1
    return Size(len(text.splitlines()), len(tokens), tokens.total())


def is_docstring(node: ast.AST) -> bool:
    """Tell whether a node is a text that stands alone, as docstrings do."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def long_functions(most: int) -> list[str]:
    """Return the functions with more than `most` lines."""
    found = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= most:
                found.append(f"{name}.{node.name}")
    return found


def long_modules(most: int) -> list[str]:
    """Return the modules with more than `most` lines."""
    return [path.name for path in sources() if size_of(path).lines > most]


def packages() -> list[str]:
    """Return the names of the packages of the generator, sorted."""
    return sorted({path.parent.name for path in FOLDERS[0].glob("*/__init__.py")})


def imports(name: str) -> set[str]:
    """Return the modules of the generator that a module imports when it is loaded."""
    targets: set[str] = set()
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            targets |= {f"{node.module}.{item.name}" for item in node.names} & modules().keys() or {node.module}
        elif isinstance(node, ast.Import):
            targets |= {item.name for item in node.names}
    return (targets & modules().keys()) - {name, "euphrates_atlas", "kinds"}


@cache
def chain(name: str) -> tuple[str, ...]:
    """Return the longest chain of imports that begins at a module."""
    return (name, *max((chain(other) for other in imports(name)), key=len, default=()))


def longest_chain() -> tuple[str, ...]:
    """Return the longest chain of imports."""
    return max((chain(name) for name in sorted(modules())), key=len)


def doubled_modules() -> dict[str, list[str]]:
    """Return the names that several modules have, with those modules."""
    by_name = defaultdict(list)
    for name in modules():
        if not any((folder.parent / name.replace(".", "/")).is_dir() for folder in FOLDERS):
            by_name[name.rpartition(".")[2]].append(name)
    return {name: found for name, found in by_name.items() if len(found) > 1}


def doubled_classes() -> dict[str, list[str]]:
    """Return the names that several public classes have, with their modules."""
    by_name = defaultdict(list)
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                by_name[node.name].append(name)
    return {name: found for name, found in by_name.items() if len(found) > 1}


def part(name: str) -> str:
    """Return the package or top module that a module belongs to; the kinds of the atlas belong to `kinds`."""
    return name.removeprefix("euphrates_atlas").removeprefix(".").partition(".")[0]


def picture() -> str:
    """Return the packages and top modules as a Mermaid flowchart: an arrow to each that one uses, unless another leads there."""
    uses: dict[str, set[str]] = defaultdict(set)
    for name in modules():
        own = part(name)
        uses[own] |= {part(other) for other in imports(name)} - {own}
    below = cache(lambda name: uses[name].union(*map(below, uses[name])))
    arrows = (
        f"    {name} --> {other}"
        for name in sorted(uses)
        for other in sorted(uses[name])
        if name not in ("", "__main__") and not any(other in below(step) for step in uses[name])
    )
    return "\n".join(["flowchart TD", *arrows])


def main() -> None:
    """Print the figures."""
    path = longest_chain()
    found = size()
    print(f"{found.lines:,} lines in {len(modules())} modules and {len(packages())} packages: {', '.join(packages())}")
    print(f"{found.tokens:,} tokens in {found.code_lines:,} lines of code: {found.density:.1f} a line")
    print(
        f"longest chain of imports: {len(path)}\n  {' -> '.join(name.removeprefix('euphrates_atlas.') for name in path)}"
    )
    for what, doubled in (("modules", doubled_modules()), ("public classes", doubled_classes())):
        print(f"names of two {what}: {len(doubled)}")
        for name, found in sorted(doubled.items()):
            print(f"  {name}: {', '.join(found)}")


if __name__ == "__main__":
    main()
