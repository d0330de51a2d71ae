"""Loading a whole source: what is there comes in, and all that is not is told at once."""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from roster_lint.contracts.fields import IDENTIFIER
from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import SourceError
from roster_lint.loading.campus import Loaded, load
from roster_lint.loading.missing import missing, near
from roster_lint.sources.base import BatchRows, Found
from roster_lint.sources.snapshot import SnapshotSource
from roster_lint.vocabulary import Progress, no_progress
from tests.snapshots import sample


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    yield engine
    engine.close()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return sample(tmp_path)


def loaded(engine: DuckEngine, path: Path) -> Loaded:
    with SnapshotSource(path) as source:
        return load(engine, source, no_progress)


def count(engine: DuckEngine, table: str) -> int:
    row = engine.row(f'SELECT count(*) FROM "{table}"')
    return int(row[0]) if row else 0


def test_every_table_comes_in_with_all_its_columns(engine: DuckEngine, export: Path) -> None:
    told: list[str] = []
    with SnapshotSource(export) as source:
        result = load(engine, source, lambda table, *_: told.append(table))
    assert result.lacking == ()
    assert list(dict.fromkeys(told)) == list(campus_tables()) == list(result.rows)
    for name, table in campus_tables().items():
        assert result.rows[name] == count(engine, name)
        described = engine.rows(f'DESCRIBE "{name}"')
        types = ["INTEGER" if c.kind == IDENTIFIER else c.kind.sql_type for c in table.columns]
        assert described == [
            (c.name, typed, *row[2:])
            for c, typed, row in zip(table.columns, types, described, strict=True)
        ]
    assert count(engine, "bad_cell") == count(engine, "repeated_key") == 0


def test_all_that_is_missing_is_told_at_once(engine: DuckEngine, export: Path) -> None:
    for name in ("Trial", "Section", "Day", "Identity"):
        (export / f"{name}.csv").unlink()
    (export / "Roster.csv").write_text("rosterID,personID\n1,2\n")
    (export / "School.csv").write_text("schoolID,number\n1,2\n")
    (export / "Contact.csv").write_text("")
    (export / "CampusDictionary.csv").write_text("color\nred\n")
    result = loaded(engine, export)
    assert result.lacking == (
        "School.csv has no column name.",
        "The needed table Trial is missing.",
        "The needed table Section is missing.",
        "Roster.csv has no columns sectionID, startDate and endDate.",
        "Contact.csv (an empty file) has no columns personID and email.",
    )
    columns = {"School.name", "Roster.sectionID", "Roster.startDate", "Roster.endDate"}
    assert result.missing == {"Trial", "Section", "Contact", *columns}
    assert result.unread == set()
    for name in ("Trial", "Section", "Contact", "Day", "CampusDictionary"):
        assert name not in result.rows and count(engine, name) == 0
    assert engine.rows("SELECT rosterID, personID, sectionID FROM Roster") == [(1, 2, None)]


def test_every_unsound_file_is_told_beside_what_is_missing(
    engine: DuckEngine, export: Path
) -> None:
    (export / "Trial.csv").unlink()
    (export / "School.csv").write_text("schoolID,name,NAME\n1,a,b\n")
    (export / "Person.csv").write_bytes("personID,lastName\n1,Müller\n".encode("latin-1"))
    (export / "Roster.csv").write_text("rosterID,personID,sectionID,startDate,endDate\n1,2,3\n")
    (export / "Day.csv").write_text('date,calendarID,schoolDay\n2026-08-10,"1,1\n')
    result = loaded(engine, export)
    patterns = [
        r"The needed table Trial is missing\.",
        r"School\.csv: the header names the column 'NAME' twice",
        r"Roster\.csv, line 2: 3 values where the header names 5 columns\.",
        r"Person\.csv: byte 22 is not UTF-8\.",
        r"Day\.csv, line 2: a quotation mark",
    ]
    assert len(result.lacking) == len(patterns)
    for sentence, pattern in zip(result.lacking, patterns, strict=True):
        assert re.match(pattern, sentence), sentence
    # An optional table that is there and cannot be read is as unknown as a needed one.
    assert result.unread == {"School", "Roster", "Person", "Day"}
    assert result.missing == {"Trial", *result.unread}
    for name in ("School", "Roster", "Person", "Day"):
        assert name not in result.rows and count(engine, name) == 0
    present = "SELECT DISTINCT table_name FROM source_column WHERE present"
    assert {row[0] for row in engine.rows(present)} == set(result.rows)


