"""What of a profile other checks judge, by the family of the source.

Campus's own checks tell of a missing email address with the place to mend it in, and the payload
checks of a bundle tell of a class without a teacher: the vendor checks must not say it again. Where
the vendor asks for it, those findings are as grave as the profile's line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from roster_lint.profiles.fields import PEOPLE
from roster_lint.profiles.lines import Judged, Limit, Match, Need, Unique, Value
from roster_lint.profiles.profile import Profile
from roster_lint.sources.base import Family

_L = TypeVar("_L", bound=Judged)

Codes = tuple[str, ...]

_REQUIRED_IN_FILES = (
    *product(PEOPLE, ("sourcedId", "username", "givenName", "familyName", "school")),
    *product(("class",), ("sourcedId", "title", "course", "school", "term")),
    *product(("course",), ("sourcedId", "title", "school")),
    *product(("session",), ("sourcedId", "title", "startDate", "endDate", "schoolYear")),
    *product(("org",), ("sourcedId", "name", "type")),
    ("enrollment", "sourcedId"),
)
"""What every vendor requires of a bundle, since OneRoster does in either version: OF001 tells of a
blank, and the other OF checks of a value that cannot be read."""

_NEEDS: Mapping[Family, Mapping[tuple[str, str], Codes]] = {
    "campus": {
        ("student", "class"): (),
        ("teacher", "class"): (),
        ("class", "student"): ("CO005",),
        ("class", "teacher"): ("CO006", "TE008"),
        ("class", "primary_teacher"): (),
        ("course", "class"): (),
        # Blank dates of enrollments are predicted as those of the terms.
        ("enrollment", "beginDate"): (),
        ("enrollment", "endDate"): (),
    },
    "bundle": {
        **dict.fromkeys(_REQUIRED_IN_FILES, ()),
        ("class", "student"): ("OP501", "OP503"),
        ("class", "teacher"): ("OP501", "OP502"),
        ("class", "primary_teacher"): ("OP501", "OP502", "OP505"),
        ("student", "grade"): ("OP705",),
        ("student", "class"): ("OP712",),
        ("course", "class"): ("OP510",),
    },
}
"""Needs that other checks judge, and those that take over the line's severity. SC007, TE005, TE009
and CO007 judge the rest of Campus's."""

_CAMPUS_FIELDS = ("email", "phone", "grade")
"""Fields of people whose absence EM001, EM005 and the checks of grade levels tell."""

_ONCE: Mapping[Family, Mapping[str, Codes]] = {
    "campus": {"email": ("EM003",), "username": ("UN002",)},
    "bundle": {"email": ("OP204",), "username": ("OP203",)},
}
"""Fields whose shared values other checks tell of; addresses only where the vendor uses them."""

_LIMITS: Mapping[Family, Codes] = {"campus": ("TE010",), "bundle": ("OP504",)}
"""The checks that tell of several primary teachers of a class at one time."""

_TEACHERS: Mapping[Family, Codes] = {"campus": (), "bundle": ("OP607",)}
"""The checks that find people who teach without a teacher's role: a vendor that knows people by
their role makes students of them."""

NO_BLANK = r"\S*"
"""The pattern of a user name without white space, which UN003 looks for in Campus."""


@dataclass(frozen=True)
class Raised:
    """A check whose findings are at least as grave as a line of the profile.

    Attributes:
        code: the check's code.
        line: the line.
        populations: the people whose findings it is about; all where empty.
    """

    code: str
    line: Need | Judged
    populations: tuple[str, ...] = ()


def left_to_ask(profile: Profile, family: Family) -> Profile:
    """The profile without what other checks judge; what is guessed of Campus makes no error."""
    return profile.model_copy(
        update={
            "needs": tuple(n for n in profile.all_needs() if _codes(n, family) is None),
            "matches": tuple(m for m in profile.matches if _once_codes(profile, m, family) is None),
            "uniques": tuple(
                _guessed(u, family) if "class" in u.populations else u
                for u in profile.uniques
                if _once_codes(profile, u, family) is None
            ),
            "limits": tuple(line for line in profile.limits if not _is_of_primaries(line)),
            "values": tuple(filter(None, (_value(profile, v, family) for v in profile.values))),
        }
    )


def raised(profile: Profile, family: Family) -> Iterator[Raised]:
    """The checks that take over the severity of a line."""
    for need in profile.needs:
        yield from (Raised(code, need) for code in _codes(need, family) or ())
    for line in profile.uniques:
        for code in _once_codes(profile, line, family) or ():
            yield Raised(code, line, line.populations)
    for limit in profile.limits:
        if _is_of_primaries(limit):
            yield from (Raised(code, limit) for code in _LIMITS[family])
    for roles in profile.roles:
        gravest = roles.model_copy(update={"severity_written": roles.severity_allowed})
        yield from (Raised(code, gravest) for code in _TEACHERS[family])


def _codes(need: Need, family: Family) -> Codes | None:
    """The checks that judge a need; None where the vendor checks must."""
    if need.field == "record" or (family == "campus" and need.field in _CAMPUS_FIELDS):
        return ()
    return _NEEDS[family].get((need.population, need.field))


def _once_codes(profile: Profile, line: Unique | Match, family: Family) -> Codes | None:
    """The checks that judge that a value is not shared; None where the vendor checks must.

    They must also where those checks are nothing to the vendor, which minds fewer people than they.
    """
    if line.field == "email" and not profile.uses("*", "email"):
        return None
    codes = _ONCE[family].get(line.field)
    return codes if codes and all(profile.minds(code) for code in codes) else None


def _is_of_primaries(line: Limit) -> bool:
    return line.of == "primary-teachers-per-class"


def _value(profile: Profile, line: Value, family: Family) -> Value | None:
    """EM002 tells of malformed addresses in Campus, UN003 of blanks in user names.

    How Campus writes a phone number into the payload is not documented.
    """
    if family == "bundle":
        return line
    fields = tuple(field for field in line.fields if field != "phone")
    populations, pattern = line.populations, line.pattern
    if pattern == NO_BLANK and "username" in fields:
        pattern = None
    if pattern is not None and fields == ("email",):
        populations = tuple(p for p in populations if not profile.uses(p, "email"))
    left = line.model_copy(
        update={"fields": fields, "populations": populations, "pattern": pattern}
    )
    if not fields or not populations or not left.asks_something():
        return None
    return _guessed(left, family) if "class" in populations and "title" in fields else left


def _guessed(line: _L, family: Family) -> _L:
    """A line about what Campus sends as a class's title, which is predicted only."""
    if family == "bundle" or line.severity != "error":
        return line
    return line.model_copy(update={"severity_written": "warning"})
