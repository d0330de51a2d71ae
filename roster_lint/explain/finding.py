"""Finds the person, section or course that is meant by an ID, a number or a name.

A candidate is a row with ``id``, ``number``, for people a ``second`` number, ``known`` (what staff
know it by), and ``asked``: the person has the role, the class is of the year.
"""

from collections.abc import Mapping, Sequence

from roster_lint.errors import SourceError, UsageError
from roster_lint.explain.explanation import PERSON_KINDS, Kind
from roster_lint.explain.rulebook import Row, Rulebook
from roster_lint.model.names import create_names

_SHOWN = 5
"""How many candidates are named."""

_KNOWN = "concat_ws(', ', 'student ' || p.studentNumber, 'staff ' || p.staffNumber) AS known"

_PERSON = f"""
SELECT q.*,
    EXISTS (
        SELECT 1 FROM person_criteria c WHERE c.personID = q.id AND c.role = '{{kind}}'
    ) AS asked,
    EXISTS (SELECT 1 FROM person_criteria c WHERE c.personID = q.id) AS has_role
FROM (
    SELECT k.personID AS id, p.studentNumber AS number, p.staffNumber AS second, {_KNOWN}
    FROM ({{people}}) k
    LEFT JOIN Person p ON p.personID = k.personID
) q
WHERE {{test}}
"""

_CLASS = """
SELECT q.*, EXISTS (SELECT 1 FROM {kind}_criteria c WHERE c.{kind}ID = q.id) AS asked
FROM (
    SELECT r.id, r.number, NULL AS second, r.number || ', '
        || coalesce(k.name, 'calendar ' || CAST(k.calendarID AS VARCHAR)) AS known
    FROM ({classes}) r
    LEFT JOIN Calendar k ON k.calendarID = r.calendarID
) q
WHERE {test}
"""

_CLASSES: Mapping[Kind, str] = {
    "section": """
        SELECT s.sectionID AS id, co.number || '-' || s.number AS number, co.calendarID
        FROM Section s
        LEFT JOIN Course co ON co.courseID = s.courseID
    """,
    "course": "SELECT courseID AS id, number, calendarID FROM Course",
}

_PEOPLE = {
    # Anyone who is named by a record although Person has no such row is found by the ID alone.
    "id": """
        SELECT personID FROM Person
        UNION SELECT personID FROM person_criteria
        UNION SELECT personID FROM missing_person WHERE named_as <> 'other'
        UNION SELECT personID FROM roster_criteria
    """,
    "number": "SELECT personID FROM Person",
    "near": "SELECT personID FROM person_criteria WHERE role = '{kind}'",
}
"""Among whom a person is looked for, by what is known of the person."""

_TESTS = {
    "id": "CAST(id AS VARCHAR) = ?",
    "number": "lower(?) IN (lower(number), lower(second))",
}

_NEAR = """
SELECT * FROM ({candidates}) n
WHERE asked
ORDER BY
    least(
        levenshtein(CAST(id AS VARCHAR), ?),
        coalesce(levenshtein(lower(coalesce(number, second)), lower(?)), 99)
    ),
    id
LIMIT ?
"""

_NAMES = f"""
SELECT n.personID AS id, n.name, {_KNOWN}, strip_accents(lower(n.name)) AS plain,
    EXISTS (
        SELECT 1 FROM person_criteria c WHERE c.personID = n.personID AND c.role = '{{kind}}'
    ) AS asked
FROM person_name n
JOIN Person p ON p.personID = n.personID
"""

# A part of a name, or the beginning of a first and of a last name.
_NAMED = f"""
SELECT q.*, q.plain = concat_ws(' ', w.given, w.family) AS exactly
FROM ({_NAMES}) q
CROSS JOIN (SELECT strip_accents(lower(?)) AS given, strip_accents(lower(?)) AS family) w
WHERE CASE
    WHEN w.family IS NULL THEN contains(q.plain, w.given)
    WHEN starts_with(q.plain, w.given) AND contains(q.plain, ' ' || w.family) THEN TRUE
    ELSE q.plain = concat_ws(' ', w.given, w.family)
END
ORDER BY q.id
"""

_NEAR_NAMES = f"""
SELECT * FROM ({_NAMES}) q
WHERE asked
ORDER BY jaro_winkler_similarity(lower(q.name), lower(?)) DESC, q.id
LIMIT ?
"""


