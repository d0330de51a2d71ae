"""What the predicted payload cannot know: what stays blank, and what rests on an assumption."""

from collections.abc import Iterator
from dataclasses import dataclass

from roster_lint.engine.base import Engine
from roster_lint.preview.columns import always_blank
from roster_lint.vocabulary import OneRoster

_IN_BOTH: tuple[OneRoster, ...] = ("1.1", "1.2")


@dataclass(frozen=True)
class _Remark:
    """A sentence that is given where its count is not 0.

    Attributes:
        sentence: may hold ``{n}``, the count, and ``{of}``, what it is counted among.
        counted: FROM and WHERE of the records that it is about.
        among: FROM and WHERE of what it is counted among.
        versions: where it applies.
    """

    sentence: str
    counted: str
    among: str | None = None
    versions: tuple[OneRoster, ...] = _IN_BOTH


_USERS = "predicted_user WHERE status = 'active'"

_GAPS = (
    _Remark(
        "users: username for {n} of {of}, who have no account with one.",
        f"{_USERS} AND username IS NULL",
        _USERS,
    ),
    _Remark(
        "users: givenName or familyName for {n} of {of}, whose current identity does not have it.",
        f"{_USERS} AND (givenName IS NULL OR familyName IS NULL)",
        _USERS,
    ),
    _Remark(
        "users: grades for {n} of {of} students, for whose grade level there is none to send.",
        f"{_USERS} AND is_student AND grades IS NULL",
        f"{_USERS} AND is_student",
    ),
    _Remark(
        "users: orgSourcedIds for {n}, whose school cannot be read.",
        f"{_USERS} AND orgSourcedIds IS NULL",
        versions=("1.1",),
    ),
    _Remark(
        "roles: orgSourcedId for {n}, whose school cannot be read.",
        "predicted_role WHERE status = 'active' AND orgSourcedId IS NULL",
        versions=("1.2",),
    ),
    _Remark(
        "academicSessions: startDate or endDate for {n} of {of} terms, which have none.",
        "predicted_academic_session WHERE startDate IS NULL OR endDate IS NULL",
        "predicted_academic_session WHERE type = 'term'",
    ),
    _Remark(
        "academicSessions: title for {n} of {of} terms, which have no name.",
        "predicted_academic_session WHERE title IS NULL",
        "predicted_academic_session WHERE type = 'term'",
    ),
    _Remark(
        "courses and classes: title for those of {n} of {of} courses, which have no name.",
        "predicted_course WHERE title IS NULL",
        "predicted_course",
    ),
    _Remark(
        "orgs: name for {n} of {of} schools, which have none.",
        "predicted_org WHERE name IS NULL",
        "predicted_org",
    ),
)

_ASSUMPTIONS = (
    _Remark(
        "IDs of users: a letter for the role and the personID. Of the letters, s (student) and t "
        "(teacher) are documented; a, g and r stand for administrator, guardian and relative.",
        "predicted_user CROSS JOIN settings t WHERE t.user_ids = 'auto'",
        versions=("1.1",),
    ),
    _Remark(
        "IDs of users: the personID stands for the GUID that Campus sends, since the source has "
        "none for {n} of {of} people.",
        "predicted_person CROSS JOIN settings t WHERE NOT has_guid AND t.user_ids <> 'person-id'",
        "predicted_person",
        versions=("1.2",),
    ),
    _Remark(
        "IDs of orgs: the schoolID stands for the GUID, since the source has none for {n} of {of} "
        "schools.",
        "predicted_org CROSS JOIN settings t"
        " WHERE sourcedId = CAST(schoolID AS VARCHAR) AND t.school_ids = 'guid'",
        "predicted_org",
    ),
    _Remark(
        "IDs of roles: Campus's are not documented; made of user, role and org here.",
        "predicted_role",
        versions=("1.2",),
    ),
    _Remark(
        "The school year as parent of all terms, and its ID: not documented.",
        "predicted_academic_session",
    ),
    _Remark(
        "End dates stand as in Campus, where the last day counts. OneRoster means the day after; "
        "whether Campus adds it is not documented.",
        "predicted_academic_session",
    ),
    _Remark(
        "Titles of classes: course name and section number. classType: scheduled, since homerooms "
        "are not distinguished.",
        "predicted_class",
    ),
    _Remark(
        "Blank roster dates: the dates of the section's terms stand for them.",
        "roster_criteria"
        " WHERE section_syncs AND student_syncs AND (startDate IS NULL OR endDate IS NULL)",
    ),
    _Remark(
        "username: {n} of {of} have several that could be sent; the first in the alphabet stands.",
        f"{_USERS} AND usernames > 1",
        _USERS,
    ),
    _Remark(
        "enabledUser: false for {n} of {of}, who have no account at all.",
        f"{_USERS} AND NOT has_account",
        _USERS,
        versions=("1.2",),
    ),
    _Remark(
        "phone: Contact.homePhone is treated as Campus's Other Phone.",
        f"{_USERS} AND phone IS NOT NULL",
    ),
    _Remark(
        "Non-teacher staff have the role aide, as the prerequisites say; Campus's page on 1.2 also "
        "knows administrators by their security role, which is not read.",
        "predicted_role WHERE population = 'staff'",
        versions=("1.2",),
    ),
    _Remark(
        "{n} of {of} orgs stand here only because staff who are sent belong to them: these schools "
        "have no calendar of the year, are excluded, or are beyond --school.",
        "predicted_org WHERE for_staff_only",
        "predicted_org",
    ),
    _Remark(
        "Whether enrollments in classes are sent with the {n} users to be deleted is not "
        "documented: "
        "they are left out.",
        "predicted_user WHERE status = 'tobedeleted'",
    ),
)


def blank(engine: Engine, oneroster: OneRoster) -> Iterator[str]:
    """What stays blank or is left out, because data is missing or not read."""
    for file, columns in always_blank(oneroster).items():
        yield f"{file}: {', '.join(columns)}."
    yield "demographics is left out: birth dates, gender and race are not read."
    yield from _said(engine, _GAPS, oneroster)


def assumed(engine: Engine, oneroster: OneRoster) -> Iterator[str]:
    """What Campus may send in another way, since no document says how."""
    yield from _said(engine, _ASSUMPTIONS, oneroster)


def _said(engine: Engine, remarks: tuple[_Remark, ...], oneroster: OneRoster) -> Iterator[str]:
    for remark in remarks:
        if oneroster not in remark.versions:
            continue
        n = _count(engine, remark.counted)
        if n:
            of = _count(engine, remark.among) if remark.among else n
            yield remark.sentence.format(n=f"{n:,}", of=f"{of:,}")


def _count(engine: Engine, records: str) -> int:
    return int(engine.rows(f"SELECT count(*) FROM {records}")[0][0])