def test_a_header_alone_is_a_table_without_rows(engine: DuckEngine, export: Path) -> None:
    for name in campus_tables():
        path = export / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").split("\n")[0])
    result = loaded(engine, export)
    assert result.lacking == ()
    assert set(result.rows.values()) == {0}


def test_unknown_columns_and_tables_change_nothing(engine: DuckEngine, export: Path) -> None:
    path = export / "School.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(f"note,{line},," for line in lines).replace("note", "x", 1))
    (export / "Immunization.csv").write_bytes(b"\xff\0\xff")
    result = loaded(engine, export)
    assert result.lacking == () and result.rows["School"] == len(lines) - 1


class Torn:
    """A source whose Person table stops half-way, as a database does that dies."""

    kind = "campus-database"
    reads_at_once = False
    location = "a database"
    notes = ()

    def __enter__(self) -> "Torn":
        return self

    def __exit__(self, *_exc: object) -> None:
        pass

    def find(self, tables: dict[str, object]) -> dict[str, Found]:
        table = campus_tables()["Person"]
        return {"Person": Found(table, "dbo.Person", {"personID": "personID"})}

    def rows(self, found: Found, progress: Progress = no_progress) -> BatchRows:
        return BatchRows(self._batches())

    def other_tables(self, tables: dict[str, object]) -> list[str]:
        return ["enrollments", "Schools"]

    def count(self, found: Found) -> int:
        return 2

    def _batches(self) -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"personID": ["1", "x"]})
        raise SourceError("The connection was lost.")


def test_a_table_that_stops_half_way_does_not_come_in_by_half(engine: DuckEngine) -> None:
    result = load(engine, Torn(), no_progress)  # type: ignore[arg-type]
    assert "The connection was lost." in result.lacking
    assert result.unread == {"Person"}
    enrollment = "The needed table Enrollment is missing. Did you mean enrollments?"
    assert {enrollment, "The needed table Roster is missing."} <= set(result.lacking)
    assert result.rows == {} and count(engine, "Person") == count(engine, "bad_cell") == 0


def told(found: dict[str, Found], *others: str) -> list[str]:
    """What is said of a source that has so much of the tables, and files of other names."""
    return [one.sentence for one in missing(campus_tables(), found, lambda: others)]


def test_an_optional_table_is_never_missing() -> None:
    tables = campus_tables()
    assert told({}) == [
        f"The needed table {t.name} is missing." for t in tables.values() if t.needed
    ]
    lame = {"Day": Found(tables["Day"], "Day.csv", {})}
    assert list(missing({"Day": tables["Day"]}, lame)) == []


@pytest.mark.parametrize(
    ("name", "others", "nearest"),
    [
        ("noShow", ["NO_SHOW", "show"], "NO_SHOW"),
        ("noShow", ["no_shows"], "no_shows"),
        ("noShow", ["shown"], None),
        ("active", ["inactive"], None),
        ("Enrollment", ["enrollments.csv", "roll.csv"], "enrollments.csv"),
        ("Enrollment", ["dbo.Enrolment.txt"], "dbo.Enrolment.txt"),
        ("Term", ["Trials.csv"], None),
        ("Term", [], None),
    ],
)
def test_a_near_name_is_one_that_differs_in_little(
    name: str, others: list[str], nearest: str | None
) -> None:
    assert near(name, others) == nearest


def test_near_names_stand_behind_what_is_missing_and_are_never_taken(export: Path) -> None:
    text = (export / "Enrollment.csv").read_text(encoding="utf-8")
    text = text.replace("noShow", "no_show", 1).replace("startDate", "start date", 1)
    (export / "Enrollment.csv").write_text(text, encoding="utf-8")
    (export / "Roster.csv").rename(export / "Rosters.csv")
    with SnapshotSource(export) as source:
        found = source.find(campus_tables())
        others = source.other_tables(campus_tables())
    assert "noShow" not in found["Enrollment"].columns and "Roster" not in found
    assert told(found, *others) == [
        "The needed table Roster is missing. Did you mean Rosters.csv?",
        "Enrollment.csv has no columns startDate and noShow. Did you mean start date and no_show?",
    ]
