"""The header of a check file as a model, and what is wrong with one, a slip at a time."""

import difflib
import re
import string
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from roster_lint.files.shipped import shipped
from roster_lint.vocabulary import Effect, Family, OneRoster, Owner, Severity

EFFECTS: tuple[str, ...] = get_args(Effect)

_Text = Annotated[str, Field(pattern=r"\S")]
_Need = Annotated[str, Field(pattern=r"^\w+\.\w+$")]
_Former = Annotated[str, Field(pattern=r"^([A-Z]{2}[0-9]{3}|[a-z0-9]+(-[a-z0-9]+)*)$")]
_Line = Annotated[str, Field(pattern=r"^\w+(\.[\w-]+)?$")]
_Use = Annotated[str, Field(pattern=r"^[\w*]+\.[\w-]+$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Skip:
    """A condition under which a check cannot say anything.

    Attributes:
        when: a SELECT of one boolean.
        reason: what the report says where it is true.
    """

    when: str
    reason: str


class _Skip(_Model):
    when: _Text
    reason: _Text


class CheckHeader(_Model):
    """What the TOML on top of a check file says; the attributes are those of ``Check``.

    A district's own check may leave out ``owner`` and ``since``: who wrote its SQL knows both. In a
    copy of a check that comes with the tool ``judges`` says nothing.
    """

    code: str = Field(pattern=r"^[A-Z]{2}[0-9]{3}$")
    name: _Text
    severity: Severity
    effect: Effect
    entity: _Text
    key: tuple[_Text, ...] = Field(min_length=1)
    message: _Text
    fix: _Text
    owner: Owner = "IT"
    article: str
    oneroster: tuple[OneRoster, ...] = Field(default=("1.1", "1.2"), min_length=1)
    of: str = ""
    personal: tuple[_Text, ...] = ()
    needs: tuple[_Need, ...] = ()
    skip: tuple[_Skip, ...] = ()
    uses: tuple[_Use, ...] = ()
    matches: _Text | None = None
    judges: tuple[_Line, ...] = ()
    judges_in_part: tuple[_Line, ...] = ()
    sources: tuple[Family, ...] = Field(default=("campus", "bundle"), min_length=1)
    bundle_fix: _Text | None = None
    action: _Text | None = None
    since: str = Field(default="0.1.0", pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")
    formerly: tuple[_Former, ...] = ()
    without_vendor: _Text | None = None


_SHAPES: Mapping[str, str] = {
    "code": "two capital letters and three digits, such as XX001",
    "oneroster": 'a list such as ["1.1", "1.2"]',
    "key": "a list of at least one column",
    "needs": 'a list such as ["Section.active"]',
    "uses": 'a list such as ["student.email"]',
    "judges": 'a list such as ["student.class"]',
    "judges_in_part": 'a list such as ["person.username"]',
    "since": "a version such as 0.1.0",
    "formerly": 'a list of codes and names that it had, such as ["XX001", "old-name"]',
    "sources": f"a list of {' and '.join(get_args(Family))}",
    "skip": 'entries such as { when = "SELECT …", reason = "…" }, or names of checks/skips.toml',
}
_LISTS = ("personal",)


def header_of(facts: Mapping[str, Any], *, is_own: bool) -> tuple[CheckHeader | None, list[str]]:
    """The header that a file's TOML holds, or None with the slips in it."""
    needed = () if is_own else ("owner", "since")
    slips = [f"the key '{key}' is missing" for key in needed if key not in facts]
    try:
        header = CheckHeader.model_validate({**facts, **_skips_written_out(facts)})
    except ValidationError as error:
        slips += [_slip(one) for one in error.errors(include_url=False)]
    return (None, list(dict.fromkeys(slips))) if slips else (header, [])


def _skips_written_out(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The conditions for skipping, with those of ``checks/skips.toml`` in place of their names."""
    written = facts.get("skip")
    if not isinstance(written, list):
        return {}
    shared = _shared_skips()
    named = (shared.get(one, [one]) if isinstance(one, str) else [one] for one in written)
    return {"skip": [skip for skips in named for skip in skips]}


@cache
def _shared_skips() -> Mapping[str, Any]:
    path = shipped("checks") / "skips.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _slip(error: ErrorDetails) -> str:
    key = str(error["loc"][0])
    place = ".".join(str(p + 1) if isinstance(p, int) else p for p in error["loc"])
    if error["type"] == "missing":
        return f"the key '{place}' is missing"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, CheckHeader.model_fields, 1)
        return f"the key '{place}' is unknown" + (f" (did you mean {near[0]}?)" if near else "")
    value = error["input"]
    shown = f"'{value}'" if isinstance(value, str) else str(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    if error["type"] == "literal_error" and len(error["loc"]) == 1:
        return f"{place} is {shown}, but must be {error['ctx']['expected']}"
    shape = _SHAPES.get(key) or ("a list of columns" if key in _LISTS else "a text")
    blank = " that is not blank" if shape == "a text" and value == "" else ""
    return f"{key} is {shown}, but must be {shape}{blank}"


def column_slips(check: "CheckHeader | Any", columns: Sequence[str]) -> list[str]:  # noqa: ANN401
    """The columns that a check speaks of and that its SELECT does not return.

    Args:
        check: has ``key``, ``message`` and ``personal``.
        columns: what the SELECT returns, in its own spelling.
    """
    lower = {name.casefold() for name in columns}
    slips = []
    if "key" not in lower:
        slips += [
            f"its key column {name} is not in the SELECT{_near(name, columns)}"
            for name in check.key
            if name.casefold() not in lower
        ]
    slips += [
        f"its message names {{{name}}}, which the SELECT does not return{_near(name, columns)}"
        for name in placeholders(check.message)
        if name not in columns
    ]
    # A slip here would print what is meant to be masked.
    slips += [
        f"its personal column {name} is not in the SELECT{_near(name, columns)}"
        for name in check.personal
        if name.casefold() not in lower
    ]
    return slips


def placeholders(message: str) -> tuple[str, ...]:
    """The names in a message's braces, each once, in their order.

    Raises:
        ValueError: a brace that is not closed, or what is no name; the text says which.
    """
    names: dict[str, None] = {}
    for _text, name, words, conversion in string.Formatter().parse(message):
        if name is None:
            continue
        if (
            not re.fullmatch(r"\w+", name)
            or name[0].isdigit()
            or conversion
            or "{" in (words or "")
        ):
            raise ValueError(f"{{{name}}} is no column's name")
        names[name] = None
    return tuple(names)


def _near(name: str, columns: Iterable[str]) -> str:
    by_lower = {column.casefold(): column for column in columns}
    near = difflib.get_close_matches(name.casefold(), by_lower, 1)
    return f" (did you mean {by_lower[near[0]]}?)" if near else ""
