"""The files of worklists have names that any disk takes, and a later run knows them again."""

import itertools
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.checks.finding import WorkItem
from roster_lint.errors import UsageError
from roster_lint.report.formats.worklist_folder import MARKER, FileNames, check_folder
from roster_lint.report.formats.worklists import write_worklists
from roster_lint.report.report import Report
from tests.report import samples

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

schools = st.dictionaries(
    st.one_of(
        st.integers(), st.text(max_size=300), st.from_regex(r"[aA]-?[bB]-?1", fullmatch=True)
    ),
    st.one_of(st.text(max_size=300), st.sampled_from(["a", "A b", "con", "NUL", "district"])),
)


@settings(max_examples=30)
@given(schools)
def test_names_are_short_unique_and_valid(names: dict[int | str, str]) -> None:
    # As the report has them, a school is known by its number or its text.
    by_text = {str(school): school for school in names}
    files = FileNames(names)
    made = [files.of(school) for school in [*by_text.values(), None]]
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert re.fullmatch(r"[a-z0-9-]{1,100}\.csv", name)
        assert not RESERVED.fullmatch(name)


def test_a_name_does_not_depend_on_the_other_schools() -> None:
    odd = "Å/1"
    alone = FileNames({odd: "Lincoln"}).of(odd)
    among = FileNames({odd: "Lincoln", "Å:1": "Lincoln", 7: "Lincoln"})
    assert among.of(7) == "lincoln-7.csv"
    assert among.of("Å:1") != alone
    assert among.of(odd) == alone


def of_schools(*schools: int | str) -> Report:
    """A report with one finding at each of these schools."""
    items = [
        WorkItem(
            replace(samples.finding(samples.check(), number, "x"), school_id=school),
            *("IT", number, None, None, None),
        )
        for number, school in enumerate(schools)
    ]
    return samples.report(work=lambda _by: iter(items), school_names=dict.fromkeys(schools, "Ünit"))


def test_ids_that_no_file_name_holds_have_a_file_each(tmp_path: Path) -> None:
    ids = ("a/b", "a:b", "A/B", "x" * 240, "x" * 239 + "y", "..", "con", "CON")
    assert write_worklists(of_schools(*ids), tmp_path / "lists") == len(ids)
    assert len(list((tmp_path / "lists").glob("unit-*.csv"))) == len(ids)


def test_the_next_night_replaces_the_lists(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    write_worklists(of_schools(1, 2), lists)
    (lists / ".DS_Store").write_text("the Finder was here")
    write_worklists(of_schools(2, 3), lists)
    assert {path.name for path in lists.iterdir()} == {MARKER, "unit-2.csv", "unit-3.csv"}
    assert stat.S_IMODE(lists.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["lists"]


def test_a_link_to_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "lists").symlink_to("real")
    for school in (1, 2):
        write_worklists(of_schools(school), tmp_path / "lists")
    assert (tmp_path / "lists").is_symlink()
    assert {path.name for path in (tmp_path / "real").iterdir()} == {MARKER, "unit-2.csv"}


@pytest.mark.parametrize("other", ["notes.xlsx", "unit-9.csv", "folder", "link"])
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, other: str) -> None:
    lists = tmp_path / "lists"
    write_worklists(of_schools(1), lists)
    if other == "folder":
        (lists / other).mkdir()
    elif other == "link":
        (lists / "unit-1.csv").unlink()
        (lists / "unit-1.csv").symlink_to("/dev/null")
    else:
        (lists / other).write_text("somebody's work")
    before = sorted(lists.iterdir())
    with pytest.raises(UsageError, match="not empty"):
        check_folder(lists)
    assert sorted(lists.iterdir()) == before


@pytest.mark.parametrize("marker", ["", "notes.txt\n", "\0\xff"])
def test_without_a_sound_marker_nothing_is_replaced(tmp_path: Path, marker: str) -> None:
    lists = tmp_path / "lists"
    write_worklists(of_schools(1), lists)
    (lists / MARKER).write_text(marker)
    with pytest.raises(UsageError, match="not empty"):
        check_folder(lists)


def test_a_run_that_breaks_off_leaves_the_lists_of_the_night_before(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    write_worklists(of_schools(1), lists)
    before = (lists / "unit-1.csv").read_bytes()
    report = of_schools(2, 3)
    first = next(report.work_items())

    def breaks(_by: str) -> itertools.chain[WorkItem]:
        return itertools.chain([first], (_ for _ in [0] if 1 // 0))

    with pytest.raises(ZeroDivisionError):
        write_worklists(replace(report, work=breaks), lists)
    assert (lists / "unit-1.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["lists"]
