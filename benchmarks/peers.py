"""The tools that the atlas is compared with: each in an environment of its own, on the Markdown that the atlas emits.

Stock MkDocs with Material (the navigation lists indexes only, no search, no hook), Zensical on the same `mkdocs.yml`, Hugo with a small
layout that does what the others do: contents list, title, description, canonical address, and links that are resolved, a broken one being
an error. All copy the files that are no pages. Nothing is installed into the repository's own environment.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
HUGO = "0.168.0"
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True)
class Peer:
    """A tool, what has to be installed for it, and how it builds the folder that was laid out for it."""

    name: str
    packages: tuple[str, ...]
    lay_out: Callable[[Path, Path], None]
    """Brings the emitted Markdown (of a built store) into a folder, in the tool's own form."""
    build: tuple[str, ...]
    """The command that makes `site/` below that folder."""
    serve: tuple[str, ...]
    """The command that serves the pages and makes them again when one is edited, on the port `{port}`."""
    page: Callable[[str], str] = lambda path: f"content/{path}"
    """Where a page stands in that folder."""

    @property
    def version(self) -> str:
        """The version of the tool itself."""
        return next(package.partition("==")[2] for package in self.packages if package.startswith(f"{self.name}=="))


def locked(*names: str) -> tuple[str, ...]:
    """Return these packages in the versions that the repository itself uses."""
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    return tuple(re.findall(rf"^((?:{'|'.join(names)})==\S+)", lock, re.MULTILINE))


def environment(peer: Peer, folder: Path) -> Path:
    """Make the peer's environment where it is not there yet; returns the folder of its programs."""
    place = folder / f"{peer.name}-{'-'.join(package.replace('==', '-') for package in peer.packages)}"
    if not (place / ".installed").is_file():
        print(f"bench: installing {', '.join(peer.packages)} into {place}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *peer.packages], check=True)
        (place / ".installed").touch()
    return place / "bin"


def _mkdocs(store: Path, folder: Path) -> None:
    """Lay out what MkDocs and Zensical read: the same files, the hook left out."""
    folder.mkdir(parents=True)
    shutil.copytree(store / "content", folder / "content")
    shutil.copytree(REPOSITORY / "overrides", folder / "overrides")
    config = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"^hooks:.*\n", "", config, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(config.replace("strict: true", "strict: false"), encoding="utf-8")


def _hugo(store: Path, folder: Path) -> None:
    """Lay out the same for Hugo: an `index.md` there swallows its folder, so that it is `_index.md`; what is no page stands apart."""
    for file in sorted((store / "content").rglob("*")):
        if file.is_file():
            path = file.relative_to(store / "content")
            name = path.with_name("_index.md") if path.name == "index.md" else path
            target = folder / ("content" if path.suffix == ".md" else "static") / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    for name, text in HUGO_FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


_HUGO_PAGE = '{{ define "main" }}<aside>{{ .TableOfContents }}</aside>{{ .Content }}{{ end }}\n'
HUGO_FILES = {
    "hugo.yaml": (
        "baseURL: https://euphrates-atlas.example/\ntitle: Euphrates Atlas\nuglyURLs: true\n"
        "disableKinds: [taxonomy, term, RSS]\n"
        "markup:\n  goldmark: {renderer: {unsafe: true}, extensions: {typographer: false}}\n"
        "  tableOfContents: {startLevel: 2, endLevel: 2}\n"
    ),
    "layouts/_default/baseof.html": (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ .Title }}</title>"
        '<meta name=description content="{{ .Description }}"><link rel=canonical href="{{ .Permalink }}"></head><body>'
        "<nav>{{ range .Site.Sections }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a> {{ end }}</nav>"
        '<main>{{ block "main" . }}{{ end }}</main></body></html>\n'
    ),
    "layouts/_default/single.html": _HUGO_PAGE,
    "layouts/_default/list.html": _HUGO_PAGE,
    "layouts/_default/redirect.html": _HUGO_PAGE,
    "layouts/index.html": _HUGO_PAGE,
    # A link leads to a page, or else to a file beside the pages; what is neither stops the build.
    "layouts/_default/_markup/render-link.html": (
        "{{- $to := urls.Parse .Destination -}}{{- if or $to.IsAbs (not $to.Path) -}}"
        '<a href="{{ .Destination | safeURL }}">{{ .Text | safeHTML }}</a>{{- else -}}'
        "{{- $page := .Page.GetPage $to.Path -}}"
        "{{- $file := path.Join `/` .Page.File.Dir $to.Path -}}"
        "{{- if not (or $page (fileExists (path.Join `static` $file))) }}"
        "{{ errorf `%s: no page and no file %s` .Page.Path $to.Path }}{{ end -}}"
        '<a href="{{ with $page }}{{ .RelPermalink }}{{ else }}{{ $file }}{{ end }}{{ with $to.Fragment }}#{{ . }}{{ end }}">'
        "{{ .Text | safeHTML }}</a>{{- end -}}"
    ),
}

PEERS = (
    Peer(
        "mkdocs",
        locked("mkdocs", "mkdocs-material", "markdown"),
        _mkdocs,
        ("mkdocs", "build", "--quiet", "--site-dir", "site"),
        ("mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", "127.0.0.1:{port}"),
    ),
    Peer(
        "zensical",
        locked("zensical"),
        _mkdocs,
        ("zensical", "build"),
        ("zensical", "serve", "--dev-addr", "127.0.0.1:{port}"),
    ),
    Peer(
        "hugo",
        (f"hugo=={HUGO}",),
        _hugo,
        ("hugo", "build", "--quiet", "--destination", "site"),
        ("hugo", "server", "--quiet", "--port", "{port}", "--bind", "127.0.0.1"),
        lambda path: "content/" + re.sub(r"(^|/)index\.md$", r"\1_index.md", path),
    ),
)


def tool_environment() -> dict[str, str]:
    """Return the variables that any tool is started with: Python keeps what it compiled, as it does unless it is told otherwise."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | QUIET


def run_environment(programs: Path) -> dict[str, str]:
    """Return the variables that a peer is started with."""
    return {**tool_environment(), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
