"""A district gives the same findings where a database has other types for the same values.

Each table is a view over the one that was loaded, in another schema where the server has schemas:
numbers with decimals, flags in each of the server's ways, texts padded with blanks, and moments
with fractions or a time zone.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from roster_lint import lint
from roster_lint.contracts.table import Table, campus_tables
from roster_lint.files.shipped import shipped
from roster_lint.settings.settings import Settings
from tests.database_filling import load_csv_folder
from tests.servers import Server, mariadb, postgres  # noqa: F401  (fixtures)
from tests.test_same_findings import AS_OF, faults_of_files, reported

NAME = "back-to-school"
PADDED = {("Course", "name"), ("School", "name"), ("GradeLevel", "name"), ("Identity", "lastName")}
"""Texts that become CHAR; no fault of the district is a blank at their end."""

WAYS = {
    "postgres": {
        "bigint": ["{}::NUMERIC(14, 2)", "{}::DOUBLE PRECISION", "{}::INT", "{}::TEXT"],
        "smallint": ["{}::NUMERIC(6, 2)", "{}::REAL", "{}::BIGINT"],
        "boolean": [
            "{}::INT::SMALLINT",
            "{}::INT::BIT(1)",
            "decode(lpad({}::INT::TEXT, 2, '0'), 'hex')",
        ],
        "date": ["{}::TIMESTAMP", "{}::TIMESTAMPTZ", "{}::TEXT"],
        "timestamp without time zone": ["{}::TIMESTAMPTZ", "{}::DATE", "{}::TIMESTAMP(6)"],
        "padded": ["{}::CHAR(120)"],
    },
    "mariadb": {
        "bigint": ["CAST({} AS DECIMAL(14, 2))", "CAST({} AS DOUBLE)", "CAST({} AS CHAR)"],
        "smallint": ["CAST({} AS DECIMAL(6, 2))", "CAST({} AS FLOAT)", "CAST({} AS UNSIGNED)"],
        "bit": ["{} + 0", "UNHEX(LPAD({} + 0, 2, '0'))", "CAST({} + 0 AS CHAR)"],
        "date": ["CAST({} AS DATETIME)", "CAST({} AS DATETIME(6))", "CAST({} AS CHAR)"],
        "datetime": ["CAST({} AS DATETIME(6))", "CAST({} AS DATE)"],
        "padded": ["CAST({} AS CHAR(120))"],
    },
    "sqlite": {
        "bigint": ["CAST({} AS REAL)", "CAST({} AS TEXT)", "{}"],
        "smallint": ["CAST({} AS REAL)", "{}"],
        "boolean": ["CAST({} AS TEXT)", "CASE {} WHEN 1 THEN x'01' WHEN 0 THEN x'00' END"],
        "date": ["{} || ' 00:00:00'", "{} || 'T00:00:00'", "{} || ' 00:00:00.000'"],
        "datetime": ["date({})", "datetime({})"],
    },
}
"""By the type that a column was loaded as: how it may be written as well, in turns."""

_TEXTS = {"character varying", "varchar"}


@pytest.fixture(params=["sqlite", "postgres", "mariadb"])
def typed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str | None]]:
    """The URL and the schema of a database whose tables are such views."""
    folder, kind = shipped("fixtures") / NAME, request.param
    if kind == "sqlite":
        path = tmp_path / "campus.db"
        load_csv_folder(f"sqlite:///{path}", folder)
        connection = sqlite3.connect(path)
        for table in campus_tables().values():
            types = connection.execute(f"SELECT name, type FROM pragma_table_info('{table.name}')")
            columns = {name: type_.lower() for name, type_ in types}
            connection.execute(f"ALTER TABLE {table.name} RENAME TO loaded_{table.name}")
            connection.execute(view(kind, table, columns, f"loaded_{table.name}", table.name))
        connection.commit()
        connection.close()
        yield f"sqlite:///{path}", None
        return
    server: Server = request.getfixturevalue(kind)
    loaded, shown = server.new_database(), server.new_database()
    load_csv_folder(server.url(loaded), folder, lower=server.lower)
    for table in campus_tables().values():
        name = table.name.lower() if server.lower else table.name
        columns = types_of(server, loaded, name)
        server.run(shown, view(kind, table, columns, f"{loaded}.{name}", f"{shown}.{name}"))
    yield server.url(loaded if server.lower else shown), shown


def types_of(server: Server, database: str, table: str) -> dict[str, str]:
    """The types of a table's columns, in the order of the columns."""
    joined = (
        "string_agg({}, '|' ORDER BY ordinal_position)"
        if server.lower
        else ("GROUP_CONCAT({} ORDER BY ordinal_position SEPARATOR '|')")
    )
    pair = (
        "column_name || ':' || data_type" if server.lower else "CONCAT(column_name, ':', data_type)"
    )
    text = server.scalar(
        database,
        f"SELECT {joined.format(pair)} FROM information_schema.columns"
        f" WHERE table_schema = '{database}' AND table_name = '{table}'",
    )
    return dict(part.split(":") for part in str(text).split("|"))


def view(kind: str, table: Table, columns: dict[str, str], source: str, name: str) -> str:
    """A view of a table's columns in other types."""
    quote = "`" if kind == "mariadb" else '"'
    padded = {column for of, column in PADDED if of == table.name}
    selected = []
    assert {type_.partition("(")[0] for type_ in columns.values()} <= {*WAYS[kind], *_TEXTS}
    for at, (column, type_) in enumerate(columns.items()):
        is_padded = column.casefold() in {one.casefold() for one in padded}
        ways = WAYS[kind].get("padded" if is_padded else type_, ["{}"])
        quoted = f"{quote}{column}{quote}"
        selected.append(f"{ways[at % len(ways)].format(quoted)} AS {quoted}")
    return f"CREATE VIEW {name} AS SELECT {', '.join(selected)} FROM {source}"


def test_the_findings_are_the_same_whatever_the_types(typed: tuple[str, str | None]) -> None:
    url, schema = typed
    settings = Settings(schema=schema) if schema else Settings()
    with lint(url, settings=settings, as_of=AS_OF) as report:
        assert reported(report) == faults_of_files(NAME)
