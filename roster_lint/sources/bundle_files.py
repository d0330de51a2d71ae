"""Recognizes a bundle's files by their names, which must be exact and at the zip's root."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roster_lint.contracts.oneroster_files import ANY_FILE
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.sources.folder_or_zip import parts

_SUFFIX = ".csv"


@dataclass(frozen=True)
class BundleFiles:
    """Which file of a folder or zip is which of OneRoster's.

    Attributes:
        members: OneRoster's name without ``.csv`` to the name in the folder or zip.
        faults: files in subfolders, misspelled, doubled, or unknown.
    """

    members: Mapping[str, str]
    faults: tuple[BundleFault, ...]


def oneroster_name(name: str) -> str | None:
    """Which of OneRoster's files a name stands for, in any case and any folder; None for none."""
    last = parts(name)[-1].casefold()
    return ANY_FILE.get(last.removesuffix(_SUFFIX)) if last.endswith(_SUFFIX) else None


def sort_files(names: Iterable[str]) -> BundleFiles:
    """Sorts out a bundle's files.

    If two stand for the same file, the one at the root with the exact name counts.
    """
    members: dict[str, str] = {}
    faults: list[BundleFault] = []
    for name in sorted(names, key=lambda n: (len(parts(n)), not _exact(n), n)):
        proper = oneroster_name(name)
        if proper is None:
            faults.append(BundleFault("unknown-file", name))
        elif proper in members:
            faults.append(BundleFault("file-twice", f"{proper}{_SUFFIX}", subject=name))
        else:
            members[proper] = name
            if not _exact(name):
                last = parts(name)[-1]
                faults.append(BundleFault("file-name-case", f"{proper}{_SUFFIX}", subject=last))
    return BundleFiles(members, (*faults, *_in_folders(members)))


def _exact(name: str) -> bool:
    proper = oneroster_name(name)
    return proper is not None and parts(name)[-1] == f"{proper}{_SUFFIX}"


def _in_folders(members: Mapping[str, str]) -> list[BundleFault]:
    """One fault a folder: anyone who zips a folder puts every file into it."""
    files: dict[str, list[str]] = {}
    for proper, name in members.items():
        if folder := "/".join(parts(name)[:-1]):
            files.setdefault(folder, []).append(f"{proper}{_SUFFIX}")
    return [
        BundleFault("subfolder", found[0], subject=folder, detail=str(len(found)))
        for folder, found in files.items()
    ]
