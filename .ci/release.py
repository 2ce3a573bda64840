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
DIST = ROOT / "dist"
TEXTS = ("CITATION.cff", "LICENSE", "LICENSE-CONTENT.md")
"""Files of the repository that stand in the archive beside the site and the entries."""


def git(*arguments: str) -> str:
    """Return what git answers. Raises `SystemExit` with its words where it cannot."""
    command = ["git", "-C", str(ROOT), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        words = " ".join(run.stderr.split())
        sys.exit(f"git cannot tell the state of the files: {words}")
    return run.stdout.strip()


def section(changelog: str, version: str) -> tuple[str, str]:
    """Return the day and the text of the section of a version. Raises `SystemExit`."""
    heading = rf"^## {re.escape(version)} \((\d{{4}}-\d\d-\d\d)\)\n"
    up_to_next = r"(.*?)(?=^## |\Z)"
    found = re.search(heading + up_to_next, changelog, re.MULTILINE | re.DOTALL)
    if found is None:
        wanted = f"`## {version} (YEAR-MONTH-DAY)`"
        sys.exit(
            f"CHANGELOG.md has no section {wanted}: docs/releasing.md tells how to make one"
        )
    day, text = found.groups()
    return day, text.strip() + "\n"


def problems(version: str, day: str) -> list[str]:
    """Return why a version cannot be released: where a file says otherwise, or is not committed."""
    wrong = []
    citation = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    for line in (f"version: {version}", f"date-released: {day}"):
        if line not in citation:
            wrong.append(f"CITATION.cff does not say `{line}`")
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    written = described["project"]["version"]
    if written != version:
        wrong.append(f"pyproject.toml says version {written}")
    if git("status", "--porcelain"):
        wrong.append("files are changed and not committed")
    return wrong


def archive(files: dict[str, bytes], seconds: int) -> bytes:
    """Return a compressed archive of these files, in order, all of one time and nobody's."""
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=seconds) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.mtime = seconds
            member.mode = 0o644
            tar.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def released_files(changes: str) -> dict[str, bytes]:
    """Return what the archive holds, by path: texts, changes, site and entries, and the checksums of all."""
    site = [path for path in (ROOT / "site").rglob("*") if path.is_file()]
    built = [path.relative_to(ROOT).as_posix() for path in site]
    # of the entries what is committed, and not what Finder or an editor leaves beside them
    committed = git("ls-files", "-z", "entities").rstrip("\0").split("\0")
    files = {name: (ROOT / name).read_bytes() for name in TEXTS}
    files["CHANGES.md"] = changes.encode()
    for name in (*built, *committed):
        files[name] = (ROOT / name).read_bytes()
    checksums = {name: checksum(data) for name, data in files.items()}
    files[CHECKSUMS] = checksum_list(checksums)
    return files


def write_release(version: str, changes: str, seconds: int) -> None:
    """Write the archive, its checksum and the changes into `dist/`, and say in one line what was written."""
    name = f"euphrates-atlas-{version}"
    file = f"{name}.tar.gz"
    files = released_files(changes)
    data = archive({f"{name}/{path}": held for path, held in files.items()}, seconds)
    DIST.mkdir(exist_ok=True)
    (DIST / file).write_bytes(data)
    (DIST / f"{file}.sha256").write_bytes(checksum_list({file: checksum(data)}))
    (DIST / "CHANGES.md").write_text(changes, "utf-8")
    print(f"dist/{file}: {len(files)} files, {len(data) / 1e6:.1f} MB")


def main() -> None:
    """Look whether the files agree; then print the dates of the build, or write the archive into `dist/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version")
    told = "only look whether the files agree; print the dates of the build"
    parser.add_argument("--check", action="store_true", help=told)
    options = parser.parse_args()
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    day, changes = section(changelog, options.version)
    wrong = problems(options.version, day)
    if wrong:
        sys.exit(f"{options.version} cannot be released: {'; '.join(wrong)}")
    midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    seconds = int(midnight.timestamp())
    if options.check:
        print(f"ATLAS_VERSION_DATE={day} SOURCE_DATE_EPOCH={seconds}")
    else:
        write_release(options.version, changes, seconds)


if __name__ == "__main__":
    main()
