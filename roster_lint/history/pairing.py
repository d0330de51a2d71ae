"""Pairs the findings of two reports by check and fingerprint, in the engine."""

from collections.abc import Mapping

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.history.facts import Facts, SchoolId
from roster_lint.history.rows import encode_id

_TURN = "SELECT *, row_number() OVER (PARTITION BY code, fingerprint ORDER BY n) AS turn FROM {}"
_PAIRED = f"""
CREATE TABLE compared AS
SELECT coalesce(b.code, a.code) AS code,
       coalesce(b.fingerprint, a.fingerprint) AS fingerprint,
       coalesce(b.key, a.key) AS key,
       coalesce(b.school, a.school) AS school,
       a.level AS before,
       b.level AS after,
       coalesce(b.n, a.n) AS place,
       CASE
           WHEN a.code IS NOT NULL AND b.code IS NOT NULL THEN 'still'
           WHEN a.code IS NULL AND b.code IN (SELECT code FROM ran WHERE side = 'old')
               AND {{old_school}} THEN 'new'
           WHEN a.code IS NULL THEN 'newly_checked'
           WHEN a.code IN (SELECT code FROM ran WHERE side = 'new')
               AND {{new_school}} THEN 'gone'
           ELSE 'not_checked'
       END AS standing
FROM ({_TURN.format("old_finding")}) a
FULL JOIN ({_TURN.format("new_finding")}) b
    ON a.code = b.code AND a.fingerprint = b.fingerprint AND a.turn = b.turn
"""


def pair(engine: Engine, old: Facts, new: Facts) -> None:
    """Fills the table ``compared``: a row for each finding of either report, with its standing.

    Args:
        engine: holds ``old_finding`` and ``new_finding``.
        old: the older report, whose checks and schools say what it looked at.
        new: the newer one.
    """
    engine.run("CREATE TABLE ran (side VARCHAR, code VARCHAR)")
    for side, facts in (("old", old), ("new", new)):
        for code in facts.ran:
            engine.run("INSERT INTO ran VALUES (?, ?)", (side, code))
    names = school_names(old) | school_names(new)
    limited = set(old.schools) != set(new.schools)
    engine.run(
        _PAIRED.format(
            old_school=_looked_at("b", old, names) if limited else "TRUE",
            new_school=_looked_at("a", new, names) if limited else "TRUE",
        )
    )


def _looked_at(table: str, facts: Facts, names: Mapping[SchoolId, str]) -> str:
    """Whether a run looked at a finding's school; unknown where it belongs to none."""
    if not facts.schools:
        return "TRUE"
    ids = [i for i, name in names.items() if name in facts.schools and i is not None]
    inside = map(literal, map(encode_id, ids))
    return f"{table}.school IN ({', '.join(inside)})" if ids else "FALSE"


def school_names(facts: Facts) -> dict[SchoolId, str]:
    """The schools that a report counts by, by their IDs."""
    schools = (school for one in facts.availability for school in one.schools or ())
    return {school.school_id: school.school for school in schools}
