"""Reads a whole source into the engine, and says what kept it from being judged."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.parallel import at_once
from roster_lint.errors import SourceError
from roster_lint.loading.intake import (
    create_empty,
    create_fault_tables,
    forget_suspects,
    note_tables,
    read_in,
    settle,
)
from roster_lint.loading.missing import Missing, missing
from roster_lint.sources.base import BatchRows, CsvRows, Found, Source
from roster_lint.vocabulary import DateFormat, OneRoster, Progress, no_progress

_Read = tuple[CsvRows | BatchRows, int]


@dataclass(frozen=True)
class Loaded:
    """The result of reading a source.

    Attributes:
        rows: rows read, by table.
        lacking: why the source cannot be judged in full, a sentence each; empty where it can.
        missing: what it does not have, as ``Table`` or ``Table.column``.
        unread: tables among them that are there and cannot be read; of a bundle, its files.
        version: the OneRoster version of a bundle, which says so itself.
    """

    rows: Mapping[str, int]
    lacking: tuple[str, ...]
    missing: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    version: OneRoster | None = None


def load(engine: Engine, source: Source, progress: Progress, dates: DateFormat = "iso") -> Loaded:
    """Takes every contract table that the source has into the engine.

    A missing table becomes an empty one, and a missing column is NULL in every row: what depends on
    these is unknown, and nothing may be concluded from it. The source must be open; it can be
    closed afterwards.

    Args:
        engine: where to.
        source: where from.
        progress: follows the rows read.
        dates: how the source writes its dates.

    Raises:
        SourceError: the source cannot be read at all.
    """
    tables = campus_tables(dates)
    create_fault_tables(engine)
    found = source.find(tables)
    lacking = list(missing(tables, found, lambda: source.other_tables(tables)))
    there = {name: found[name] for name in tables if name in found and found[name].columns}
    rows: dict[str, int] = {}
    row_is_line: dict[str, bool] = {}
    with _reader(engine, source, there, progress) as read:
        for name, table in tables.items():
            if name not in there:
                create_empty(engine, table)
                continue
            try:
                own, total = read(name)
                row_is_line[name] = settle(engine, there[name], own, total, progress)
                rows[name] = total
            except SourceError as error:
                lacking.append(Missing((name,), str(error), unread=True))
                engine.run(f'DROP TABLE IF EXISTS "{name}"')
                create_empty(engine, table)
    note_tables(engine, there, row_is_line)
    forget_suspects(engine, tables)
    return Loaded(
        rows,
        tuple(one.sentence for one in lacking),
        frozenset(name for one in lacking for name in one.names),
        frozenset(name for one in lacking if one.unread for name in one.names),
    )


@contextmanager
def _reader(
    engine: Engine, source: Source, there: Mapping[str, Found], progress: Progress
) -> Iterator[Callable[[str], _Read]]:
    """What reads each table in turn: of a folder or zip, the next ones are begun meanwhile."""
    one_by_one = Lock()

    def read(name: str, into: Engine, shown: Progress) -> _Read:
        with one_by_one:
            rows = source.rows(there[name], shown)
        return rows, read_in(into, there[name], rows, shown)

    if not source.reads_at_once:
        yield lambda name: read(name, engine, progress)
        return
    tasks = {name: lambda into, name=name: read(name, into, no_progress) for name in there}
    with at_once(engine, tasks) as begun:

        def wait(name: str) -> _Read:
            progress(name, 0, None)
            return begun[name].result()

        yield wait
