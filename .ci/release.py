"""Makes the archive of a release from the built site and the committed files: `make release VERSION=1.2.0`.

The same commit gives the same bytes: order, dates and owners in the archive do not depend on the machine.
"""

import argparse
import gzip
import io
import re
import subprocess
import sys
import tarfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from euphrates_atlas.export.export_files import CHECKSUMS
from euphrates_atlas.export.identity import checksum, checksum_list

ROOT = Path(__file__).resolve().parent.parent


def git(*arguments: str) -> str:
    """Return what git answers. Raises `SystemExit` with its words where it cannot."""
    run = subprocess.run(
        ["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"git cannot tell the state of the files: {' '.join(run.stderr.split())}")
    return run.stdout.strip()


def section(changelog: str, version: str) -> tuple[str, str]:
    """Return the day and the text of the section of a version. Raises `SystemExit`."""
    found = re.search(
        rf"^## {re.escape(version)} \((\d{{4}}-\d\d-\d\d)\)\n(.*?)(?=^## |\Z)",
        changelog,
        re.MULTILINE | re.DOTALL,
    )
    if found is None:
        sys.exit(
            f"CHANGELOG.md has no section `## {version} (YEAR-MONTH-DAY)`: docs/releasing.md tells how to make one"
        )
    return found[1], found[2].strip() + "\n"


def problems(version: str, day: str) -> list[str]:
    """Return what the files of the repository say otherwise."""
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    wanted = {f"version: {version}": citation, f"date-released: {day}": citation}
    missing = [
        f"CITATION.cff does not say `{line}`"
        for line, text in wanted.items()
        if line not in text.splitlines()
    ]
    missing += [f"pyproject.toml says version {written}"] if written != version else []
    return missing + (
        ["files are changed and not committed"] if git("status", "--porcelain") else []
    )


def archive(files: dict[str, bytes], seconds: int) -> bytes:
    """Return a compressed archive of these files, in order, all of one time and nobody's."""
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=seconds) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(data), seconds, 0o644
            tar.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def main() -> None:
    """Look whether the files agree, build the site, and write the archive and its checksum into `dist/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version")
    parser.add_argument(
        "--check",
        action="store_true",
        help="only look whether the files agree; print the dates of the build",
    )
    options = parser.parse_args()
    day, changes = section((ROOT / "CHANGELOG.md").read_text("utf-8"), options.version)
    if wrong := problems(options.version, day):
        sys.exit(f"{options.version} cannot be released: " + "; ".join(wrong))
    seconds = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    if options.check:
        print(f"ATLAS_VERSION_DATE={day} SOURCE_DATE_EPOCH={seconds}")
        return
    texts = {
        name: (ROOT / name).read_bytes()
        for name in ("CITATION.cff", "LICENSE", "LICENSE-CONTENT.md")
    }
    texts["CHANGES.md"] = changes.encode()
    built = [
        path.relative_to(ROOT).as_posix() for path in (ROOT / "site").rglob("*") if path.is_file()
    ]
    committed = (
        git("ls-files", "-z", "entities").rstrip("\0").split("\0")
    )  # not what Finder or an editor leaves beside them
    texts |= {name: (ROOT / name).read_bytes() for name in [*built, *committed]}
    texts[CHECKSUMS] = checksum_list({name: checksum(data) for name, data in texts.items()})
    name = f"euphrates-atlas-{options.version}"
    data = archive({f"{name}/{path}": text for path, text in texts.items()}, seconds)
    folder = ROOT / "dist"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.tar.gz").write_bytes(data)
    (folder / f"{name}.tar.gz.sha256").write_bytes(
        checksum_list({f"{name}.tar.gz": checksum(data)})
    )
    (folder / "CHANGES.md").write_text(changes, "utf-8")
    print(f"dist/{name}.tar.gz: {len(texts)} files, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
