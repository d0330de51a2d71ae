"""A profile's lines in words, for messages, listings and the page of all vendors."""

from collections.abc import Mapping, Sequence

from roster_lint.vendors.fields import Limited
from roster_lint.vendors.lines import (
    Accounts,
    Consequence,
    Limit,
    Line,
    Match,
    Need,
    Roles,
    Unique,
    Value,
    Version,
)
from roster_lint.vendors.lines_of_a_sync import (
    CheckSeverity,
    Hold,
    Loss,
    Note,
    OrgType,
    Package,
    Unminded,
)
from roster_lint.vocabulary import Directory

CONSEQUENCES: Mapping[Consequence, str] = {
    "drops-record": "leaves the record out",
    "drops-value": "drops the value",
    "holds-sync": "holds the whole sync",
    "holds-school": "holds the sync of the school",
    "skips-update": "does not update the account",
    "renames-record": "renames the record",
    "second-account": "makes a second account",
    "merges-accounts": "merges the accounts",
    "limits-features": "switches features off",
    "deactivates-absent": "makes all records inactive that are not in it",
}
"""What a vendor does, as said after its name."""

BASES: Mapping[str, str] = {
    "quoted": "quoted",
    "inferred": "inferred",
    "memory": "from memory, unverified",
}

LIMITED: Mapping[Limited, str] = {
    "teachers-per-class": "teachers in a class",
    "primary-teachers-per-class": "primary teachers in a class",
    "students-per-class": "students in a class",
    "members-per-class": "members of a class",
    "classes-per-user": "classes of a user",
    "classes-per-teacher": "classes of a teacher",
    "guardians-per-student": "guardians of a student",
    "enrollments-per-user-and-class": "enrollments of a user in a class",
}

CHANGES: Mapping[str, str] = {
    "deleted": "deleted",
    "updated": "updated",
    "renamed": "under another name",
    "total": "more or fewer than there are",
}
"""What a hold counts, as said behind its share of some records."""

DIRECTORIES: Mapping[Directory | None, str] = {
    "google": "looked up by email among Google accounts",
    "microsoft": "looked up by email among Microsoft accounts",
    None: "looked up by email among the district's accounts",
}

_PLURALS = {
    "student": "students",
    "teacher": "teachers",
    "staff": "other staff",
    "guardian": "guardians",
    "relative": "relatives",
    "class": "classes",
    "course": "courses",
    "session": "academic sessions",
    "org": "orgs",
    "enrollment": "enrollments",
}

FIELD_WORDS: Mapping[str, str] = {
    "record": "the record itself",
    "username": "username",
    "givenName": "given name",
    "familyName": "family name",
    "birthDate": "date of birth",
    "identifier": "identifier (student or staff number)",
    "classCode": "class code",
    "courseCode": "course code",
    "startDate": "start date",
    "endDate": "end date",
    "beginDate": "begin date",
    "schoolYear": "school year",
    "primary_teacher": "primary teacher",
    "building": "school other than the district",
}


def named(field: str) -> str:
    """A field in words."""
    return FIELD_WORDS.get(field, field)


def plural(records: Sequence[str]) -> str:
    """``students, teachers`` for the names of populations and records."""
    return ", ".join(_PLURALS[record] for record in records)


def sentence(line: Line) -> str:
    """What a line asks, without its source."""
    match line:
        case Version():
            return f"OneRoster {line.oneroster}"
        case Need():
            return f"{plural([line.population])}: {named(line.field)} {line.level}"
        case Match():
            return f"{plural(line.populations)}: accounts matched on {named(line.field)}"
        case Accounts():
            return f"{plural(line.populations)}: {DIRECTORIES[line.directory]}"
        case Unique():
            return f"{plural(line.populations)}: {_unique(line)}"
        case Limit():
            return f"at most {line.most:,} {LIMITED[line.of]}"
        case Value():
            fields = ", ".join(named(field) for field in line.fields)
            return f"{plural(line.populations)}: {fields}: {line.means}"
        case Roles():
            return f"knows the roles {', '.join(line.known)}"
        case OrgType():
            return f"at least one org of type {line.type}"
        case Package():
            return _package(line)
        case CheckSeverity():
            columns = f" on {', '.join(line.columns)}" if line.columns else ""
            return f"findings of {line.check}{columns}: {line.severity}"
        case Unminded():
            where = " where only upper and lower case differ" if line.only else ""
            return f"findings of {', '.join(line.checks)} count for nothing{where}"
        case Hold():
            of = f"{plural(line.of)} of one class" if line.within else plural(line.of)
            return f"more than {line.percent} of {of} {CHANGES[line.change]}: {line.then}"
        case Loss():
            return "a class that is removed loses something"
        case Note():
            return line.says
    raise TypeError(type(line).__name__)


def _unique(line: Unique) -> str:
    case = " (in any case)" if line.ignores_case else ""
    place = " within a school" if line.within == "school" else ""
    return f"no two have the same {named(line.field)}{case}{place}"


def _package(line: Package) -> str:
    if line.takes == "files":
        return f"the files {', '.join(line.files)}"
    return "bulk files only" if line.takes == "bulk" else "no OneRoster CSV"


def severity_of(line: Line) -> str | None:
    """The severity of a finding under a line, where one can come of it."""
    return getattr(line, "severity", None)


def remarks(line: Line) -> str:
    """``quoted; leaves the record out; read 2026-11-28``: what else there is to say of a line."""
    parts = [BASES[line.basis]]
    if line.consequence is not None:
        parts.append(CONSEQUENCES[line.consequence])
    if isinstance(line, Note) and line.checks:
        parts.append("judged by " + ", ".join(line.checks))
    if line.read is not None:
        parts.append(f"read {line.read.isoformat()}")
    return "; ".join(parts)
