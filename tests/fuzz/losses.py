"""Losses that nobody may overlook: a row to which another refers, or all that a column held."""

from collections.abc import Iterator
from functools import cache
from random import Random

from roster_lint.contracts.table import campus_tables
from tests.fuzz.changes import Files, _data, _rows
from tests.sweep.exceptions import exceptions
from tests.sweep.years import of_the_judged_year

Loss = tuple[str, str]
"""A file, and a row's key or a column of it."""


def lose(files: Files, chance: Random, *, bundle: bool) -> str:
    """Loses one thing of a healthy source, and says which."""
    if not bundle and chance.random() < 0.4:
        return _empty_column(files, chance)
    referred = list(_referred_in_bundle(files) if bundle else _referred_in_district(files))
    name, key = chance.choice(referred)
    rows = _rows(files[name])
    column = rows[0].index(_key_of(name, bundle))
    files[name] = _data([row for row in rows if row[column] != key])
    return f"{name}: without {rows[0][column]} {key}"


def _empty_column(files: Files, chance: Random) -> str:
    table, column = chance.choice(_filled())
    rows = _rows(files[f"{table}.csv"])
    place = rows[0].index(column)
    for row in rows[1:]:
        row[place] = ""
    files[f"{table}.csv"] = _data(rows)
    return f"{table}.csv: {column} is blank"


@cache
def _filled() -> list[Loss]:
    return [
        (table.name, column.name)
        for table in campus_tables().values()
        for column in table.columns
        if column.filled and f"{table.name}.{column.name} is blank" not in exceptions()
    ]


def _key_of(file: str, bundle: bool) -> str:
    return "sourcedId" if bundle else campus_tables()[file.removesuffix(".csv")].key[0]


def _referred_in_district(files: Files) -> Iterator[Loss]:
    """Rows of the judged year that a row of the judged year refers to."""
    tables = campus_tables()
    records = {}
    for name, data in files.items():
        header, *rows = _rows(data)
        found = [dict(zip(header, row, strict=True)) for row in rows]
        table = name.removesuffix(".csv")
        records[table] = [row for row in found if of_the_judged_year(table, _typed(row))]
    for table in tables.values():
        for column in table.columns:
            parent = column.refers_to
            if parent is None or table.name not in records or len(tables[parent].key) != 1:
                continue
            key = tables[parent].key[0]
            used = {row.get(column.name) for row in records[table.name]}
            for row in records.get(parent, ()):
                if row[key] and row[key] in used:
                    yield f"{parent}.csv", row[key]


def _typed(row: dict[str, str]) -> dict[str, object]:
    """A row with its numbers as numbers and its blanks as nothing, as the district has them."""
    return {name: int(v) if v.isdigit() else v or None for name, v in row.items()}


def _referred_in_bundle(files: Files) -> Iterator[Loss]:
    """Records whose sourcedId stands in a reference of another file."""
    used: set[str] = set()
    records: list[Loss] = []
    for name, data in sorted(files.items()):
        header, *rows = _rows(data)
        if "sourcedId" not in header or name == "demographics.csv":
            continue  # its records have their users' sourcedIds: nothing refers to them
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            records.append((name, cells["sourcedId"]))
            for column, value in cells.items():
                if column.endswith(("SourcedId", "SourcedIds")):
                    used |= {part for part in value.split(",") if part}
    yield from (record for record in records if record[1] in used)
