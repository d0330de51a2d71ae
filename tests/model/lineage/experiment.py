"""Sets a column's values otherwise, and sees what changes though it does not depend on it."""

from collections.abc import Iterator, Sequence

from roster_lint.contracts.table import Column, Table
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.model.lineage.parts import NOTHING, Constant, Part
from roster_lint.model.lineage.tracing import tracer
from tests.case import Case
from tests.case_model import statements
from tests.case_runner import CaseRunner, campus_checks

_OTHERWISE = {
    "BOOLEAN": "CASE WHEN coalesce({c}, '0') = '0' THEN '1' ELSE '0' END",
    "DATE": "CAST(CAST(coalesce({c}, '2026-08-12') AS DATE) + CASE WHEN rowid % 3 = 0 THEN 500"
    " ELSE -30 END AS VARCHAR)",
    "VARCHAR": "coalesce({c}, '') || 'x'",
}


def changes(table: Table, column: Column) -> Iterator[str]:
    """Statements that each set some values of a column otherwise; what is a key stays one."""
    name, own = quoted(table.name), quoted(column.name)
    rows = _numbered(name, own)
    if column.name in table.key and len(table.key) > 1:
        return
    yield (
        f"UPDATE {name} SET {own} = moved.value FROM ("
        f"SELECT a.place, b.value FROM {rows} a JOIN {rows} b"
        f" ON b.n = (a.n + greatest(1, a.rows // 3)) % a.rows"
        f") moved WHERE moved.place = {name}.rowid"
    )
    # A blank that may not be is reported while the table is read, whatever the model makes of it.
    if not column.must_be_filled:
        yield f"UPDATE {name} SET {own} = NULL WHERE rowid % 2 = 0"
    if column.name not in table.key and column.kind.sql_type in _OTHERWISE:
        value = _OTHERWISE[column.kind.sql_type].format(c=own)
        yield f"UPDATE {name} SET {own} = {value} WHERE rowid % 2 = 1"


def _numbered(name: str, own: str) -> str:
    return (
        "(SELECT rowid AS place, row_number() OVER (ORDER BY rowid) - 1 AS n,"
        f" count(*) OVER () AS rows, {own} AS value FROM {name})"
    )


class Experiment:
    """The healthy district's model as it stands, beside what becomes of it."""

    def __init__(self, runner: CaseRunner) -> None:
        """Keeps all tables of the model, and all that checks find."""
        self._runner = runner
        self._checks = campus_checks()
        self._queries = {s.table: f"SELECT * FROM {s.table}" for s in statements()}
        self._queries |= {check.code: check.sql for check in self._checks}
        runner.engine.run("CREATE SCHEMA before")
        for name, sql in self._queries.items():
            runner.engine.run(f"CREATE TABLE before.{name} AS {sql}")

    def disagreements(self, table: Table, column: Column) -> Iterator[str]:
        """What changed though it does not depend on a column."""
        missing = f"{table.name}.{column.name}"
        traced = tracer(self._runner.engine, "1.1", [missing])
        parts = {name: traced.select(sql) for name, sql in self._queries.items()}
        codes = [check.code for check in self._checks]
        for change in changes(table, column):
            case = Case(name="otherwise", change=change, finds=())
            with self._runner.changed(case, *codes):
                for name, sql in self._queries.items():
                    for what in self._changed(name, sql, parts[name]):
                        yield f"{missing}: {what} after {change}"

    def _changed(self, name: str, sql: str, parts: Sequence[Part]) -> Iterator[str]:
        described = self._runner.engine.rows(f"DESCRIBE before.{name}")
        spelled = [str(row[0]) for row in described]
        for part in parts:
            alike = [other for other in parts if _may_be_mixed(part, other)]
            if NOTHING.union(*(other.rows for other in alike)):
                continue
            names = dict(zip(part.columns, spelled, strict=True))
            known = [
                quoted(names[column])
                for column in part.columns
                if not any((value := p.column(column)) and value.needs for p in alike)
            ]
            many = NOTHING.union(*(other.copies for other in alike))
            where = " AND ".join(
                f"{quoted(names[column])} IS NOT DISTINCT FROM {_literal(value)}"
                for column, _, value in part.constants
            )
            chosen = f"SELECT {'DISTINCT' if many else ''} {', '.join(known) or '1 AS one'}"
            before, now = (
                self._runner.engine.row(
                    f"SELECT count(*), sum(CAST(hash(q) AS HUGEINT)) FROM ({chosen} FROM {source}"
                    f" WHERE {where or 'TRUE'}) q"
                )
                for source in (f"before.{name}", f"({sql})")
            )
            if before != now:
                yield f"{name} [{where}] {known}: {before}, now {now}"


def _may_be_mixed(one: Part, other: Part) -> bool:
    """Whether a row could be of either part: no constant distinguishes them."""
    constants = {name: (kind, value) for name, kind, value in one.constants}
    return all(
        constants.get(name, (kind, value)) == (kind, value) for name, kind, value in other.constants
    )


def _literal(value: Constant) -> str:
    if value is None:
        return "NULL"
    return literal(value) if isinstance(value, str) else str(value)
