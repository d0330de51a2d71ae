"""What of a profile other checks judge, by the family of the source.

Campus's own checks name a missing email address with the place to correct it, and the payload
checks of a bundle name a class without a teacher: the vendor checks must not say it again. Where
the vendor asks for it, those findings are at least as severe as the profile's line, and name the
vendor's consequence and source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeVar

from roster_lint.vendors.fields import PEOPLE
from roster_lint.vendors.lines import Judged, Limit, Match, Need, Unique, Value
from roster_lint.vendors.profile import Profile
from roster_lint.vocabulary import Family

_L = TypeVar("_L", bound=Judged)
_O = TypeVar("_O", Unique, Match)

_FAMILIES = ("guardian", "relative")
"""Those who may share an address, unless a vendor's document says otherwise."""

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
        ("student", "class"): ("ST012", "SC007"),
        ("teacher", "class"): ("TE005",),
        ("class", "student"): ("CO005", "CO009"),
        ("class", "teacher"): ("CO006", "TE008", "TE009"),
        ("class", "primary_teacher"): ("TE009",),
        ("course", "class"): ("CO007",),
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
"""Needs that other checks judge, and the checks whose findings the line concerns."""

_CAMPUS_FIELDS: Mapping[str, Codes] = {
    "email": ("EM001",),
    "phone": ("EM005",),
    "grade": ("GR001", "GR003", "GR006"),
}
"""Fields of people whose absence checks of Campus judge for every population. That a grade has no
NCES grade is read from a column that is not documented, and raises nothing."""

_RECORDS: Mapping[Family, Mapping[str, Codes]] = {
    "campus": {
        "staff": ("NS001", "NS002", "NS003", "NS004", "NS005"),
        "guardian": ("FA001", "FA002", "FA003"),
        "relative": ("FA003",),
    },
    "bundle": {"guardian": ("OP704",)},
}
"""The checks of whether a population is sent at all."""

_ALSO: Mapping[Family, Mapping[str, Codes]] = {"campus": {"username": ("UN001",)}, "bundle": {}}
"""Fields that a vendor check judges, and others too: 1.1 sends nobody without a username."""

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
"""The pattern of a username without white space, which UN003 looks for in Campus."""


@dataclass(frozen=True)
class Raised:
    """A check whose findings are at least as severe as a line of the profile.

    Attributes:
        code: the check's code.
        line: the line.
        populations: the people whose findings it is about; all where empty.
    """

    code: str
    line: Need | Judged
    populations: tuple[str, ...] = ()

    @property
    def lacks(self) -> str | None:
        """What the finding must say that the record lacks, where it can be two things."""
        is_teacher = isinstance(self.line, Need) and self.line.field == "teacher"
        return "teacher" if is_teacher and self.code == "TE009" else None

    @property
    def only_names(self) -> bool:
        """Whether the line leaves the severity alone: some people are marked to be left out."""
        return isinstance(self.line, Need) and self.line.field == "record"


@dataclass(frozen=True)
class FieldLine:
    """A line about a field, which concerns each finding that the field is missing or wrong.

    Attributes:
        field: the field; the file's name of a line about files.
        asks: ``value`` that there is one, ``form`` how it is written, ``once`` that no other record
            has it, ``file`` that the file is there.
        line: the line.
        populations: whose field it is; empty for files.
    """

    field: str
    asks: Literal["value", "form", "once", "file"]
    line: Need | Judged
    populations: tuple[str, ...] = ()


def left_to_ask(profile: Profile, family: Family) -> Profile:
    """The profile without what other checks judge; what is guessed of Campus makes no error."""
    return profile.model_copy(
        update={
            "needs": tuple(n for n in profile.all_needs() if _codes(n, family) is None),
            "matches": tuple(filter(None, (_once(profile, m, family) for m in profile.matches))),
            "uniques": tuple(
                _guessed(u, family) if "class" in u.populations else u
                for u in (_once(profile, u, family) for u in profile.uniques)
                if u is not None
            ),
            "limits": tuple(line for line in profile.limits if not _is_of_primaries(line)),
            "values": tuple(
                filter(None, (_value(profile, v, family) for v in profile.all_values()))
            ),
        }
    )


def raised(profile: Profile, family: Family) -> Iterator[Raised]:
    """The checks whose findings a line of the profile concerns, by the finding's code alone."""
    for need in _need_lines(profile):
        people = (need.population,) if need.population in PEOPLE else ()
        codes = (*(_codes(need, family) or ()), *_ALSO[family].get(need.field, ()))
        yield from (Raised(code, need, people) for code in codes)
    for line in _once_lines(profile):
        for code in _once_codes(profile, line, family) or ():
            yield Raised(code, line, line.populations)
    for value in profile.all_values() if family == "campus" else ():
        for code in _form_codes(value):
            yield Raised(code, value, value.populations)
    for limit in profile.limits:
        if _is_of_primaries(limit):
            yield from (Raised(code, limit) for code in _LIMITS[family])
    for roles in profile.roles:
        gravest = roles.model_copy(update={"severity_written": roles.severity_allowed})
        yield from (Raised(code, gravest) for code in _TEACHERS[family])
    for accounts in profile.accounts:
        yield Raised("AC001", accounts, accounts.populations)


def field_lines(profile: Profile) -> Iterator[FieldLine]:
    """The lines that concern findings on the cells, columns, references and files of a bundle."""
    for need in _need_lines(profile):
        if need.field != "record":
            yield FieldLine(need.field, "value", need, (need.population,))
    for value in profile.all_values():
        for field in value.fields:
            yield FieldLine(field, "form", value, value.populations)
    for line in _once_lines(profile):
        yield FieldLine(line.field, "once", line, line.populations)
    for package in profile.packages:
        for file in package.files:
            yield FieldLine(file, "file", package)


def _need_lines(profile: Profile) -> Iterator[Need]:
    """The needs, and once more those of matches: each has its own document."""
    yield from profile.needs
    for match in profile.matches:
        yield from match.needs()


def _once_lines(profile: Profile) -> tuple[Unique | Match, ...]:
    return (*profile.uniques, *profile.matches)


def _codes(need: Need, family: Family) -> Codes | None:
    """The checks that judge a need; None where the vendor checks must."""
    if need.field == "record":
        return _RECORDS[family].get(need.population, ())
    if family == "campus" and need.field in _CAMPUS_FIELDS:
        grades_of_others = need.field == "grade" and need.population != "student"
        return () if grades_of_others else _CAMPUS_FIELDS[need.field]
    return _NEEDS[family].get((need.population, need.field))


def _form_codes(line: Value) -> Iterator[str]:
    """The checks of Campus that judge how a value is written."""
    if line.pattern is not None and line.fields == ("email",):
        yield "EM002"
    if line.pattern == NO_BLANK and "username" in line.fields:
        yield "UN003"


def _once(profile: Profile, line: _O, family: Family) -> _O | None:
    """What of a line the vendor checks must judge: of addresses, those of families at least."""
    if _once_codes(profile, line, family) is None:
        return line
    families = tuple(p for p in line.populations if p in _FAMILIES)
    if line.field != "email" or not families:
        return None
    return line.model_copy(update={"populations": families})


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
    """EM002 tells of malformed addresses in Campus, UN003 of blanks in usernames.

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
