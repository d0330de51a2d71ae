"""The sample bundles in an engine, and the payload over them, of which a case rebuilds little."""

from collections.abc import Iterable

import polars as pl

from fixtures.bundle import good_bundle
from fixtures.bundle_tables import Version, headers
from roster_lint.catalog import Check
from roster_lint.engine.casting import quoted
from roster_lint.engine.duck import DuckEngine
from roster_lint.model.sent import build_sent, sent_statements

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
    """The payload as the engine holds it between the cases."""

    def __init__(self, engine: DuckEngine, version: Version) -> None:
        """Builds the payload over the bundle's tables."""
        self._engine = engine
        self._statements = sent_statements("bundle", version)
        build_sent(engine, "bundle", version)

    def rebuild(
        self, changed: Iterable[str], checks: Iterable[Check], also: Iterable[str] = ()
    ) -> None:
        """Builds anew what depends on changed tables; what nobody reads is left away.

        Views follow their tables by themselves.

        Args:
            changed: the tables that are not what they were.
            checks: what will be run.
            also: further SQL that will be.
        """
        stale = {table.casefold() for table in changed}
        for statement in self._statements:
            if statement.words & stale:
                stale.add(statement.creates)
                if statement.sql.find("CREATE TABLE") >= 0:
                    self._engine.run(f"DROP TABLE {statement.creates}")
        texts = [text for check in checks for text in (check.sql, *(s.when for s in check.skips))]
        texts += [f"SELECT 1 FROM {check.of}" for check in checks if check.of]
        build_sent(self._engine, "bundle", self._version(), [*texts, *also])

    def _version(self) -> Version:
        row = self._engine.row("SELECT oneroster FROM sent_version")
        return "1.1" if row == ("1.1",) else "1.2"


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
