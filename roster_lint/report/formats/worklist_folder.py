"""The folder of worklists: what its files are called, and how a later run knows it again."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.files.targets import refuse_unwritable
from roster_lint.files.whole import resolved
from roster_lint.vocabulary import Owner

MARKER = ".roster-lint-worklists"
"""A file in the folder that lists the others. A folder without it is never replaced."""

_FIRST_LINE = "Worklists of roster-lint. The next run replaces this folder with all of these files:"
_OF_THE_SYSTEM = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_SLUG = 40
_DIGEST = 12
_PLAIN = re.compile(r"[a-z0-9]{1,24}(?:-[a-z0-9]{1,8}){0,4}")


class FileNames:
    """The names of a run's worklists: short, valid everywhere, and no two alike in any case.

    A school's file has the same name in every run. Where an ID holds what a file name cannot, or is
    long, a digest of it stands for the rest.
    """

    def __init__(self, schools: Mapping[int | str, str]) -> None:
        """Begins without any file.

        Args:
            schools: the schools' names, by ID.
        """
        self._schools = schools
        self._taken: set[str] = set()

    def of(self, school: int | str | None) -> str:
        """The name of one school's file, or of that for what belongs to no school."""
        if school is None:
            return "district.csv"
        name = _slug(self._schools.get(school, ""))[:_SLUG].strip("-") or "school"
        text = str(school)
        place = f"{name}-{text}" if _PLAIN.fullmatch(text) else f"{name}-{_shortened(text)}"
        if place in self._taken:
            # One name may end as another one's ID begins.
            place = f"{name}-{_shortened(text)}"
        self._taken.add(place)
        return f"{place}.csv"


def name_of_owner(owner: Owner) -> str:
    """The name of the file of one office, or of the vendor."""
    return f"{_slug(owner)}.csv"


def _shortened(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return f"{_slug(text)[:20].strip('-')}-{digest}".strip("-")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


def check_folder(folder: Path) -> None:
    """Refuses a folder for worklists before the work is done rather than after it.

    Raises:
        UsageError: it holds anything but worklists of an earlier run, or cannot be made.
    """
    place = resolved(folder, "--worklists")
    try:
        if place.exists() and not place.is_dir():
            raise UsageError(f"--worklists: {folder} is a file; name a folder.")
        if place.is_mount():
            raise UsageError(f"--worklists: {folder} is a disk of its own; name a folder on it.")
        other = _other(place) if place.is_dir() else None
    except OSError as error:
        raise UsageError(f"--worklists: {folder} cannot be read: {error.strerror}.") from None
    if other is not None:
        raise UsageError(
            f"--worklists: the folder {folder} is not empty, and {other} is no worklist of an "
            "earlier run: name another folder, or move what is in it."
        )
    refuse_unwritable(place.parent, folder, "--worklists")


def write_marker(folder: Path, files: Sequence[str]) -> None:
    """Writes down which files are worklists; raises OSError."""
    text = "\n".join((_FIRST_LINE, *files, ""))
    marker = folder / MARKER
    marker.touch(mode=0o600)
    marker.write_text(text, encoding="utf-8")


def _other(folder: Path) -> str | None:
    """The name of something in a folder that is neither a worklist nor put there by the system."""
    entries = sorted(folder.iterdir())
    known = {MARKER, *_OF_THE_SYSTEM}
    marker = folder / MARKER
    if marker in entries and marker.is_file():
        # Damaged, it lists nothing that there is, and nothing is replaced.
        lines = marker.read_text(encoding="utf-8", errors="replace").splitlines()
        if lines[:1] == [_FIRST_LINE]:
            known.update(lines[1:])
    for entry in entries:
        if entry.name not in known or entry.is_symlink() or not entry.is_file():
            return entry.name
    return None
