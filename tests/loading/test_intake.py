"""Taking in a table: bad cells, repeated keys, batches, and no silent disagreement."""

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import SourceError
from roster_lint.loading import bad_cells, suspects
from roster_lint.loading.intake import create_empty, create_fault_tables
from roster_lint.loading.typed_rows import typed_rows
from roster_lint.sources.base import BatchRows, Found
from roster_lint.sources.snapshot import SnapshotSource
from tests.taking import take, take_in

ROSTER = "rosterID,personID,sectionID,startDate,endDate\n"


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    create_fault_tables(engine)
    yield engine
    engine.close()


def roster(folder: Path, *rows: str) -> list[tuple[str, int | None, str]]:
    return take(folder, "Roster", ROSTER + "\n".join(rows) + "\n").cells


def test_a_bad_cell_is_named_and_counts_as_missing(tmp_path: Path) -> None:
    taken = take(
        tmp_path,
        "Roster",
        ROSTER + "1,10,100,2026-08-10,\n2,10,53O1,8/10/2026,2027-02-30\n3,,100,,2027-05-28 00:00\n",
    )
    assert taken.cells == [
        ("endDate", 3, "unreadable"),
        ("sectionID", 3, "unreadable"),
        ("startDate", 3, "unreadable"),
        ("personID", 4, "blank"),
    ]
    assert [row[1:3] for row in taken.rows] == [(10, 100), (10, None), (None, 100)]
    assert taken.rows[1][3:] == (None, None, None)


@pytest.mark.parametrize("blank", ["", " ", "NULL", "null", '""', "\u00a0"])
def test_a_blank_key_or_join_column_is_a_bad_cell(tmp_path: Path, blank: str) -> None:
    assert roster(tmp_path, f"1,{blank},100,{blank},{blank}", f"{blank},10,100,,") == [
        ("personID", 2, "blank"),
        ("rosterID", 3, "blank"),
    ]


def test_a_code_that_says_null_is_a_value_and_one_that_says_NULL_is_none(tmp_path: Path) -> None:
    data = "structureID,name,stateGrade\n1,null,x\n2,NULL,y\n3,Null,z\nbad,null,z\n"
    assert take(tmp_path, "GradeLevel", data).cells == [
        ("name", 3, "blank"),
        ("structureID", 5, "unreadable"),
    ]


def test_a_row_without_a_key_is_dropped(tmp_path: Path) -> None:
    taken = take(tmp_path, "Roster", ROSTER + "1,10,100,,\n,10,100,,\nx,10,100,,\n")
    assert [row[0] for row in taken.rows] == [1]
    assert taken.total == 3


def test_a_column_that_is_absent_is_empty_and_noted(engine: DuckEngine) -> None:
    found = Found(campus_tables()["Roster"], "Roster", {"rosterID": "x", "personID": "y"})
    batches = iter([pl.DataFrame({"rosterID": ["1"], "personID": ["2"]})])
    assert take_in(engine, found, BatchRows(batches)) == 1
    assert engine.rows('SELECT * FROM "Roster"') == [(1, 2, None, None, None, None)]
    noted = engine.rows("SELECT column_name FROM source_column WHERE present ORDER BY 1")
    assert noted == [("personID",), ("rosterID",)]


def test_a_table_that_is_absent_is_empty_and_noted(engine: DuckEngine) -> None:
    create_empty(engine, campus_tables()["Day"])
    assert engine.rows("SELECT * FROM Day") == []
    assert engine.rows("SELECT DISTINCT table_name, present FROM source_column") == [("Day", False)]


def batches(*sizes: int) -> Iterator[pl.DataFrame]:
    number = itertools.count(1)
    for size in sizes:
        ids = [str(next(number)) for _ in range(size)]
        people = [None if int(n) % 3 == 0 else "x" if int(n) % 5 == 0 else n for n in ids]
        yield pl.DataFrame(
            {"rosterID": ids, "personID": people}, {"rosterID": pl.String, "personID": pl.String}
        )


@pytest.mark.parametrize("sizes", [(), (0,), (30,), (7, 0, 23), (1,) * 30])
def test_batches_of_any_size_come_to_the_same(engine: DuckEngine, sizes: tuple[int, ...]) -> None:
    found = Found(campus_tables()["Roster"], "Roster", {"rosterID": "x", "personID": "y"})
    reported: list[tuple[int, int | None]] = []
    total = take_in(
        engine, found, BatchRows(batches(*sizes)), lambda _, rows, of: reported.append((rows, of))
    )
    assert total == sum(sizes) and reported[-1] == (total, total)
    assert [rows for rows, _ in reported] == sorted(rows for rows, _ in reported)
    cells = engine.rows("SELECT record, line, fault FROM bad_cell ORDER BY record -> 'rosterID'")
    expected = [n for n in range(1, total + 1) if n % 3 == 0 or n % 5 == 0]
    assert sorted(json.loads(record)["rosterID"] for record, _, _ in cells) == expected
    assert {line for _, line, _ in cells} <= {None}
    assert sum(fault == "blank" for *_, fault in cells) == total // 3


