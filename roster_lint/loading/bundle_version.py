"""Detects which version of OneRoster a bundle has, by its manifest, files and headers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roster_lint.contracts.oneroster_files import ONLY_1P2
from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.vocabulary import OneRoster

_USUAL: OneRoster = "1.1"
_USERS_1P0 = {"userId": "userIds", "agents": "agentSourcedIds", "grade": "grades"}
"""Columns of users.csv in version 1.0, and what they are called since 1.1."""


@dataclass(frozen=True)
class Version:
    """Which version a bundle is judged by.

    Attributes:
        version: that version.
        by: what it was detected from.
        against: what speaks for the other version, in a few words; None where all agree.
    """

    version: OneRoster
    by: Literal["flag", "manifest", "files", "default"]
    against: str | None = None


def detect_version(
    flag: OneRoster | None,
    manifest: OneRoster | None,
    lists: OneRoster | None,
    headers: Mapping[str, Sequence[str]],
    files: Collection[str],
) -> Version:
    """Which version a bundle is of.

    The flag goes before all; then the manifest, unless the files with one voice say otherwise,
    since the data files take precedence (CSV Binding 1.2, section 3.1); then the files. Where they
    do not show it, those that the manifest lists decide.

    Args:
        flag: what the user says.
        manifest: what manifest.csv says.
        lists: the version whose files are those that manifest.csv lists.
        headers: column names by file, without ``.csv``.
        files: the files that there are.
    """
    votes = {version: _evidence(version, headers, files) for version in ("1.1", "1.2")}
    of_files = _one_voice(votes["1.1"], votes["1.2"])
    if of_files is None and not votes["1.2" if lists == "1.1" else "1.1"]:
        of_files = lists
    if flag is not None:
        against = _against(flag, manifest, of_files)
        return Version(flag, "flag", against)
    if manifest is not None:
        if of_files not in (None, manifest) and of_files is not None:
            return Version(of_files, "files", f"manifest.csv says {manifest}")
        return Version(manifest, "manifest")
    if of_files is not None:
        return Version(of_files, "files")
    return Version(_USUAL, "default")


def old_columns(has_manifest: bool, headers: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The columns that only version 1.0 has in users.csv; empty where a bundle is of a later one.

    A bundle of 1.0 has no manifest (CSV Binding 1.2, section 2.3).

    Args:
        has_manifest: whether manifest.csv is there.
        headers: column names by file, without ``.csv``.
    """
    written = {column.strip() for column in headers.get("users", ())}
    if has_manifest or written & set(_USERS_1P0.values()):
        return ()
    found = tuple(name for name in _USERS_1P0 if name in written)
    return found if len(found) > 1 else ()


def edition_of(version: OneRoster, headers: Mapping[str, Sequence[str]]) -> str | None:
    """Which edition of 1.2 users.csv is of, in a sentence; None where its header does not show it.

    The edition 1.2.1 of 2023 has dropped a column of 1.2.0; both are accepted, and the manifest
    says 1.2 in either.
    """
    written = {column.strip().casefold() for column in headers.get("users", ())}
    if version != "1.2" or "users" not in _evidence("1.2", headers, ()):
        return None
    dropped = [c.name for c in oneroster_tables("1.2")["users"].columns if not c.needed]
    if found := [name for name in dropped if name.casefold() in written]:
        return f"users.csv is that of OneRoster 1.2.0: {', '.join(found)} is no column of 1.2.1."
    return f"users.csv is that of OneRoster 1.2.1: it does not have {', '.join(dropped)} of 1.2.0."


def _against(flag: OneRoster, manifest: OneRoster | None, files: OneRoster | None) -> str | None:
    if manifest not in (None, flag):
        return f"manifest.csv says {manifest}"
    return f"the files are those of {files}" if files not in (None, flag) else None


def _evidence(
    version: str, headers: Mapping[str, Sequence[str]], files: Collection[str]
) -> set[str]:
    """The files that only this version explains."""
    found = set()
    for name, written in headers.items():
        other = oneroster_tables("1.2" if version == "1.1" else "1.1").get(name)
        own = oneroster_tables("1.1" if version == "1.1" else "1.2").get(name)
        if own is None or other is None:
            continue
        shown = {c.name for c in own.columns} - {c.name for c in other.columns}
        if shown & {column.strip() for column in written}:
            found.add(name)
    return found | (set(files) & set(ONLY_1P2) if version == "1.2" else set())


def _one_voice(first: set[str], second: set[str]) -> OneRoster | None:
    """The version that all evidence is for; a stray column of a small file is none."""
    if first and not second and "users" in first:
        return "1.1"
    if second and not first and second & {"users", *ONLY_1P2}:
        return "1.2"
    return None
