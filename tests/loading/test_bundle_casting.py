"""Which cells of a OneRoster file the engine doubts: every bad one, and hardly a good one."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from roster_lint.contracts.oneroster_table import FileColumn, FileTable, oneroster_tables
from roster_lint.contracts.oneroster_verdict import judge_texts
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.sql_text import quoted
from roster_lint.loading import bundle_casting as exact_casting
from roster_lint.loading import bundle_intake
from roster_lint.loading.csv_reading import csv_relation
from roster_lint.sources.base import CsvRows
from roster_lint.sources.csv_scan import Scan
from roster_lint.sources.spelling import ANY, GuidScan, Spelling
from roster_lint.vocabulary import OneRoster

TEXTS = [
    *("", " ", "NULL", "null", "Null", "nullx", "a", "7", "1000", "x" * 255, "x" * 256),
    *("7f3c1a52-0000-4000-8000-00000000000a", "a.b_c-d/e@f", "a~b", "~", "a b", " a", "a ", "a\t"),
    *("a,b", "a, b", "a ,b", "a,,b", ",a", "a,", ",", "a,~", "a:b", "a%20b", "a+b", "Zoë", "éa"),
    *("eé", "\xa0a", "a\xa0", "x" * 255 + ",b", "x" * 256 + ",b", "!", "(555) 555-0100"),
    *("{SIS:1}", "{SIS:1},{SIS:2}", "{SIS:1}, {SIS:2}", "{SIS}", "{SIS:" + "1" * 255 + "}"),
    *("true", "false", "True", "1", "yes", "2026-08-17", "2026-02-30", "8/17/2026", "epoch"),
    *("2026-08-17T00:00:00Z", "2026-08-17T00:00:00.000Z", "2026-08-17T00:00:00", "2027", "27"),
    *("active", "tobedeleted", "inactive", "Active", "student", "Student", "ext:helper", "ext:"),
    *("12", "12.5", "1e3", "50%", "primary", "secondary", "school", "term", "male", "scheduled"),
]
TEXTS_AND_BLANK = pl.DataFrame({"text": [None, *TEXTS]})


def columns() -> Iterator[tuple[FileTable, FileColumn]]:
    """A column of each kind, filled by need or not."""
    seen = set()
    for version in ("1.1", "1.2"):
        for table in oneroster_tables(version).values():
            for column in table.columns:
                facts = (column.kind, column.must_be_filled)
                if facts not in seen:
                    seen.add(facts)
                    yield table, column


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    engine.register("texts", TEXTS_AND_BLANK)
    yield engine
    engine.close()


def proven(text: str | None) -> Spelling:
    """What the bytes of a file show that has this value beside others."""
    scan = Scan(b",", GuidScan(b","))
    stream = StringIO()
    csv.writer(stream).writerows([("sourcedId", "title"), (text, "Botany, 1st"), ("a-1", "Choir")])
    scan.add(stream.getvalue().encode())
    return scan.of(Path("users.csv")).spelling


@pytest.mark.parametrize("is_known", [False, True], ids=["unknown", "known"])
@pytest.mark.parametrize(("table", "column"), [pytest.param(t, c, id=c.name) for t, c in columns()])
def test_whatever_the_contract_refuses_is_doubted(
    engine: DuckEngine, table: FileTable, column: FileColumn, is_known: bool
) -> None:
    name = quoted(column.name)
    value = exact_casting.value(name, column.kind)
    refused = judge_texts(column, TEXTS_AND_BLANK)["text"].to_list()
    assert refused or column.kind.secret
    spellings = {text: proven(text) if is_known else ANY for text in refused}
    for spelling in set(spellings.values()):
        doubted = engine.rows(
            f"SELECT {name} FROM (SELECT {name}, {value} AS {quoted('typed ' + column.name)} FROM"
            f" (SELECT text AS {name} FROM texts)) WHERE {exact_casting.doubt(column, spelling)}"
        )
        of_such_a_file = {text for text in refused if spellings[text] == spelling}
        assert of_such_a_file <= {row[0] for row in doubted}, spelling


def test_a_known_file_spares_good_values_the_pattern(engine: DuckEngine) -> None:
    users = {column.name: column for column in oneroster_tables("1.1")["users"].columns}
    lists = ["a-1", "a-1,b.2", ",".join(["x" * 100] * 3), ",".join("x" * 255 for _ in range(3))]
    for name, texts in {"sourcedId": ["a-1", "x" * 255], "agentSourcedIds": lists}.items():
        for text in texts:
            doubt = exact_casting.doubt(users[name], proven(text))
            assert engine.row(f"SELECT {doubt} FROM (SELECT ? AS {name})", (text,)) == (False,)


@pytest.mark.parametrize(
    ("file", "column", "text"),
    [
        ("users", "sourcedId", "7f3c1a52-0000-4000-8000-00000000000a"),
        ("users", "sourcedId", "null1"),
        ("users", "sourcedId", "a/b@c"),
        ("users", "orgSourcedIds", "1000"),
        ("users", "orgSourcedIds", "1000,1001"),
        ("users", "role", "student"),
        ("users", "familyName", "O'Sample Test"),
        ("users", "userIds", "{SIS:1}"),
        ("users", "grades", "KG"),
        ("users", "grades", "01,02"),
        ("enrollments", "beginDate", "2026-08-17"),
    ],
)
def test_what_is_plainly_good_is_not(engine: DuckEngine, file: str, column: str, text: str) -> None:
    found = next(c for c in oneroster_tables("1.1")[file].columns if c.name == column)
    value = exact_casting.value(quoted(column), found.kind)
    row = engine.row(
        f"SELECT {exact_casting.doubt(found)} FROM (SELECT {quoted(column)},"
        f" {value} AS {quoted('typed ' + column)} FROM (SELECT ? AS {quoted(column)}))",
        (text,),
    )
    assert row == (False,)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_no_join_puts_a_files_rows_in_another_order(
    engine: DuckEngine, version: OneRoster, tmp_path: Path
) -> None:
    # A large file is read by several threads, and the rows after a join come as they get ready.
    for table in oneroster_tables(version).values():
        header = [c.name for c in table.columns]
        path = tmp_path / table.file
        path.write_text(",".join(header) + "\n", encoding="utf-8")
        rows = CsvRows(path, table.file, ",", tuple(header), 1, 0, 0, False)
        relation = csv_relation(rows, {name: name for name in header})
        plan = engine.rows(f"EXPLAIN {bundle_intake._create(table, table.columns, relation, ANY)}")
        assert "join" not in plan[0][1].lower(), table.name
