"""Properties of reading: every text is recognized, and a file's form does not matter."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from roster_lint import lint
from roster_lint.contracts.table import Table
from roster_lint.contracts.verdict import judge
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.sql_text import quoted
from roster_lint.files.shipped import shipped
from roster_lint.loading.casting import contract_text
from roster_lint.loading.intake import create_fault_tables
from roster_lint.sources.base import BatchRows, CsvRows, Found
from roster_lint.sources.snapshot import SnapshotSource
from roster_lint.vocabulary import DateFormat
from tests.dressing import Dress, csv_line, dressed
from tests.taking import take_in
from tests.texts import (
    ANYTHING,
    ANYTHINGS,
    NAMES,
    ROWS,
    Texts,
    cells,
    faults,
    in_other_format,
    values,
)

pytestmark = pytest.mark.whole_engine

QUICK = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

AS_OF = date(2026, 8, 10)


def frame(rows: Sequence[Texts]) -> pl.DataFrame:
    return pl.DataFrame(rows, dict.fromkeys(NAMES, pl.String), orient="row")


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    yield engine
    engine.close()


FORMATS = st.sampled_from(list(ANYTHINGS))


def taken(
    engine: DuckEngine, rows: CsvRows | BatchRows, table: Table = ANYTHING
) -> tuple[list[Any], list[Any]]:
    """The typed rows in their order, and the bad cells as (column, line, fault)."""
    for name in (
        "Anything",
        "bad_cell",
        "repeated_key",
        "source_column",
        "source_table",
        "other_format",
    ):
        engine.run(f'DROP TABLE IF EXISTS "{name}"')
    create_fault_tables(engine)
    found = Found(table, "Anything.csv", {name: name for name in NAMES})
    take_in(engine, found, rows)
    return (
        engine.rows('SELECT * FROM "Anything" ORDER BY rowid'),
        engine.rows("SELECT column_name, line, fault FROM bad_cell"),
    )


@QUICK
@given(ROWS, FORMATS)
def test_any_text_is_the_value_that_it_says_or_a_bad_cell(
    engine: DuckEngine, rows: list[Texts], dates: DateFormat
) -> None:
    table = ANYTHINGS[dates]
    typed, found = taken(engine, BatchRows(iter([frame(rows)])), table)
    assert typed == values(rows, table)
    reported = sorted((name, fault) for name, _, fault in found)
    assert reported == sorted((name, fault) for _, name, fault in cells(rows, table))
    noted = engine.rows("SELECT column_name, unreadable, filled FROM other_format")
    assert {name: (bad, filled) for name, bad, filled in noted} == in_other_format(rows, table)


@QUICK
@given(ROWS, FORMATS)
def test_the_contract_has_nothing_against_rows_that_it_is_not_shown(
    engine: DuckEngine, rows: list[Texts], dates: DateFormat
) -> None:
    """The engine shows it suspicious rows only; of all rows it must say the same."""
    table = ANYTHINGS[dates]
    engine.register("given", frame(rows))
    texts = ", ".join(
        f"{contract_text(quoted(c.name), c.kind)} AS {quoted(c.name)}" for c in table.columns
    )
    judged = judge(table, engine.frame(f"SELECT {texts} FROM given"), NAMES)
    assert sorted(judged.rows()) == faults(rows, table)


@dataclass(frozen=True)
class Written:
    """CSV text, and the physical line on which each of its rows begins."""

    text: str
    lines: list[int]


def write(rows: Sequence[Texts], delimiter: str, end: str, always: bool, blank: int) -> Written:
    """The rows as CSV, with a blank line here and there."""
    written = csv_line(NAMES, delimiter, always) + end
    lines = []
    for place, row in enumerate(rows):
        if (place + 1) * blank % 3 == 1:
            written += end
        lines.append(1 + len(re.findall("\r\n|\r|\n", written)))
        written += csv_line([text or "" for text in row], delimiter, always) + end
    return Written(written, lines)


def one_kind_of_line_end(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """The rows without what is lost where a file's line ends are made even."""
    return [[re.sub("\r\n|\r", "\n", v) if isinstance(v, str) else v for v in row] for row in rows]


@QUICK
@given(
    rows=ROWS,
    delimiter=st.sampled_from([",", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    always=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    blank=st.integers(0, 2),
)
def test_any_text_comes_through_a_file_with_its_line(
    engine: DuckEngine,
    rows: list[Texts],
    delimiter: str,
    end: str,
    always: bool,
    encoding: str,
    blank: int,
) -> None:
    rows = [tuple(text and text.replace("\0", "") for text in row) for row in rows]
    written = write(rows, delimiter, end, always, blank)
    with TemporaryDirectory() as folder:
        (Path(folder) / "Anything.csv").write_bytes(written.text.encode(encoding))
        with SnapshotSource(Path(folder)) as source:
            found = source.find({"Anything": ANYTHING})["Anything"]
            typed, named = taken(engine, source.rows(found))
    assert one_kind_of_line_end(typed) == one_kind_of_line_end(values(rows))
    expected = [(name, written.lines[place], fault) for place, name, fault in cells(rows)]
    assert sorted(named) == sorted(expected)


def findings(source: Path) -> list[tuple[object, ...]]:
    """The verdict and all findings of a run in a fixed order, without line numbers."""
    with lint(source, as_of=AS_OF) as report:
        reported = [
            (
                found.code,
                found.severity,
                json.dumps({k: v for k, v in found.key.items() if k != "line"}),
                str(found.school_id),
                re.sub(r"line \d+|, such as .*", "", found.message),
                "" if "line" in found.key else found.fingerprint,
            )
            for found in report.findings()
        ]
        return [(report.verdict, report.incomplete), *sorted(reported)]


@pytest.fixture(scope="module")
def plain() -> list[tuple[object, ...]]:
    """What is found in the broken sample district as it stands in the repository."""
    return findings(shipped("fixtures") / "back-to-school")


@settings(QUICK, max_examples=3, phases=[Phase.generate])
@given(
    dress=st.builds(
        Dress,
        seed=st.integers(0, 2**32),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        zipped=st.booleans(),
    )
)
def test_no_finding_depends_on_how_a_district_is_written_down(
    plain: list[tuple[object, ...]], dress: Dress
) -> None:
    assert len(plain) > 50
    with TemporaryDirectory() as folder:
        source = dressed(shipped("fixtures") / "back-to-school", Path(folder), dress)
        assert findings(source) == plain
