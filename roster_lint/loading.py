"""Reads a whole source into the engine, and says what kept it from being judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.intake import create_empty, create_fault_tables, take_in
from roster_lint.errors import SourceError
from roster_lint.settings import OneRoster
from roster_lint.sources.base import Found, Progress, Source


@dataclass(frozen=True)
class Loaded:
    """What came of reading a source.

    Attributes:
        rows: rows read, by table.
        lacking: why the source cannot be judged in full, a sentence each; empty where it can.
        judgeable: the rules can be asked at all, if only of a part.
        version: the OneRoster version of a bundle, which says so itself.
    """

    rows: Mapping[str, int]
    lacking: tuple[str, ...]
    judgeable: bool = True
    version: OneRoster | None = None


def load(engine: Engine, source: Source, progress: Progress) -> Loaded:
    """Takes every contract table that the source has into the engine.

    A table that the source lacks becomes an empty one. The source must be open; it can be closed
    afterwards.

    Raises:
        SourceError: the source cannot be read at all.
    """
    tables = campus_tables()
    create_fault_tables(engine)
    found = source.find(tables)
    lacking = list(missing(tables, found))
    rows: dict[str, int] = {}
    for name, table in tables.items():
        if name not in found or not found[name].columns:
            create_empty(engine, table)
            continue
        try:
            rows[name] = take_in(engine, found[name], source.rows(found[name], progress), progress)
        except SourceError as error:
            lacking.append(str(error))
            engine.run(f'DROP TABLE IF EXISTS "{name}"')
            create_empty(engine, table)
    return Loaded(rows, tuple(lacking), judgeable=not lacking)


def missing(tables: Mapping[str, Table], found: Mapping[str, Found]) -> tuple[str, ...]:
    """Every needed table and column that a source lacks, one sentence for each table."""
    sentences = []
    for name, table in tables.items():
        if not table.needed:
            continue
        if name not in found:
            sentences.append(f"The needed table {name} is missing.")
        elif absent := found[name].missing:
            columns = ", ".join(absent)
            sentences.append(f"{found[name].place}: needed columns are missing: {columns}.")
    return tuple(sentences)
