"""Builds the payload in one shape, the ``payload_`` tables: a bundle, or what Campus will serve.

The checks of the payload and of vendors read only these tables, whatever the source is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.vocabulary import OneRoster

PayloadKind = Literal["campus", "bundle"]

_FOLDERS: dict[tuple[PayloadKind, OneRoster], tuple[str, ...]] = {
    ("campus", "1.1"): (
        "payload/from_campus/predicted",
        "payload/from_campus",
        "payload/common",
        "vendors",
    ),
    ("campus", "1.2"): (
        "payload/from_campus/predicted",
        "payload/from_campus",
        "payload/common",
        "vendors",
    ),
    ("bundle", "1.1"): (
        "payload/from_bundle/1p1",
        "payload/from_bundle",
        "payload/common",
        "vendors",
    ),
    ("bundle", "1.2"): (
        "payload/from_bundle/1p2",
        "payload/from_bundle",
        "payload/common",
        "vendors",
    ),
}
_CREATES = re.compile(r"CREATE (TABLE|VIEW) (?:IF NOT EXISTS )?(\w+)")
_END = re.compile(r";[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Statement:
    """One statement of the model.

    Attributes:
        creates: the table or view that it makes.
        sql: its text.
        words: every word in it, in lower case: among them, the tables that it reads.
        makes_view: whether it makes a view, which holds no rows.
    """

    creates: str
    sql: str
    words: frozenset[str]
    makes_view: bool


@cache
def payload_statements(kind: PayloadKind, oneroster: OneRoster) -> tuple[Statement, ...]:
    """The statements that make the ``payload_`` tables, in the order in which they are run.

    For Campus they begin with the predicted payload's own.
    """
    here = Path(__file__).parent
    return tuple(
        statement
        for name in _FOLDERS[kind, oneroster]
        for _path, sql in sql_files(here / name)
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
        wanted = read_by(statements, texts)
        statements = tuple(s for s in statements if s.creates in wanted)
    there = _tables(engine)
    for statement in statements:
        if statement.creates not in there:
            engine.run(statement.sql)


def read_by(statements: Iterable[Statement], texts: Iterable[str]) -> set[str]:
    """What must be made so that some SQL can run, with all below it."""
    words = {word for text in texts for word in _words(text)}
    wanted = set()
    for statement in reversed(tuple(statements)):
        if statement.creates.lower() in words:
            wanted.add(statement.creates)
            words |= statement.words
    return wanted


def statements_of(sql: str) -> Iterable[Statement]:
    """The statements of a file of the model that make a table or a view."""
    for text in _END.split(sql):
        found = _CREATES.search(text)
        if found:
            words = frozenset(_words(text))
            yield Statement(found[2], text.strip(), words, makes_view=found[1] == "VIEW")


def create_each(engine: Engine, sql: str) -> None:
    """Creates the tables and views of a file of the model, a statement at a time."""
    for statement in statements_of(sql):
        engine.run(statement.sql)


def _words(text: str) -> Iterable[str]:
    return (word.lower() for word in _WORD.findall(text))


def _tables(engine: Engine) -> set[str]:
    rows = engine.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
    )
    return {str(row[0]) for row in rows}
