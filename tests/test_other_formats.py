"""A district whose dates and bits are written in another format."""

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.district import District, back_to_school, healthy, torn_export
from roster_lint import lint
from roster_lint.explain import explain
from roster_lint.prepare import prepare
from roster_lint.preview.preview import preview
from tests.case import settings_of
from tests.test_data_faults import AS_OF, day_first, month_first

pytestmark = pytest.mark.whole_engine


def dates_respelled(district: District, spell: Callable[[object], str], kept: int = 3) -> District:
    """The district with all dates written in another way, but for some of every seven rows."""
    for rows in district.tables.values():
        for place, row in enumerate(rows):
            for name, value in row.items():
                if name.endswith("Date") or name == "date":
                    if str(value)[4:5] == "-":
                        row[name] = value if place % 7 == kept else spell(value)
                    elif value is not None:
                        # Written in another order by mistake, which a setting would read.
                        row[name] = "?"
    return district


def reported(source: str | Path, **options: object) -> list[tuple[object, ...]]:
    """The verdict and all findings but those of the data itself."""
    with lint(source, as_of=AS_OF, **options) as report:
        found = [(f.code, f.severity, f.message) for f in report.findings() if f.code[:2] != "DA"]
        return [(report.verdict, report.incomplete), *found]


@pytest.fixture(scope="module")
def august() -> list[tuple[object, ...]]:
    """What is found in the district in August, whose dates are ISO."""
    with lint(back_to_school_folder(), as_of=AS_OF) as report:
        found = [(f.code, f.severity, f.message) for f in report.findings() if f.code[:2] != "DA"]
        return [(report.verdict, report.incomplete), *found]


def back_to_school_folder() -> Path:
    from roster_lint.files.shipped import shipped

    return shipped("fixtures") / "back-to-school"


SPELLINGS: dict[str, tuple[str, Callable[[object], str]]] = {
    "month first": ("mdy", month_first),
    "month first, with a time": ("mdy", lambda text: f"{month_first(text)} 0:00"),
    "month first, with AM": ("mdy", lambda text: f"{month_first(text)} 12:00:00 AM"),
    "day first": ("dmy", day_first),
}


@pytest.mark.parametrize(("dates", "spell"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_district_in_another_format_is_the_same_district(
    tmp_path: Path, august: list[tuple[object, ...]], dates: str, spell: Callable[[object], str]
) -> None:
    district = dates_respelled(back_to_school(), spell)
    assert reported(district.write(tmp_path / "district"), date_format=dates) == august


def test_text_columns_of_a_database_are_read_alike(
    tmp_path: Path, august: list[tuple[object, ...]]
) -> None:
    folder = dates_respelled(back_to_school(), month_first).write(tmp_path / "district")
    with sqlite3.connect(tmp_path / "campus.db") as database:
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as stream:
                header, *rows = csv.reader(stream)
            database.execute(f'CREATE TABLE "{path.stem}" ({", ".join(header)})')
            marks = ", ".join("?" * len(header))
            values = [[text or None for text in row] for row in rows]
            database.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', values)
    database.close()
    assert reported(f"sqlite:///{tmp_path / 'campus.db'}", date_format="mdy") == august


def test_without_the_setting_they_are_in_another_format(tmp_path: Path) -> None:
    district = dates_respelled(healthy(), month_first, kept=-1)
    with lint(district.write(tmp_path / "district"), as_of=AS_OF, select=["DA"]) as report:
        codes = {finding.code for finding in report.findings()}
        assert report.verdict == "incomplete" and "DA006" in codes and "DA001" not in codes
        assert any('set date_format = "mdy"' in reason for reason in report.incomplete)


def test_the_preview_and_an_explanation_say_that_the_data_cannot_be_relied_on(
    tmp_path: Path,
) -> None:
    folder = torn_export().write(tmp_path / "district")
    with prepare(folder, settings_of({})) as prepared:
        explained = explain(prepared, "teacher", "2001")
        predicted = preview(prepared)
    for notes in (explained.notes, predicted.notes):
        assert [note[-7:] for note in notes if "(DA0" in note] == [
            *["DA006)."] * 2,
            "DA005).",
            "DA004).",
        ]