def test_bad_cells_far_apart_are_judged_in_several_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspects, "_BATCH", 4)
    bad = {1, 4, 5, 6, 7, 23, 24, 40}
    rows = [f"{n},{'x' if n in bad else n},1,," for n in range(1, 42)]
    assert roster(tmp_path, *rows) == [("personID", n + 1, "unreadable") for n in sorted(bad)]


def test_of_rows_that_share_a_key_the_same_one_stays_in_any_order(tmp_path: Path) -> None:
    rows = [
        "1,10,100,2026-08-10,",
        "1,10,100,,",
        "1,,100,2026-08-10,2027-05-28",
        "1,x,101,2026-08-10,",
        "2,10,100,,",
        "2,10,100,,",
        "3,30,300,,",
        ",30,300,,",
        ",30,300,,",
    ]
    results = set()
    dice = random.Random(1)
    for number in range(6):
        dice.shuffle(rows)
        taken = take(tmp_path, "Roster", ROSTER + "\n".join(rows))
        assert taken.repeated == [('{"rosterID":1}', 4), ('{"rosterID":2}', 2)], number
        results.add((tuple(taken.rows), tuple(sorted(c[:1] + c[2:] for c in taken.cells))))
    [(kept, _)] = results
    assert [row[0] for row in kept] == [1, 2, 3]


def test_a_key_of_two_columns_repeats_only_as_a_whole(tmp_path: Path) -> None:
    data = "structureID,name,stateGrade\n1,05,a\n1,06,b\n2,05,c\n2, 05 ,d\n"
    taken = take(tmp_path, "GradeLevel", data)
    assert taken.repeated == [('{"structureID":2,"name":"05"}', 2)]
    assert len(taken.rows) == 3


def test_without_its_optional_key_column_a_table_has_no_repeated_keys(tmp_path: Path) -> None:
    taken = take(tmp_path, "UserAccount", "personID,username\n1,a\n1,a\n,b\n")
    assert (taken.repeated, taken.cells, len(taken.rows)) == ([], [], 3)


def test_a_file_that_goes_while_it_is_read_is_one_sentence(
    engine: DuckEngine, tmp_path: Path
) -> None:
    (tmp_path / "Roster.csv").write_text(ROSTER + "1,10,100,,\n")
    with SnapshotSource(tmp_path) as source:
        found = source.find(campus_tables())["Roster"]
        rows = source.rows(found)
        (tmp_path / "Roster.csv").rename(tmp_path / "gone.csv")
        with pytest.raises(SourceError, match=r"Roster\.csv cannot be read to its end: .*No such"):
            take_in(engine, found, rows)


NOTHING = pl.DataFrame(schema={"row": pl.Int64, "column": pl.String, "fault": pl.String})


@pytest.mark.parametrize(
    "verdict",
    [
        [],
        [(0, "personID", "unreadable")],
        [(0, "personID", "unreadable"), (1, "sectionID", "blank"), (1, "endDate", "unreadable")],
        [(0, "endDate", "unreadable"), (1, "sectionID", "blank")],
    ],
)
def test_a_contract_that_disagrees_with_the_engine_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verdict: list[tuple[int, str, str]]
) -> None:
    reported = pl.DataFrame(verdict, NOTHING.schema, orient="row")
    monkeypatch.setattr(bad_cells, "judge", lambda *_: reported)
    with pytest.raises(RuntimeError, match="Roster: the engine and the table contract disagree"):
        roster(tmp_path, "1,x,100,,", "2,10,,,")


@pytest.mark.parametrize("twice", [(1, 2), (2048, 2049), (2047, 2048), (4999, 5000), (1, 5000)])
def test_a_key_that_repeats_once_among_many_is_found(
    tmp_path: Path, twice: tuple[int, int]
) -> None:
    """Also where the engine's batches of rows meet, and where all other keys rise."""
    keys = list(range(1, 5001))
    keys[twice[1] - 1] = keys[twice[0] - 1]
    taken = take(tmp_path, "Roster", ROSTER + "".join(f"{key},1,1,,\n" for key in keys))
    assert taken.repeated == [(f'{{"rosterID":{twice[0]}}}', 2)]
    assert len(taken.rows) == 4999


def test_no_join_puts_a_files_rows_in_another_order(engine: DuckEngine) -> None:
    # A large file is read by several threads, and the rows after a join come as they get ready.
    for table in campus_tables().values():
        texts = pl.DataFrame(schema={column.name: pl.String for column in table.columns})
        engine.register("texts", texts)
        rows = typed_rows(table, table.columns, "texts")
        [(_, plan)] = engine.rows(f"EXPLAIN CREATE TABLE read AS {rows}")
        assert "join" not in plan.lower(), table.name
