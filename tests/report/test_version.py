"""The line after the verdict that says which version was assumed, and what the other changes."""

import json
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from roster_lint.report.counts import OtherVersion
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.text import last_line, write_details
from roster_lint.report.report import Report
from tests.report.printed import text_of
from tests.report.samples import incomplete, not_ready, report

NOBODY = {"student": 0, "teacher": 0, "staff": 0, "guardian": 0, "relative": 0}
WHERE = "look at the connection in Digital Learning Applications Configuration."


def guessed(more: dict[str, int] | None, excluded_by: dict[str, str] | None = None) -> Report:
    return report(other_version=OtherVersion("1.2", more, excluded_by or {}))


def line_after_the_verdict(made: Report, **options: Any) -> str:  # noqa: ANN401
    verdict, line, *_ = text_of(made, width=1000, **options).splitlines()
    assert verdict.startswith("Ready: ")
    return line


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (
            guessed(NOBODY | {"student": 43}),
            "Judged as OneRoster 1.1 (not set). Under 1.2, 43 more students would sync: " + WHERE,
        ),
        (
            guessed(NOBODY | {"student": 1043, "staff": 1, "guardian": 2, "relative": 1}),
            "Judged as OneRoster 1.1 (not set). Under 1.2, 1,043 more students, 1 more "
            "non-teacher staff member, 2 more guardians and 1 more relative would sync: " + WHERE,
        ),
        (
            guessed(NOBODY),
            "Judged as OneRoster 1.1 (not set). Under 1.2 the same people would sync.",
        ),
        (
            guessed(NOBODY | {"teacher": 1}, {"one": "Vendor One"}),
            "Judged as OneRoster 1.1 (not set), but Vendor One is documented for 1.2 only. "
            "Under 1.2, 1 more teacher would sync: " + WHERE,
        ),
        (
            guessed(NOBODY, {"one": "Vendor One", "two": "Vendor Two"}),
            "Judged as OneRoster 1.1 (not set), but Vendor One and Vendor Two are documented for "
            "1.2 only. Under 1.2 the same people would sync: " + WHERE,
        ),
        (
            guessed(None),
            "Judged as OneRoster 1.1 (not set). What 1.2 would change is not known.",
        ),
    ],
)
def test_it_says_what_the_other_version_would_change(made: Report, line: str) -> None:
    assert line_after_the_verdict(made) == line


def test_nothing_is_said_of_a_version_that_was_set() -> None:
    assert "not set" not in text_of(report())
    assert line_after_the_verdict(report()).startswith("0 errors")


def test_it_follows_the_verdict_whatever_that_is() -> None:
    for made in (not_ready(), incomplete()):
        made.other_version = OtherVersion("1.2", None)
        lines = text_of(made, width=1000).splitlines()
        assert lines[1].startswith("Judged as OneRoster 1.1 (not set).")


def test_on_a_terminal_it_ends_with_how_to_set_it_for_good() -> None:
    stream = StringIO()
    console = Console(file=stream, width=1000, force_terminal=True, color_system=None)
    write_details(guessed(NOBODY), console)
    assert stream.getvalue().splitlines()[1] == (
        "Judged as OneRoster 1.1 (not set). Under 1.2 the same people would sync. To set it for "
        'good, write oneroster = "1.1" or "1.2" into roster-lint.toml; roster-lint init asks for '
        "it."
    )
    write_details(report(), console)
    assert stream.getvalue().count("roster-lint init") == 1


def test_the_header_and_the_last_line_say_it_too() -> None:
    assert "OneRoster    1.1 (not set)\n" in text_of(guessed(NOBODY))
    assert "OneRoster 1.1 (not set), google-classroom" in last_line(guessed(NOBODY)).plain
    assert "OneRoster 1.1, google-classroom" in last_line(report()).plain


@pytest.mark.parametrize(
    ("made", "is_set", "other"),
    [
        (report(), True, None),
        (
            guessed(NOBODY | {"student": 43}, {"one": "Vendor One"}),
            False,
            {
                "oneroster": "1.2",
                "more": NOBODY | {"student": 43},
                "judged_excluded_by": ["one"],
            },
        ),
        (guessed(None), False, {"oneroster": "1.2", "more": None, "judged_excluded_by": []}),
    ],
)
def test_programs_get_it_as_values(
    made: Report, is_set: bool, other: dict[str, object] | None
) -> None:
    stream = StringIO()
    write_json(made, stream)
    read = json.loads(stream.getvalue())
    assert (read["oneroster"], read["oneroster_set"]) == ("1.1", is_set)
    assert read["other_version"] == other
