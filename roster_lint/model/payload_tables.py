"""Builds the payload in one shape, the ``payload_`` tables: a bundle, or what Campus will serve.

The checks of the payload and of vendors read only these tables, whatever the source is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal

from roster_lint.engine.base import Engine
from roster_lint.engine.parallel import each_after
from roster_lint.engine.sql_file import sql_files
from roster_lint.vocabulary import OneRoster

PayloadKind = Literal["campus", "bundle"]

_CREATES = re.compile(r"CREATE (TABLE|VIEW) (?:IF NOT EXISTS )?(\w+)")
_END = re.compile(r";[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_READ = re.compile(r"\b(?:FROM|JOIN)\s+\"?(\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """One statement of the model.

    Attributes:
        creates: the table or view that it makes.
        sql: its text.
        words: every word in it, in lower case.
        reads: the tables and views that it reads, in lower case.
        makes_view: whether it makes a view, which holds no rows.
    """

    creates: str
    sql: str
    words: frozenset[str]
    reads: frozenset[str]
    makes_view: bool


@cache
def payload_statements(kind: PayloadKind, oneroster: OneRoster) -> tuple[Statement, ...]:
    """The statements that make the ``payload_`` tables, in the order in which they are run.

    For Campus they begin with the predicted payload's own.
    """
    own = {
        "campus": ("payload/from_campus/predicted", "payload/from_campus"),
        "bundle": (f"payload/from_bundle/{oneroster.replace('.', 'p')}", "payload/from_bundle"),
    }
    return tuple(
        statement
        for name in (*own[kind], "payload/common", "vendors")
        for _path, sql in sql_files(Path(__file__).parent / name)
        for statement in statements_of(sql)
    )


def build_payload(
    engine: Engine,
    kind: PayloadKind,
    oneroster: OneRoster,
    texts: Iterable[str] | None = None,
) -> None:
    """Creates the ``payload_`` tables, and for Campus those of the predicted payload below them.

    Args:
        engine: holds a bundle's raw tables, or the Campus model.
        kind: which of the two.
        oneroster: the version that the bundle is of, or that is predicted.
        texts: the SQL of the checks that will run, if only what they read is to be built.
    """
    statements = payload_statements(kind, oneroster)
    if texts is not None:
        statements = below(statements, words_in(*texts))
    create_missing(engine, statements)


def create_missing(engine: Engine, statements: Iterable[Statement]) -> None:
    """Creates the tables and views that are not there yet: a check or an explanation may have."""
    there = tables_of(engine)
    create_all(engine, [one for one in statements if one.creates.lower() not in there])


def create_all(engine: Engine, statements: Sequence[Statement]) -> None:
    """Creates tables and views, two at a time where they do not read each other.

    Args:
        engine: holds whatever else they read.
        statements: each stands behind those that make what it reads.
    """
    made = {one.creates.lower(): one for one in statements}
    tasks = {name: partial(_create, statement=one) for name, one in made.items()}
    needs = {name: statement.reads & tasks.keys() - {name} for name, statement in made.items()}
    each_after(engine, tasks, needs)


def _create(engine: Engine, statement: Statement) -> None:
    engine.run(statement.sql)


def below(statements: Iterable[Statement], names: Iterable[str]) -> tuple[Statement, ...]:
    """The statements that make some tables, with all that those read, in their order.

    Args:
        statements: each stands behind what it reads.
        names: of the tables and views, in lower case; other words among them do no harm.
    """
    wanted = set(names)
    found = []
    for statement in reversed(tuple(statements)):
        if statement.creates.lower() in wanted:
            found.append(statement)
            wanted |= statement.reads
    return tuple(reversed(found))


def tables_in(*texts: str) -> frozenset[str]:
    """What SQL of the package reads, in lower case: each name behind a FROM or a JOIN."""
    return frozenset(name.lower() for text in texts for name in _READ.findall(text))


def words_in(*texts: str) -> frozenset[str]:
    """Every word, in lower case: what any SQL reads is among them, a district's own too."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def tables_of(engine: Engine) -> set[str]:
    """The tables and views in an engine, in lower case."""
    # The engine's own lists: the standard's takes three times as long.
    own = "schema_name = 'main' AND database_name = current_database()"
    rows = engine.rows(
        f"SELECT lower(table_name) FROM duckdb_tables() WHERE {own}"
        f" UNION ALL SELECT lower(view_name) FROM duckdb_views() WHERE {own}"
    )
    return {str(row[0]) for row in rows}


@cache
def statements_of(*files: str) -> tuple[Statement, ...]:
    """The statements of files of the model that make a table or a view, in their order."""
    return tuple(
        Statement(found[2], text.strip(), words_in(text), tables_in(text), found[1] == "VIEW")
        for sql in files
        for text in _END.split(sql)
        if (found := _CREATES.search(text))
    )
