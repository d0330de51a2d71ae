"""Finds the person who is meant by a number or, where names may be shown, by a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from roster_lint.errors import UsageError
from roster_lint.explain.asking import LIMIT, asked, nearest, refuse_several, refuse_unknown
from roster_lint.explain.explanation import Kind
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook
from roster_lint.model.names import create_names

_PEOPLE = """
SELECT k.personID, p.studentNumber, p.staffNumber,
    (SELECT list(c.role) FROM person_criteria c WHERE c.personID = k.personID) AS roles
FROM ({named}) k
LEFT JOIN Person p ON p.personID = k.personID
"""

# Anyone who is named by a record although Person has no such row is found by the ID alone.
_NAMED_SOMEWHERE = """
    SELECT personID FROM Person
    UNION SELECT personID FROM person_criteria
    UNION SELECT personID FROM missing_person WHERE named_as <> 'other'
    UNION SELECT personID FROM roster_criteria
"""

_BY_ID = f"{_PEOPLE.format(named=_NAMED_SOMEWHERE)} WHERE CAST(k.personID AS VARCHAR) = ?"
_BY_NUMBER = (
    f"{_PEOPLE.format(named='SELECT personID FROM Person')}"
    " WHERE lower(p.studentNumber) = lower(?) OR lower(p.staffNumber) = lower(?)"
)

_NEAR_NUMBERS = """
SELECT c.personID, p.studentNumber, p.staffNumber
FROM person_criteria c
LEFT JOIN Person p ON p.personID = c.personID
WHERE c.role = ?
ORDER BY
    least(
        levenshtein(CAST(c.personID AS VARCHAR), ?),
        coalesce(levenshtein(lower(coalesce(p.studentNumber, p.staffNumber)), lower(?)), 99)
    ),
    c.personID
LIMIT ?
"""

_NAMES = """
SELECT n.personID, n.name, p.studentNumber, p.staffNumber,
    strip_accents(lower(n.name)) = strip_accents(lower(concat_ws(' ', ?, ?))) AS exactly,
    EXISTS (SELECT 1 FROM person_criteria c WHERE c.personID = n.personID AND c.role = ?) AS in_role
FROM person_name n
JOIN Person p ON p.personID = n.personID
"""

_NAMED = f"""
SELECT * FROM ({_NAMES}) q
WHERE exactly
   OR (starts_with(strip_accents(lower(q.name)), strip_accents(lower(?)))
       AND contains(strip_accents(lower(q.name)), strip_accents(lower(' ' || ?))))
ORDER BY q.personID
"""

_PARTLY_NAMED = f"""
SELECT * FROM ({_NAMES}) q
WHERE contains(strip_accents(lower(q.name)), strip_accents(lower(?)))
ORDER BY q.personID
"""

_NEAR_NAMES = f"""
SELECT * FROM ({_NAMES}) q
WHERE in_role
ORDER BY jaro_winkler_similarity(lower(q.name), lower(?)) DESC, q.personID
LIMIT ?
"""


@dataclass(frozen=True)
class _Search:
    """One search for a person of one kind."""

    book: Rulebook
    kind: Kind
    text: str


def find_person(book: Rulebook, kind: Kind, who: str) -> int:
    """The personID of the one person who is meant.

    A number that is one person's ID and another's number means the one who has the role, if the
    other has different roles only.

    Args:
        book: holds the source with its model.
        kind: the role in which the person is asked for.
        who: a personID, student number or staff number, with ``id:`` or ``number:`` before it to
            say which; or, where personal data may be shown, a name: "first last", "last, first",
            or a part of it.

    Raises:
        UsageError: there is no such person, with the nearest; or there are several.
        SourceError: unknown, since the source does not have what decides it.
    """
    how, text = asked(who)
    search = _Search(book, kind, text)
    found: list[Row] = []
    if how in (None, "id"):
        found += book.rows(_BY_ID, text)
    if how in (None, "number"):
        found += book.rows(_BY_NUMBER, text, text)
    people = {row["personID"]: row for row in found}
    if people:
        return _one(search, _meant(kind, list(people.values())))
    refuse_unknown(book.unknown.of("SELECT personID, studentNumber, staffNumber FROM Person"), text)
    by_name = how is None and any(character.isalpha() for character in text)
    if by_name and book.prepared.settings.show_personal_data:
        create_names(book.prepared.engine, "campus")
        return _by_name(search)
    if by_name:
        hint = "Names are searched only with --show-personal-data."
    else:
        near = book.rows(_NEAR_NUMBERS, kind, text, text, LIMIT)
        hint = nearest(kind, near, _called)
    raise UsageError(
        f"There is nobody with the personID, student number or staff number '{text}'. {hint}"
    )


def _meant(kind: Kind, people: Sequence[Row]) -> Sequence[Row]:
    own = [person for person in people if kind in (person["roles"] or ())]
    others_have_roles = all(person["roles"] for person in people)
    return own if len(own) == 1 and others_have_roles else people


def _one(search: _Search, people: Sequence[Row]) -> int:
    if len(people) > 1:
        refuse_several(search.text, people, _called, "personID")
    return int(people[0]["personID"])


def _by_name(search: _Search) -> int:
    last, comma, first = search.text.partition(",")
    names: tuple[str, str | None]
    if comma:
        names = (first.strip(), last.strip())
        found = search.book.rows(_NAMED, *names, search.kind, *names)
    else:
        name = " ".join(search.text.split())
        names = (name, None)
        found = search.book.rows(_PARTLY_NAMED, *names, search.kind, name)
    if not found:
        near = search.book.rows(_NEAR_NAMES, *names, search.kind, search.text, LIMIT)
        raise UsageError(
            f"There is nobody with the name or number '{search.text}'. "
            f"{nearest(search.kind, near, _called)}"
        )
    in_role = [row for row in found if row["in_role"]] or found
    exact = [row for row in in_role if row["exactly"]]
    return _one(search, exact or in_role)


def _called(row: Row) -> str:
    """A person by ID and number; by name only where the search was by name."""
    number = f", student {row['studentNumber']}" if row["studentNumber"] else ""
    number += f", staff {row['staffNumber']}" if row["staffNumber"] else ""
    name = f" {row['name']}" if row.get("name") else ""
    return f"person {row['personID']}{name}{number and f' ({number[2:]})'}"
