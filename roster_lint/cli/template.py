"""The commented roster-lint.toml that ``init`` writes, made from the settings themselves."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

from roster_lint.schemas.described import documented
from roster_lint.settings.entries import Suppression
from roster_lint.settings.settings import Settings

_SECTIONS = {
    "The source": ("source", "schema"),
    "A OneRoster API as the source": (
        "client_id",
        "token_url",
        "api_auth",
        "api_concurrency",
        "api_page_size",
        "api_http",
        "api_grade_book",
    ),
    "The connection": ("vendor", "oneroster", "as_of", "year", "school"),
    "What is judged": (
        "select",
        "ignore",
        "extra_checks",
        "check_seconds",
        "fail_on",
        "baseline",
        "strict_baseline",
        "no_suppress",
    ),
    "The report": (
        "output",
        "output_format",
        "output_file",
        "html",
        "worklists",
        "worklists_by",
        "workbook",
        "missing",
        "rosters",
        "email",
        "log",
        "timings",
        "details",
        "show",
        "show_personal_data",
        "color",
        "docs_url",
        "pager",
        "quiet",
    ),
    "The district": (
        "domains",
        "accounts",
        "secondary_email_1p1",
        "secondary_email_1p2",
        "local_grades",
    ),
}
_OTHERS = "Readings of the prerequisites that can differ, and thresholds"
_NOT_HERE = (
    "password",
    "client_secret",
    "accounts_columns",
    "nces_grades",
    "tolerance",
    "severity",
    "suppress",
)
_EXAMPLES = {
    "source": '"export.zip"  # or "mssql://lint@sis.example.org/campus"',
    "schema": '"dbo"',
    "client_id": '"InfiniteCampus_..."',
    "token_url": '"https://sis.example.org/campus/oauth2/token?appName=sync"',
    "vendor": '["google-classroom"]',
    "as_of": "2026-08-10",
    "year": "2027",
    "school": '["12", "Lincoln High"]',
    "select": '["UN", "EM001"]',
    "ignore": '["UN004"]',
    "baseline": '"known.jsonl"',
    "extra_checks": '"our-checks"',
    "output": '["text", "json:report.json"]',
    "output_file": '"report.txt"',
    "html": '"report.html"',
    "worklists": '"worklists"',
    "workbook": '"to-fix.xlsx"',
    "missing": '"missing.csv"',
    "email": '"email.txt"',
    "log": '"roster-lint.log"',
    "docs_url": '"https://docs.example.org"',
    "memory": '"2GB"',
    "domains": '["example.org", "students.example.org"]',
    "accounts": '["workspace-users.csv"]',
}
"""What to write where there is no default to show."""

_TABLES = """\
# {accounts_columns}
#[accounts_columns]
#email = "Mail"
#enabled = "Active"

# {nces_grades}
#[nces_grades]
#KG = "KG"
#01 = "01"

# {tolerance}
#[tolerance]
#UN003 = "2%"
#EM005 = 25
#GR002 = {{ amount = 10, reason = "Adult education has no grade levels." }}

# {severity}
#[severity]
#UN003 = {{ severity = "info", reason = "Blanks are removed before the sync." }}

# {suppress}
{suppression}
# The code and the reason must be there. This table can stand any number of times.
#[[suppress]]
#code = "NS003"
#reason = "The district office has no calendar, and its staff need no access."
#school = "District Office"
#calendar = "Homebound 2026-27"
#key = {{ personID = 1234 }}
#until = 2027-06-30
"""

_INTRODUCTION = """\
# Settings of roster-lint. Every line that begins with # and a key is a setting at its default, or
# an example where there is no default: take the # away and change it. ROSTER_LINT_... variables
# (ROSTER_LINT_VENDOR) beat this file, and flags (--vendor) beat both. Relative paths begin at this
# file's folder. A password does not belong here: ROSTER_LINT_PASSWORD (of an API:
# ROSTER_LINT_CLIENT_SECRET) or the keyring hold it.
"""


def template(known: Mapping[str, str | Sequence[str]] | None = None) -> str:
    """The text of a roster-lint.toml in which every setting is explained.

    Args:
        known: values by key. These settings are in force; all others are commented out.
    """
    known = known or {}
    parts = [_INTRODUCTION]
    docs = documented(Settings)
    placed = {key for keys in _SECTIONS.values() for key in keys} | set(_NOT_HERE)
    others = tuple(key for key in docs if key not in placed)
    for title, keys in (_SECTIONS | {_OTHERS: others}).items():
        parts.append(f"\n# ---- {title} ----\n")
        parts.extend(_setting(key, known.get(key)) for key in keys)
    parts.append("\n# ---- Tables: these stay below all other settings ----\n")
    parts.append(
        _TABLES.format(
            accounts_columns=_prose([docs["accounts_columns"]]).removeprefix("# "),
            **{
                key: _prose([docs[key]]).removeprefix("# ")
                for key in ("nces_grades", "tolerance", "severity", "suppress")
            },
            suppression=_prose(f"{name}: {text}" for name, text in documented(Suppression).items()),
        )
    )
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _setting(key: str, known: str | Sequence[str] | None) -> str:
    name = "schema_name" if key == "schema" else key
    field = Settings.model_fields[name]
    words = get_args(field.annotation)
    lines = [documented(Settings)[key]]
    if len(words) > 1 and all(isinstance(word, str) for word in words):
        lines.append(f"One of: {', '.join(words)}.")
    if known is not None:
        # JSON's escapes are TOML's too, but for the pairs that stand for one rare character.
        return f"\n{_prose(lines)}\n{key} = {json.dumps(known, ensure_ascii=False)}"
    value = _EXAMPLES.get(key) or _toml(field.get_default(call_default_factory=True))
    return f"\n{_prose(lines)}\n#{key} = {value}"


def _prose(lines: Iterable[str]) -> str:
    wrapped = (textwrap.fill(line, 98, subsequent_indent="  ") for line in lines)
    return textwrap.indent("\n".join(wrapped), "# ")


def _toml(value: Any) -> str:  # noqa: ANN401  (any setting's default)
    assert value is not None and not isinstance(value, Path) and get_origin(value) is None
    return json.dumps(value)
