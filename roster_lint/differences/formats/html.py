"""A comparison as one page for a browser, which needs no network and runs no script."""

from collections.abc import Mapping
from functools import cache
from typing import TextIO

from jinja2 import Environment
from markupsafe import Markup

from roster_lint.differences.difference import Difference, School
from roster_lint.differences.formats.words import (
    ALL_COLUMNS,
    COLUMN_WORDS,
    alarm_lines,
    beneath,
    field_lines,
    headline,
    id_lines,
    side_line,
    vendors_line,
)
from roster_lint.report.formats.html.filling import assets, environment_of, text_of

_HERE = "roster_lint.differences.formats"


def write_html(difference: Difference, stream: TextIO) -> None:
    """Writes the page: every alarm, and the counts of every school at which anything changes.

    Args:
        difference: what was found.
        stream: a text stream; it is left open.
    """
    template = _environment().get_template("page.html")
    severities = {"error": "What exceeds a limit", "warning": "What to look at"}
    parts = template.generate(
        d=difference,
        headline=headline(difference),
        before=side_line(difference.before),
        after=side_line(difference.after),
        vendors=vendors_line(difference),
        alarms=[
            (title, [alarm for alarm in difference.alarms if alarm.severity == severity])
            for severity, title in severities.items()
        ],
        ids=list(id_lines(difference)),
        fields=list(field_lines(difference)),
        **_assets(),
    )
    for part in parts:
        stream.write(part)


def _school_name(school: School) -> str:
    if school.source_id is None:
        return "no school"
    return school.name or f"org {school.source_id}"


@cache
def _environment() -> Environment:
    environment = environment_of(_HERE)
    environment.globals |= {
        "alarm_lines": alarm_lines,
        "beneath": beneath,
        "school_name": _school_name,
        "columns": ALL_COLUMNS,
        "column_words": tuple(COLUMN_WORDS.items()),
    }
    return environment


@cache
def _assets() -> Mapping[str, Markup]:
    return assets(text_of(_HERE, "page.css"))
