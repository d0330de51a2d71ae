"""Which lines of a profile other checks judge, by the family of the source.

Campus's own checks name a missing email address with the place to correct it, and the payload
checks of a bundle name a class without a teacher: the vendor checks must not say it again. Where
the vendor asks for it, those findings are at least as severe as the profile's line, and name the
vendor's consequence and source. A check's header says which lines it judges (``judges``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeVar

from roster_lint.vendors.fields import PEOPLE
from roster_lint.vendors.judges import Codes, judges
from roster_lint.vendors.lines import Judged, Limit, Match, Need, Unique, Value
from roster_lint.vendors.profile import Profile
from roster_lint.vocabulary import Family

_L = TypeVar("_L", bound=Judged)
_O = TypeVar("_O", Unique, Match)

_FAMILIES = ("guardian", "relative")
"""Those who may share an address, unless a vendor's document says otherwise."""

_NOT_ASKED: Mapping[Family, frozenset[tuple[str, str]]] = {
    # Blank dates of enrollments are predicted as those of the terms. Campus sends grades only for
    # students.
    "campus": frozenset(
        {
            *product(("enrollment",), ("beginDate", "endDate")),
            *product(PEOPLE[1:], ("grade",)),
        }
    ),
    # OneRoster requires these in either version: OF001 finds a blank, and the other OF checks a
    # value that cannot be read.
    "bundle": frozenset(
        {
            *product(PEOPLE, ("sourcedId", "username", "givenName", "familyName", "school")),
            *product(("class",), ("sourcedId", "title", "course", "school", "term")),
            *product(("course",), ("sourcedId", "title", "school")),
            *product(("session",), ("sourcedId", "title", "startDate", "endDate", "schoolYear")),
            *product(("org",), ("sourcedId", "name", "type")),
            ("enrollment", "sourcedId"),
        }
    ),
}
"""Needs that no check judges by the vendor's line, and no vendor check either."""

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
        """What the finding must say is missing from the record, where it can be two things."""
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
    """The profile without what other checks judge; what is guessed about Campus makes no error."""
    return profile.model_copy(
        update={
            "needs": tuple(n for n in profile.all_needs() if is_left_to_ask(n, family)),
            "matches": tuple(filter(None, (_once(profile, m, family) for m in profile.matches))),
            "uniques": tuple(
                _guessed(u, family) if "class" in u.populations else u
                for u in (_once(profile, u, family) for u in profile.uniques)
                if u is not None
            ),
            "limits": tuple(line for line in profile.limits if not _limit_codes(line, family)),
            "values": tuple(
                filter(None, (_value(profile, v, family) for v in profile.all_values()))
            ),
        }
    )


def is_left_to_ask(need: Need, family: Family) -> bool:
    """Whether no other check judges a need, so that the vendor checks must."""
    return _codes(need, family) is None


def raised(profile: Profile, family: Family) -> Iterator[Raised]:
    """The checks whose findings a line of the profile concerns, by the finding's code alone."""
    in_part = judges(family, "judges_in_part")
    for need in _need_lines(profile):
        people = (need.population,) if need.population in PEOPLE else ()
        codes = (*(_codes(need, family) or ()), *_of_need(need, in_part))
        yield from (Raised(code, need, people) for code in codes)
    for line in _once_lines(profile):
        for code in _once_codes(profile, line, family) or ():
            yield Raised(code, line, line.populations)
    for value in profile.all_values():
        for code in _form_codes(value, family):
            yield Raised(code, value, value.populations)
    for limit in profile.limits:
        yield from (Raised(code, limit) for code in _limit_codes(limit, family))
    for roles in profile.roles:
        most_severe = roles.model_copy(update={"severity_written": roles.severity_allowed})
        yield from (Raised(code, most_severe) for code in in_part.get("roles", ()))
    for accounts in profile.accounts:
        for code in judges(family).get("accounts", ()):
            yield Raised(code, accounts, accounts.populations)


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
    codes = _of_need(need, judges(family))
    not_asked = need.field == "record" or (need.population, need.field) in _NOT_ASKED[family]
    return codes if codes or not_asked else None


def _of_need(need: Need, by_line: Mapping[str, Codes]) -> Codes:
    """The checks by a population's own need, or by anybody's."""
    of_anybody = f"person.{need.field}" if need.population in PEOPLE else ""
    own = by_line.get(f"{need.population}.{need.field}", ())
    return own or by_line.get(of_anybody, ())


def _form_codes(line: Value, family: Family) -> Iterator[str]:
    """The checks that judge how a value is written."""
    if line.pattern is not None and line.fields == ("email",):
        yield from judges(family).get("value.email", ())
    if line.pattern == NO_BLANK and "username" in line.fields:
        yield from judges(family).get("value.username", ())


def _once(profile: Profile, line: _O, family: Family) -> _O | None:
    """Which part of a line the vendor checks must judge: at least the addresses of families."""
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
    codes = judges(family).get(f"unique.{line.field}")
    return codes if codes and all(profile.minds(code) for code in codes) else None


def _limit_codes(line: Limit, family: Family) -> Codes:
    return judges(family).get(f"limit.{line.of}", ())


def _value(profile: Profile, line: Value, family: Family) -> Value | None:
    """EM002 reports malformed addresses in Campus, UN003 blanks in usernames.

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
