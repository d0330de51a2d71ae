"""SQL that decides by a directory's words whose account it is: a student's or an employee's.

Directories name their units as they like, so only plain words count, and a name that holds words of
both sorts ("Staff/Student Services") decides nothing.
"""

from collections.abc import Iterable

from roster_lint.engine.sql_text import literal

_STUDENT = ("students?", "pupils?", "learners?", "scholars?")
_STAFF = (
    "staff",
    "facult(y|ies)",
    "teach(er|ers|ing)",
    "instructors?",
    "educators?",
    "employees?",
    "personnel",
    "admin(s|istrators?|istration|istrative)?",
    "principals?",
    "counsel(or|ors|ing)",
    "nurses?",
    "aides?",
    "paraprofessionals?",
    "coach(es)?",
    "substitutes?",
    "contractors?",
    "transportation",
    "(bus )?drivers?",
    "cafeteria",
    "cooks?",
    "(food|student|pupil) (services?|support|affairs|activities)",
    "nutrition",
    "custod(ial|ians?)",
    "maintenance",
    "facilities",
)
_NOBODY = (
    "alum(ni|nus|na|ns?)",
    "former",
    "graduat(e|es|ed|ing)",
    "withdr(ew|awn)",
    "departed",
    "left",
    "leavers?",
    "retire(d|es|ees?)",
    "terminated",
    "transferred",
    "offboard(ed|ing)?",
    "deprovision(ed|ing)?",
    "inactive",
    "suspended",
    "disabled",
    "archived?",
    "deleted",
    "old",
    "guests?",
    "parents?",
    "guardians?",
    "famil(y|ies)",
    "volunteers?",
    "shared",
    "service accounts?",
    "test(s|ing)?",
)
_COHORT = "(^|[^0-9])(19|20)[0-9][0-9]([^0-9]|$)"


def account_kind(org_unit: str, employee_type: str) -> str:
    """An expression for whose account it is, from its organizational unit and its employee type.

    ``student`` and ``staff`` where words say so; ``cohort`` for students of one year, who may have
    left long ago; ``nobody`` for those who are gone, for guests and families, and where the two
    columns contradict each other; NULL where nothing decides.

    Args:
        org_unit: an expression for the unit's path.
        employee_type: an expression for the employee type.
    """
    unit, kind = _bare(org_unit), _bare(employee_type)
    gone = f"{_has(unit, _NOBODY)} OR {_has(kind, _NOBODY)}"
    by_unit, by_type = _of_word(unit), _of_word(kind)
    cohort = f"regexp_matches({unit}, {literal(_COHORT)})"
    return (
        f"CASE WHEN {gone} OR coalesce({by_unit} <> {by_type}, FALSE) THEN 'nobody'"
        f" WHEN coalesce({by_unit}, {by_type}) = 'student' AND {cohort} THEN 'cohort'"
        f" ELSE coalesce({by_unit}, {by_type}) END"
    )


def _bare(column: str) -> str:
    """Words in lower case: hyphens and underscores part words as blanks do."""
    return f"translate(lower(coalesce({column}, '')), '-_', '  ')"


def _of_word(text: str) -> str:
    student, staff = _has(text, _STUDENT), _has(text, _STAFF)
    return (
        f"CASE WHEN {student} AND NOT {staff} THEN 'student'"
        f" WHEN {staff} AND NOT {student} THEN 'staff' END"
    )


def _has(text: str, words: Iterable[str]) -> str:
    pattern = f"(^|[^a-z])({'|'.join(words)})([^a-z]|$)"
    return f"regexp_matches({text}, {literal(pattern)})"
