"""The files of a small good bundle as tables of text, which a case's SQL changes."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb

from roster_lint.contracts.oneroster_files import FILES
from roster_lint.engine.sql_text import quoted
from roster_lint.vocabulary import OneRoster
from tests.bundles import Bundle, Mode, bundle
from tests.case import Case

USUAL: OneRoster = "1.1"
"""The version of the bundle of a case that names none."""


def files_of(case: Case) -> list[str]:
    """The files that a case's bundle has, in OneRoster's order and without ``.csv``."""
    known = FILES[case.version or USUAL]
    if case.only is not None:
        return [file for file in known if file in case.only]
    keys = [str(one.get("file")) for one in case.finds or ()]
    edited = [f"{edit.file} {edit.replace}" for edit in case.edits]
    words = set(re.findall(r"\w+", " ".join([case.change, *edited, *keys])))
    return [file for file in known if file in words] or ["orgs"]


def good_bundle_of(case: Case) -> Bundle:
    """The bundle that a case changes."""
    made = bundle(case.version or USUAL, case.mode)
    files = files_of(case)
    for file in [file for file in made.headers if file not in files]:
        made.remove(file)
    return made


def changed_bundle_of(case: Case) -> Bundle:
    """The bundle with a case's SQL, but without its edits, which are made in written files."""
    made = good_bundle_of(case)
    if not case.change.strip():
        return made
    tables = _Tables.of(made.version, case.mode)
    changed = tables.changed(case.change, made)
    return Bundle(
        made.version,
        {name: columns for name, (columns, _) in changed.items() if name != "manifest"},
        {
            name: [dict(zip(columns, row, strict=True)) for row in rows]
            for name, (columns, rows) in changed.items()
            if name != "manifest"
        },
        changed["manifest"][1] if "manifest" in changed else None,
    )


def write(case: Case, folder: Path) -> Path:
    """Writes a case's changed bundle as a folder, with its edits made there."""
    written = changed_bundle_of(case).write(folder)
    for edit in case.edits:
        edit.make(written)
    return written


class _Tables:
    """All files of a good bundle, and its manifest, in an engine of their own."""

    def __init__(self, version: OneRoster, mode: Mode) -> None:
        self._duck = duckdb.connect()
        made = bundle(version, mode)
        self._create("manifest", ["propertyName", "value"], made.manifest or [])
        for file, names in made.headers.items():
            self._create(file, names, [[row.get(n, "") for n in names] for row in made.rows[file]])

    @classmethod
    @cache
    def of(cls, version: OneRoster, mode: Mode) -> "_Tables":
        """Those of a version and mode, made once."""
        return cls(version, mode)

    def _create(self, name: str, columns: list[str], rows: list[list[str]]) -> None:
        typed = ", ".join(f"{quoted(column)} VARCHAR" for column in columns)
        self._duck.execute(f"CREATE TABLE {name} ({typed})")
        marks = f"({', '.join('?' * len(columns))})"
        values = [value for row in rows for value in row]
        self._duck.execute(f"INSERT INTO {name} VALUES {', '.join([marks] * len(rows))}", values)

    def changed(self, change: str, made: Bundle) -> Mapping[str, tuple[list[str], list[list[str]]]]:
        """Columns and rows of the manifest and of a bundle's files after a change."""
        self._duck.execute("BEGIN")
        try:
            for file in FILES[made.version]:
                if file not in made.headers:
                    self._duck.execute(f"DROP TABLE {file}")
                    absent = "UPDATE manifest SET value = 'absent' WHERE propertyName = ?"
                    self._duck.execute(absent, [f"file.{file}"])
            self._duck.execute(change)
            return {
                name: self._read(name)
                for name in ("manifest", *made.headers)
                if self._duck.execute(
                    "SELECT count(*) > 0 FROM duckdb_tables() WHERE table_name = ?", [name]
                ).fetchone()
                == (True,)
            }
        finally:
            self._duck.execute("ROLLBACK")

    def _read(self, name: str) -> tuple[list[str], list[list[str]]]:
        read = self._duck.execute(f"SELECT * FROM {name}")
        columns = [str(column[0]) for column in read.description or ()]
        rows = [["" if value is None else str(value) for value in row] for row in read.fetchall()]
        return columns, rows
