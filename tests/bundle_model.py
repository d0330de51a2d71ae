"""The sample bundles in an engine, and the payload over them, of which a case rebuilds little."""

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from fixtures.bundle import good_bundle
from fixtures.bundle_tables import Version, headers
from roster_lint.checks.catalog import Check
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.sql_text import quoted
from roster_lint.model.addresses import address_model
from roster_lint.model.payload_tables import (
    Statement,
    create_missing,
    payload_statements,
    statements_of,
)

_TYPES = {
    "DATE": "startDate endDate beginDate birthDate assignDate dueDate scoreDate",
    "BOOLEAN": "enabledUser primary inProgress incomplete late missing",
    "DOUBLE": "resultValueMin resultValueMax score",
    "INTEGER": "schoolYear",
    "BIGINT": "weight",
}
_TYPE_OF = {column: kind for kind, columns in _TYPES.items() for column in columns.split()}


def load_good_bundle(engine: DuckEngine, version: Version) -> None:
    """Takes in the good bundle's files as typed tables, and how each is meant.

    The engine has the tables of what is wrong with a bundle.
    """
    bundle = good_bundle(version)
    for name, columns in headers(version).items():
        rows = [[_text(row.get(column)) for column in columns] for row in bundle.tables[name]]
        schema = dict.fromkeys(columns, pl.String)
        engine.register("good_rows", pl.DataFrame(rows, schema, orient="row"))
        typed = ", ".join(
            f"CAST({quoted(c)} AS {_TYPE_OF.get(c, 'VARCHAR')}) AS {quoted(c)}" for c in columns
        )
        engine.run(f"CREATE TABLE {quoted(name)} AS SELECT {typed} FROM good_rows")
        engine.run(
            "INSERT INTO bundle_file VALUES (?, 'bulk', TRUE, TRUE, ?)", (f"{name}.csv", len(rows))
        )
        engine.register("good_columns", pl.DataFrame({"name": columns}))
        engine.run("INSERT INTO source_column SELECT ?, name, TRUE FROM good_columns", (name,))


class StandingPayload:
    """The payload, and what is known of its addresses, as the engine holds them between cases."""

    def __init__(self, engine: DuckEngine, version: Version) -> None:
        """Builds them over the bundle's tables and the run's inputs."""
        self._engine = engine
        self._statements = (*payload_statements("bundle", version), *_of_addresses())
        # All of them, though the good bundle's addresses leave nothing to suggest.
        create_missing(engine, self._statements)

    def rebuild(self, changed: Iterable[str], checks: Iterable[Check]) -> None:
        """Fills anew what depends on changed tables; what no check reads is left as it was.

        Args:
            changed: the tables that are not what they were.
            checks: what will be run.
        """
        stale = {table.casefold() for table in changed}
        wanted = self._with_all_below(frozenset().union(*map(_words_of, checks)))
        for statement in self._statements:
            if statement.words & stale:
                stale.add(statement.creates)
                if statement.creates in wanted:
                    self._engine.run(statement.sql)

    def _with_all_below(self, words: frozenset[str]) -> set[str]:
        """All that is made from these tables and views, and they themselves."""
        wanted = set(words)
        for statement in reversed(self._statements):
            if statement.creates in wanted:
                wanted |= statement.words
        return wanted


@cache
def _of_addresses() -> tuple[Statement, ...]:
    files = (sql for _path, sql in address_model("bundle"))
    return tuple(statement for sql in files for statement in statements_of(sql))


@cache
def _words_of(check: Check) -> frozenset[str]:
    """Every word in what a check runs: to find, to count and to see whether it applies."""
    return _words(" ".join((check.sql, check.of, *(skip.when for skip in check.skips))))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"\w+", text))


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
