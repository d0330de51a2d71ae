"""Sample districts and bundles in which everything personal is marked, to be looked for later."""

import csv
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.contracts.table import campus_tables
from roster_lint.files.shipped import shipped
from roster_lint.vocabulary import OneRoster

MARK = "zqx"
"""Stands in front of everything personal; no word of ours has it."""

PERSONAL: Mapping[str, Collection[str]] = {
    "Identity": ("firstName", "lastName"),
    "UserAccount": ("username", "homepage"),
    "Contact": ("email", "secondaryEmail", "homePhone", "cellPhone"),
    "EmploymentAssignment": ("title",),
    "RelatedPair": ("name",),
}
"""The columns of Campus that hold names, usernames, addresses, phones or what is said of one."""

NOT_PERSONAL = ("code", "name")
"""Kinds of the other columns of text: codes and names of schools, courses and terms."""

Rows = list[list[str]]


def edited(path: Path, edit: Callable[[list[str], Rows], None]) -> None:
    """Changes the rows below a file's header, in place."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    edit(header, rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def marked_campus(folder: Path) -> Path:
    """The sample district with mistakes, marked, and with a row of rubbish in every table.

    The mark changes no mistake: what is blank stays blank, what is alike stays alike.
    """
    made = Path(shutil.copytree(shipped("fixtures") / "back-to-school", folder / "marked"))
    for name, table in campus_tables().items():
        kinds = {column.name: column.kind.name for column in table.columns}
        personal = PERSONAL.get(name, ())

        def edit(
            header: list[str],
            rows: Rows,
            kinds: Mapping[str, str] = kinds,
            personal: Collection[str] = personal,
        ) -> None:
            for row in rows:
                _mark(row, [header.index(column) for column in personal if column in header])
            last = list(rows[-1])
            typed = [c for c in header if c in personal or kinds.get(c) not in NOT_PERSONAL]
            _mark(last, [header.index(column) for column in typed], blanks=True)
            rows.append(last)

        edited(made / f"{name}.csv", edit)
    return made


def _mark(row: list[str], places: Collection[int], *, blanks: bool = False) -> None:
    for place in places:
        if row[place].strip() or blanks:
            row[place] = f"{MARK}{row[place]}"


def marked_accounts(folder: Path) -> list[Path]:
    """The sample district's accounts, marked as its addresses are."""
    made = []
    for kind in ("workspace", "entra"):
        name = f"back-to-school-{kind}.csv"
        copy = Path(shutil.copy(shipped("fixtures") / "accounts" / name, folder / name))

        def edit(header: list[str], rows: Rows) -> None:
            names = ("name", "mail", "surname", "principal", "aliases", "proxy")
            for row in rows:
                _mark(row, [i for i, c in enumerate(header) if any(n in c.lower() for n in names)])

        edited(copy, edit)
        made.append(copy)
    return made


def marked_bundle(folder: Path, version: OneRoster) -> Path:
    """A sample bundle with mistakes, marked; flags and dates of people in two rows alone."""
    name = f"bundle-{version.replace('.', 'p')}-bad"
    made = Path(shutil.copytree(shipped("fixtures") / name, folder / name))
    for table in oneroster_tables(version).values():
        columns = {column.name: column for column in table.columns if column.personal}
        if not columns or not (made / table.file).exists():
            continue

        def edit(header: list[str], rows: Rows, columns: Mapping[str, object] = columns) -> None:
            texts = [i for i, c in enumerate(header) if c in columns and _is_text(columns[c])]
            typed = [i for i, c in enumerate(header) if c in columns and i not in texts]
            for number, row in enumerate(rows):
                _mark(row, [i for i in texts + typed * (number < 2) if i < len(row)])

        edited(made / table.file, edit)
    return made


def _is_text(column: object) -> bool:
    return column.kind.name == "string"  # type: ignore[attr-defined]
