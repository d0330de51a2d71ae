"""A comparison as one page for a browser, which needs no network and runs no script."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
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
from roster_lint.report.formats.text.wording import counted, number, plain

_POLICY = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"


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
    environment = Environment(
        loader=PackageLoader("roster_lint.differences.formats", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "number": number,
        "counted": counted,
        "alarm_lines": alarm_lines,
        "beneath": beneath,
        "school_name": _school_name,
        "columns": ALL_COLUMNS,
        "column_words": tuple(COLUMN_WORDS.items()),
    }
    return environment


def _shown(value: object) -> object:
    """Text from data without a character that is not seen; what is marked as markup stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _assets() -> Mapping[str, Markup]:
    """The styles, and the policy that allows these and nothing else."""
    style = (files("roster_lint.differences.formats") / "template" / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "policy": Markup(_POLICY.format(style=f"sha256-{digest}"))}
