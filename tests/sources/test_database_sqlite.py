"""The database source on SQLite files: what it finds, what it reads, that it writes nothing."""

import sqlite3
import traceback
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError, UsageError
from roster_lint.sources import database
from roster_lint.sources.base import BatchRows, Found
from roster_lint.sources.database import DatabaseSource
from tests.database_filling import load_csv_folder, write_sample
from tests.sources.batch_text import text_batches

Make = Callable[..., DatabaseSource]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a source of a new file from SQL statements."""

    def make(*statements: str) -> DatabaseSource:
        with sqlite3.connect(tmp_path / "campus.db") as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return DatabaseSource.from_url(f"sqlite:///{tmp_path / 'campus.db'}")

    return make


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def contracts(*names: str) -> dict[str, Table]:
    return {name: campus_tables()[name] for name in names}


def read(source: DatabaseSource, found: Found) -> pl.DataFrame:
    return pl.concat(text_batches(source.rows(found)))


def test_a_whole_sample_district_is_found_and_read(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample", rows=3)
    url = f"sqlite:///{tmp_path / 'district.db'}"
    load_csv_folder(url, tmp_path / "sample")
    with DatabaseSource.from_url(url) as source:
        found = source.find(campus_tables())
        assert list(found) == list(campus_tables())
        assert source.kind == "campus-database"
        assert source.notes == ()
        for has in found.values():
            assert has.missing == ()
            frame = read(source, has)
            assert frame.columns == [c.name for c in has.table.columns]
            assert set(frame.dtypes) == {pl.String}
            assert frame.height == source.count(has) == 3
            assert has.rows is None


def test_names_match_in_any_case_and_the_exact_one_wins(make: Make) -> None:
    source = make(
        'CREATE TABLE "DAY" ("DATE" TEXT, calendarid INTEGER, "SchoolDay" INTEGER, extra BLOB)',
        "INSERT INTO DAY VALUES ('2026-08-20', 7, 1, x'00')",
        "CREATE TABLE schoolyear (ENDYEAR, Active, startDATE, enddate)",
    )
    with source:
        found = source.find(contracts("Day", "SchoolYear", "School"))
        assert set(found) == {"Day", "SchoolYear"}
        assert found["Day"].place == "DAY"
        assert found["Day"].columns == {
            "date": "DATE",
            "calendarID": "calendarid",
            "schoolDay": "SchoolDay",
        }
        assert read(source, found["Day"]).to_dicts() == [
            {"date": "2026-08-20", "calendarID": "7", "schoolDay": "1"}
        ]
        assert "startYear" not in found["SchoolYear"].columns


def test_reserved_words_are_names_like_any_other(make: Make) -> None:
    source = make(
        'CREATE TABLE "Identity" ("identityID", "personID", "primary", "order")',
        'CREATE TABLE "UserAccount" ("personID", username, "lock", "disable")',
        "INSERT INTO UserAccount VALUES (5, 'nobody', 0, 1)",
    )
    with source:
        found = source.find(contracts("Identity", "UserAccount"))
        assert read(source, found["UserAccount"]).rows() == [("5", "nobody", "1", "0")]


def test_a_view_is_as_good_as_a_table(make: Make) -> None:
    source = make(
        "CREATE TABLE people (id INTEGER)",
        "INSERT INTO people VALUES (1), (2)",
        "CREATE VIEW Person AS SELECT id AS personID FROM people",
    )
    with source:
        found = source.find(contracts("Person"))
        assert source.count(found["Person"]) == 2
        assert read(source, found["Person"])["personID"].to_list() == ["1", "2"]


def test_a_broken_view_is_one_sentence(make: Make) -> None:
    source = make(
        "CREATE TABLE people (id)",
        "CREATE VIEW Person AS SELECT id AS personID FROM people",
        "DROP TABLE people",
    )
    with source, pytest.raises(SourceError, match=r"no such table: main\.people"):
        source.find(contracts("Person"))


def test_odd_types_and_mixed_values_are_text(make: Make) -> None:
    source = make(
        "CREATE TABLE Person (personID WIBBLE(3), studentNumber NUMERIC, staffNumber)",
        "INSERT INTO Person VALUES (1.0, '007', x'01'), ('two', 12.5, NULL), (NULL, 3, '')",
    )
    with source:
        found = source.find(contracts("Person"))
        assert read(source, found["Person"]).rows() == [
            ("1", "7", "1"),
            ("two", "12.5", None),
            (None, "3", ""),
        ]


def test_more_rows_than_one_batch(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 100)
    source = make(
        "CREATE TABLE Person (personID INTEGER)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) "
        "INSERT INTO Person SELECT i FROM n",
    )
    reported: list[tuple[str, int, int | None]] = []
    with source:
        found = source.find(contracts("Person"))["Person"]
        rows = source.rows(found, lambda *progress: reported.append(progress))
        assert isinstance(rows, BatchRows)
        batches = list(rows.batches)
    assert [batch.height for batch in batches] == [100, 100, 50]
    assert pl.concat(batches)["personID"].to_list() == list(range(1, 251))
    assert reported == [("Person", n, None) for n in (0, 100, 200, 250)]


def test_an_empty_table_has_no_batch(make: Make) -> None:
    with make("CREATE TABLE Person (personID)") as source:
        found = source.find(contracts("Person"))["Person"]
        rows = source.rows(found)
        assert isinstance(rows, BatchRows)
        assert list(rows.batches) == []
        assert source.count(found) == 0


def test_a_table_without_a_column_of_the_contract_lacks_them_all(make: Make) -> None:
    with make("CREATE TABLE Person (id)") as source:
        found = source.find(contracts("Person"))["Person"]
        assert found.missing == ("personID",)
        rows = source.rows(found)
        assert isinstance(rows, BatchRows)
        assert list(rows.batches) == []


def test_a_read_that_is_given_up_leaves_the_next_one_alone(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 2)
    source = make("CREATE TABLE Person (personID)", "INSERT INTO Person VALUES (1), (2), (3)")
    with source:
        found = source.find(contracts("Person"))["Person"]
        rows = source.rows(found)
        assert isinstance(rows, BatchRows)
        assert next(rows.batches).height == 2
        del rows
        assert read(source, found).height == 3


def test_nothing_can_be_written_and_nothing_is(make: Make, tmp_path: Path) -> None:
    source = make("CREATE TABLE Person (personID)", "INSERT INTO Person VALUES (1)")
    before = (tmp_path / "campus.db").read_bytes()
    with source:
        read(source, source.find(contracts("Person"))["Person"])
        with pytest.raises(Exception, match="readonly"):
            source._connection.exec_driver_sql("INSERT INTO Person VALUES (2)")
        assert files(tmp_path) == ["campus.db"]
    assert (tmp_path / "campus.db").read_bytes() == before
    assert files(tmp_path) == ["campus.db"]


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    source = DatabaseSource.from_url(f"sqlite:///{tmp_path / 'absent.db'}")
    with pytest.raises(SourceError, match=r"no SQLite file .*absent\.db"), source:
        pass
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["a b#c?d%41.db", "käse.db"])
def test_file_names_may_be_odd(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE Person (personID)")
    connection.close()
    quoted = str(path).replace("%", "%25").replace("?", "%3F")
    with DatabaseSource.from_url(f"sqlite:///{quoted}") as source:
        assert set(source.find(contracts("Person"))) == {"Person"}


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("no database at all, but long enough to look\n" * 99)
    source = DatabaseSource.from_url(f"sqlite:///{tmp_path / 'notes.db'}")
    with pytest.raises(SourceError, match="file is not a database") as caught, source:
        source.find(campus_tables())
    reported = "".join(traceback.format_exception(caught.value))
    assert "sqlalche.me" not in reported
    assert "\n" not in str(caught.value)


def test_a_database_without_any_of_the_tables_is_a_source_error(make: Make) -> None:
    source = make("CREATE TABLE recipes (name)")
    with source, pytest.raises(SourceError, match="No Campus table"):
        source.find(campus_tables())


def test_sqlite_has_no_schemas(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="remove the schema setting"):
        DatabaseSource.from_url(f"sqlite:///{tmp_path / 'x.db'}", schema="dbo")


def test_a_source_is_read_inside_its_with_statement(make: Make) -> None:
    source = make("CREATE TABLE Person (personID)")
    with pytest.raises(RuntimeError, match="inside its with statement"):
        source.find(contracts("Person"))
