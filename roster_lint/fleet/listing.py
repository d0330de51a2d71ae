"""Which districts there are: a folder of them, a pattern, or a list in a file."""

import glob
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from roster_lint.errors import UsageError, scrub
from roster_lint.fleet.district import District
from roster_lint.fleet.list_file import default_name, read_list
from roster_lint.fleet.remote import is_remote, matching, shown
from roster_lint.settings.source_name import is_url
from roster_lint.sources.folder_or_zip import CSV_SUFFIXES


@dataclass(frozen=True)
class Listing:
    """The districts of a run.

    Attributes:
        name: of the list, without a password.
        districts: in its order; no two have one name.
        inputs: the files and folders that the list itself is made of.
        passed_over: what stands in a folder beside the districts.
    """

    name: str
    districts: tuple[District, ...]
    inputs: tuple[Path, ...] = ()
    passed_over: tuple[str, ...] = ()


def districts_of(text: str) -> Listing:
    """The districts that a list names.

    Args:
        text: a folder of snapshots and bundles, a pattern with ``*``, or a CSV or TOML file; the
            first two may be URLs that fsspec reads.

    Raises:
        UsageError: there is none, it cannot be read, or two districts have one name.
        SourceError: a remote folder cannot be read.
    """
    if is_remote(text):
        urls = (District(default_name(url), url, size=size) for url, size in matching(text))
        return _unique(Listing(shown(text), _named_apart(urls)))
    if is_url(text):
        raise UsageError("LIST names districts, not a database: `roster-lint check URL` lints one.")
    path = Path(text).expanduser()
    if path.is_dir():
        return _unique(_of_folder(path))
    if path.suffix.lower() in (".csv", ".toml"):
        found = [replace(one, size=size_of(one.source)) for one in read_list(path)]
        return _unique(Listing(str(path), tuple(found), (path,)))
    if not path.exists() and glob.has_magic(text):
        places = sorted(Path(one) for one in glob.glob(str(path), recursive=True))  # noqa: PTH207
        return _unique(Listing(text, _named_apart(map(_district, places))))
    if path.exists():
        raise UsageError(
            f"LIST: {path} is one file: name a folder of districts, a pattern such as "
            f"'{path.parent}/*.zip', or a CSV or TOML file. `roster-lint check` lints one district."
        )
    raise UsageError(f"LIST: there is no {scrub(text)}.")


def size_of(source: str) -> int | None:
    """How large the data of a source is in bytes, unpacked; None where that is unknown."""
    if is_url(source):
        return None
    path = Path(source).expanduser()
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        if not path.is_file():
            return 0
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return sum(member.file_size for member in archive.infolist())
        return path.stat().st_size
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return 0


def largest_first(districts: Iterable[District]) -> list[District]:
    """The order in which districts are begun, so that none of the long ones is the last.

    Those of unknown size, such as databases, come first.
    """
    return sorted(districts, key=lambda one: -(float("inf") if one.size is None else one.size))


def _of_folder(path: Path) -> Listing:
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        raise UsageError(f"LIST: {path} cannot be read: {error.strerror}.") from None
    entries = [entry for entry in entries if not entry.name.startswith(".")]
    # A pipe that ends in .zip is a district, too: one that cannot be read.
    is_district = [one.is_dir() or one.suffix.lower() == ".zip" for one in entries]
    places = [one for one, fits in zip(entries, is_district, strict=True) if fits]
    others = [one for one, fits in zip(entries, is_district, strict=True) if not fits]
    if not places and any(one.suffix.lower() in CSV_SUFFIXES for one in others):
        raise UsageError(
            f"LIST: {path} holds the files of one district: `roster-lint check {path}` lints it. A "
            "list in a file is named itself."
        )
    names = tuple(one.name for one in others)
    return Listing(str(path), _named_apart(map(_district, places)), (path,), names)


def _district(path: Path) -> District:
    return District(default_name(str(path)), str(path), size=size_of(str(path)))


def _named_apart(districts: Iterable[District]) -> tuple[District, ...]:
    """Files of one name are distinguished by their endings, or by their folders."""
    named = tuple(districts)
    for name_of in (_with_ending, _with_folder):
        counts = Counter(one.name for one in named)
        named = tuple(
            replace(one, name=name_of(one.source)) if counts[one.name] > 1 else one for one in named
        )
    return named


def _with_ending(source: str) -> str:
    return source.rstrip("/").rpartition("/")[2] if is_url(source) else Path(source).name


def _with_folder(source: str) -> str:
    if is_url(source):
        return "/".join(shown(source).rstrip("/").split("/")[-2:])
    return "/".join(Path(source).parts[-2:])


def _unique(listing: Listing) -> Listing:
    if not listing.districts:
        raise UsageError(f"LIST: {listing.name} names no district.")
    counts = Counter(one.name for one in listing.districts)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        raise UsageError(f"LIST: two districts are called {twice[0]!r}: name each differently.")
    return listing
