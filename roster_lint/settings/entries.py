"""Entries of the settings that are more than one value: lists, outputs, suppressions, grades."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from roster_lint.settings.values import Amount, Day
from roster_lint.vocabulary import Severity

_OneOrMore = str | tuple[str, ...]
"""How a list may be written: one name stands for a list of one."""


def _names(value: object) -> object:
    """One name stands for a list of one."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _severity(value: object) -> object:
    """The severity that ``warn`` is short for."""
    return "warning" if value == "warn" else value


DisabledAccounts = Annotated[
    Literal["auto", "ok", "info", "warning", "error"],
    BeforeValidator(
        _severity, json_schema_input_type=Literal["auto", "ok", "info", "warning", "warn", "error"]
    ),
]

ReportFormat = Literal[
    "text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv"
]


def _outputs(value: object) -> object:
    """``FORMAT`` and ``FORMAT:FILE`` as pairs."""
    texts = _names(value)
    if not isinstance(texts, list | tuple):
        return texts
    return tuple(
        (text.partition(":")[0], text.partition(":")[2] or None) if isinstance(text, str) else text
        for text in texts
    )


Outputs = Annotated[
    tuple[tuple[ReportFormat, Path | None], ...],
    BeforeValidator(_outputs, json_schema_input_type=_OneOrMore),
]

VendorNames = Annotated[tuple[str, ...], BeforeValidator(_names, json_schema_input_type=_OneOrMore)]


class Closed(BaseModel):
    """A frozen model in which an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Suppression(Closed):
    """One finding, or one group of findings, that the district accepts.

    Attributes:
        code: the check's code.
        reason: why the findings are accepted; never blank.
        school: a school's ID or name; all schools where absent.
        calendar: a calendar's ID or name; all calendars where absent.
        key: the values that the finding's key must have, such as ``{personID = 1234}``.
        until: the last day on which the entry holds.
    """

    code: str = Field(pattern=r"^[A-Z]{2}[0-9]{3}$")
    reason: str = Field(pattern=r"\S")
    school: str | int | None = None
    calendar: str | int | None = None
    key: dict[str, int | str] | None = None
    until: Day | None = None


class Regrade(Closed):
    """How severe the findings of a check are for this district.

    Attributes:
        severity: error, warning or info.
        reason: why; never blank.
    """

    severity: Annotated[Severity, BeforeValidator(_severity)]
    reason: str = Field(pattern=r"\S")


class Tolerance(Closed):
    """How many findings of a check are accepted.

    Attributes:
        amount: a number, or a percentage of the records that the check looks at.
        reason: why; never blank.
    """

    amount: Amount
    reason: str = Field(pattern=r"\S")