def find(book: Rulebook, kind: Kind, who: str) -> int:
    """The ID of the one record that is meant.

    A number that is one person's ID and another's number means the one who has the role, if the
    other has different roles only. Of classes the year's are meant, where there are any.

    Args:
        book: holds the source with its model.
        kind: as what it is asked for.
        who: an ID or a number, with ``id:`` or ``number:`` before it to say which; of a person,
            where personal data may be shown, a name: "first last", "last, first", or a part of it.

    Raises:
        UsageError: nothing is asked for; there is no such record, with the nearest; or several.
        SourceError: unknown, since the source does not have what decides it.
    """
    how, text = _asked(who)
    tests = {name: test for name, test in _TESTS.items() if how in (None, name)}
    found = {
        row["id"]: row
        for name, test in tests.items()
        for row in book.rows(f"{_among(kind, name, test)} ORDER BY q.id", text)
    }
    if found:
        return _one(kind, text, _meant(kind, list(found.values())))
    if unknown := book.unknown.of(f"SELECT id, number, second FROM ({_among(kind, 'number')}) n"):
        raise SourceError(f"Whom or what '{text}' means is unknown: {unknown}.")
    is_person = kind in PERSON_KINDS
    by_name = is_person and how is None and any(character.isalpha() for character in text)
    if by_name and book.prepared.settings.show_personal_data:
        return _by_name(book, kind, text)
    if by_name:
        hint = "Names are searched only with --show-personal-data."
    else:
        near = book.rows(_NEAR.format(candidates=_among(kind, "near")), text, text, _SHOWN)
        hint = _nearest(kind, near)
    nobody = f"There is no {kind} with the ID or number"
    if is_person:
        nobody = "There is nobody with the personID, student number or staff number"
    raise UsageError(f"{nobody} '{text}'. {hint}")


def _asked(who: str) -> tuple[str | None, str]:
    """By which of its numbers a record is asked for, if that was said, and the text itself."""
    how, text = None, who.strip()
    before, colon, after = text.partition(":")
    if colon and before.strip().casefold() in _TESTS:
        how, text = before.strip().casefold(), after.strip()
    if not text:
        raise UsageError("Say whom or what to explain: its ID or number is blank.")
    return how, text


def _among(kind: Kind, known: str, test: str = "TRUE") -> str:
    """A SELECT of the candidates whose ID or number is known, or that come near."""
    if kind in PERSON_KINDS:
        people = _PEOPLE[known].format(kind=kind)
        return _PERSON.format(kind=kind, people=people, test=test)
    return _CLASS.format(kind=kind, classes=_CLASSES[kind], test=test)


def _meant(kind: Kind, found: Sequence[Row]) -> Sequence[Row]:
    asked = [row for row in found if row["asked"]]
    if kind not in PERSON_KINDS:
        return asked or found
    return asked if len(asked) == 1 and all(row["has_role"] for row in found) else found


def _by_name(book: Rulebook, kind: Kind, text: str) -> int:
    create_names(book.prepared.engine, "campus")
    last, comma, first = text.partition(",")
    names = (first.strip(), last.strip()) if comma else (" ".join(text.split()), None)
    found = book.rows(_NAMED.format(kind=kind), *names)
    if not found:
        near = _nearest(kind, book.rows(_NEAR_NAMES.format(kind=kind), text, _SHOWN))
        raise UsageError(f"There is nobody with the name or number '{text}'. {near}")
    found = [row for row in found if row["asked"]] or found
    return _one(kind, text, [row for row in found if row["exactly"]] or found)


def _one(kind: Kind, text: str, found: Sequence[Row]) -> int:
    key = found[0]["id"]
    if len(found) > 1:
        raise UsageError(
            f"'{text}' could be {_some(kind, found)}. Say which by the ID, as in id:{key}."
        )
    return int(key)


def _nearest(kind: Kind, near: Sequence[Row]) -> str:
    if not near:
        return f"There is no {kind} at all in the school year and schools judged."
    return f"The nearest: {_some(kind, near)}."


def _some(kind: Kind, found: Sequence[Row]) -> str:
    noun = "person" if kind in PERSON_KINDS else kind
    shown = "; ".join(_called(noun, row) for row in found[:_SHOWN])
    more = len(found) - _SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown


def _called(noun: str, row: Row) -> str:
    """A candidate by ID and numbers; by name only where the search was by name."""
    name = f" {row['name']}" if row.get("name") else ""
    known = f" ({row['known']})" if row["known"] else ""
    return f"{noun} {row['id']}{name}{known}"
