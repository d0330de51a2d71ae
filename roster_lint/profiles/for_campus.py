"""What of a profile is left to ask of a payload that is predicted from Campus.

Campus's own checks tell of a missing email address with the place to mend it in; the vendor checks
must not say it again. And what Campus will send exactly is not documented of everything: what is
guessed makes no error.
"""

from typing import TypeVar

from roster_lint.profiles.lines import Judged, Limit, Need, Unique, Value
from roster_lint.profiles.profile import Profile

_JUDGED_FIELDS = ("record", "email", "phone", "grade")
"""Fields of people whose absence EM001, EM005, and the checks of grade levels tell."""

_JUDGED_NEEDS = {
    ("student", "class"): "SC007",
    ("teacher", "class"): "TE005",
    ("class", "student"): "CO005",
    ("class", "teacher"): "CO006, TE008",
    ("class", "primary_teacher"): "TE009",
    ("course", "class"): "CO007",
}
"""Further needs, and the checks that tell where they are not met."""

_L = TypeVar("_L", bound=Judged)

NO_BLANK = r"\S*"
"""The pattern of a user name without white space, which UN003 looks for."""


def for_campus(profile: Profile) -> Profile:
    """The profile without what Campus's own checks judge, and with guesses as warnings."""
    return profile.model_copy(
        update={
            "needs": tuple(need for need in profile.all_needs() if not _is_judged(need)),
            "matches": tuple(m for m in profile.matches if m.field not in ("email", "username")),
            "uniques": tuple(filter(None, (_unique(profile, line) for line in profile.uniques))),
            "limits": tuple(line for line in profile.limits if not _is_limited(line)),
            "values": tuple(filter(None, (_value(profile, line) for line in profile.values))),
        }
    )


def _is_judged(need: Need) -> bool:
    # The dates of an enrollment are predicted as those of its terms where they are blank.
    return (
        need.field in _JUDGED_FIELDS
        or need.population == "enrollment"
        or (need.population, need.field) in _JUDGED_NEEDS
    )


def _is_limited(line: Limit) -> bool:
    """TE010 tells of several primary teachers at one time."""
    return line.of == "primary-teachers-per-class"


def _unique(profile: Profile, line: Unique) -> Unique | None:
    """UN002 tells of shared user names, EM003 of shared addresses where the vendor uses them."""
    if line.field == "username":
        return None
    if line.field == "email":
        populations = tuple(p for p in line.populations if not profile.uses(p, "email"))
        return line.model_copy(update={"populations": populations}) if populations else None
    return _guessed(line) if "class" in line.populations else line


def _value(profile: Profile, line: Value) -> Value | None:
    """EM002 tells of malformed addresses, UN003 of blanks in user names.

    How Campus writes a phone number into the payload is not documented.
    """
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
    return _guessed(left) if "class" in populations and "title" in fields else left


def _guessed(line: _L) -> _L:
    """A line about what Campus sends as a class's title, which is predicted only."""
    if line.severity != "error":
        return line
    return line.model_copy(update={"severity_written": "warning"})
