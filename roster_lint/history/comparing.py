"""Compares two reports: their findings are paired in the engine by check and fingerprint."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.former import current_codes
from roster_lint.engine.base import Engine
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.sql_text import literal
from roster_lint.errors import UsageError
from roster_lint.history.comparison import (
    LEVELS,
    STANDINGS,
    CheckChange,
    Compared,
    Comparison,
    FailOn,
    Level,
    PopulationChange,
    Regraded,
    SchoolChange,
    Standing,
    Tally,
    fails,
)
from roster_lint.history.differences import differences
from roster_lint.history.facts import Facts, Population, SchoolId
from roster_lint.history.pairing import pair, school_names
from roster_lint.history.rows import load_findings
from roster_lint.vocabulary import Progress, no_progress

NO_SCHOOL = "no school"

_UNKNOWN = Population(entity="", total=None, available=None)


def compare(
    old: Path,
    new: Path,
    *,
    fail_on: FailOn = "error",
    memory: str | None = None,
    progress: Progress = no_progress,
) -> Comparison:
    """Compares two reports that runs have written; the result is to be closed.

    Args:
        old: the older report.
        new: the newer one.
        fail_on: the lowest severity of a new finding that fails the comparison.
        memory: what the engine may hold, such as ``2GB``.
        progress: follows the reading.

    Raises:
        NotAReport: one of the files is none.
        TornReport: one of them is not whole.
        UsageError: one is of Campus data, the other of a bundle.
        ResourceError: there is not enough memory or room.
    """
    engine = DuckEngine(memory)
    try:
        before = load_findings(old, engine, "old_finding", progress)
        after = load_findings(new, engine, "new_finding", progress)
        _refuse_other_family(before, after)
        before, after = _with_current_codes(engine, before, after)
        pair(engine, before, after)
        return _comparison(engine, (before, str(old)), (after, str(new)), fail_on)
    except BaseException:
        engine.close()
        raise


def _refuse_other_family(old: Facts, new: Facts) -> None:
    if None not in (old.family, new.family) and old.family != new.family:
        raise UsageError(
            f"One report is of a {old.source.kind}, the other of a {new.source.kind}: their "
            "findings are about records of other kinds, and cannot be compared."
        )


def _with_current_codes(engine: Engine, old: Facts, new: Facts) -> tuple[Facts, Facts]:
    """Both reports with the codes that checks have now, where they have different ones."""
    codes = [{check.code for check in facts.checks} for facts in (old, new)]
    if codes[0] == codes[1]:
        return old, new
    current = current_codes(load_checks())
    for former in current.keys() & (codes[0] | codes[1]):
        for table in ("old_finding", "new_finding"):
            engine.run(f"UPDATE {table} SET code = ? WHERE code = ?", (current[former], former))
    return old.with_codes(current), new.with_codes(current)


def _comparison(
    engine: Engine, old: tuple[Facts, str], new: tuple[Facts, str], fail_on: FailOn
) -> Comparison:
    (before, old_name), (after, new_name) = old, new
    names = school_names(before) | school_names(after)
    titles = {check.code: check.name for facts in (before, after) for check in facts.checks}
    level = "coalesce(after, before)"
    levels = _tallies(engine, level)
    failing = [one for one in LEVELS if fails(one, fail_on)]
    listed = ", ".join(literal(one) for one in failing) or "NULL"
    row = engine.row(
        f"SELECT count(*) FROM compared WHERE standing = 'still' AND after IN ({listed})"
        f" AND before NOT IN ({listed})"
    )
    assert row is not None
    read = _reader(engine, titles, names)
    return Comparison(
        old=before,
        new=after,
        old_name=old_name,
        new_name=new_name,
        fail_on=fail_on,
        differences=differences(before, after),
        levels={one: levels[one] for one in LEVELS if one in levels},
        risen=row[0],
        failing=sum(
            levels.get(one, {}).get(standing, 0) for one in failing for standing in STANDINGS[:2]
        ),
        checks=_checks(engine, before, after, titles),
        schools=_schools(engine, names),
        populations=tuple(_populations(before, after)),
        stream=lambda standing, code, limit: read(_where(standing, code), limit),
        changed=lambda: read("standing = 'still' AND before <> after", None),
        closer=cast(DuckEngine, engine).close,
    )


def _where(standing: Standing, code: str | None) -> str:
    of = "" if code is None else f" AND code = {literal(code)}"
    return f"standing = {literal(standing)}{of}"


def _tallies(engine: Engine, by: str) -> dict[str, dict[Standing, int]]:
    found: dict[str, dict[Standing, int]] = defaultdict(dict)
    for group, standing, number in engine.rows(
        f"SELECT {by}, standing, count(*) FROM compared GROUP BY ALL"
    ):
        found[group][standing] = number
    return dict(found)


def _checks(
    engine: Engine, old: Facts, new: Facts, titles: Mapping[str, str]
) -> tuple[CheckChange, ...]:
    tallies = _tallies(engine, "code")
    regraded: dict[str, list[Regraded]] = defaultdict(list)
    for code, was, now, number in engine.rows(
        "SELECT code, before, after, count(*) FROM compared"
        " WHERE standing = 'still' AND before <> after GROUP BY ALL ORDER BY ALL"
    ):
        regraded[code].append(Regraded(was, now, number))
    order = f"list_position([{', '.join(map(literal, LEVELS))}], coalesce(after, before))"
    present = "standing IN ('new', 'newly_checked', 'still')"
    worst: dict[str, Level] = {
        code: LEVELS[place - 1]
        for code, place in engine.rows(
            f"SELECT code, coalesce(min({order}) FILTER (WHERE {present}), min({order}))"
            " FROM compared GROUP BY code"
        )
    }
    changes = [
        CheckChange(
            code,
            titles.get(code, ""),
            worst[code],
            tally,
            _silent(code, old, new),
            tuple(regraded.get(code, ())),
        )
        for code, tally in tallies.items()
    ]
    return tuple(sorted(changes, key=_badness))


def _badness(change: CheckChange) -> tuple[bool, int, int, int, str]:
    """Checks with news first, then by level, by how many are new, by how many there are."""
    tally = change.tally
    fresh = tally.get("new", 0) + tally.get("newly_checked", 0)
    level = LEVELS.index(change.level)
    return (not fresh, level, -fresh, -tally.get("still", 0), change.code)


def _silent(code: str, old: Facts, new: Facts) -> str | None:
    """Why a check says nothing in one of the reports; None where it ran in both."""
    for words, facts in (("the newer", new), ("the older", old)):
        if code in facts.ran:
            continue
        check = next((one for one in facts.checks if one.code == code), None)
        if check is None:
            return f"not among the checks of {words} report"
        if check.ran:
            return f"the source of {words} report could not be judged"
        reason = f": {check.reason}" if check.reason else ""
        return f"{check.status} in {words} report{reason}"
    return None


def _schools(engine: Engine, names: Mapping[SchoolId, str]) -> tuple[SchoolChange, ...]:
    changes = []
    for text, tally in _tallies(engine, "school").items():
        school_id = json.loads(text)
        changes.append(SchoolChange(school_id, _name(school_id, names), tally))
    return tuple(sorted(changes, key=_most_news))


def _most_news(change: SchoolChange) -> tuple[int, int, int, str, str]:
    tally: Tally = change.tally
    fresh = tally.get("new", 0) + tally.get("newly_checked", 0)
    less = tally.get("gone", 0) + tally.get("not_checked", 0)
    return (-fresh, -less, -tally.get("still", 0), change.school, str(change.school_id))


def _name(school_id: SchoolId, names: Mapping[SchoolId, str]) -> str:
    if school_id is None:
        return NO_SCHOOL
    return names.get(school_id, f"school {school_id}")


def _populations(old: Facts, new: Facts) -> Iterator[PopulationChange]:
    """Who will sync; unknown for a source that could not be judged, whatever was counted."""
    before, after = (
        {} if facts.is_unjudged else {one.entity: one for one in facts.availability}
        for facts in (old, new)
    )
    for entity in dict.fromkeys([*after, *before]):
        was, now = before.get(entity, _UNKNOWN), after.get(entity, _UNKNOWN)
        yield PopulationChange(
            entity,
            total=(was.total, now.total),
            available=(was.available, now.available),
            held_back=(was.held_back, now.held_back),
        )


def _reader(
    engine: Engine, titles: Mapping[str, str], names: Mapping[SchoolId, str]
) -> Callable[[str, int | None], Iterator[Compared]]:
    columns = "standing, code, before, after, key, school, fingerprint"

    def read(where: str, limit: int | None) -> Iterator[Compared]:
        most = "" if limit is None else f" LIMIT {limit}"
        sql = f"SELECT {columns} FROM compared WHERE {where} ORDER BY place{most}"
        for batch in engine.stream(sql):
            yield from _compared(batch, titles, names)

    return read


def _compared(
    rows: Iterable[tuple[object, ...]], titles: Mapping[str, str], names: Mapping[SchoolId, str]
) -> Iterator[Compared]:
    for standing, code, before, after, key, school, fingerprint in rows:
        school_id = json.loads(cast(str, school))
        yield Compared(
            standing=cast(Standing, standing),
            code=cast(str, code),
            name=titles.get(cast(str, code), ""),
            before=cast("Level | None", before),
            after=cast("Level | None", after),
            key=json.loads(cast(str, key)),
            school_id=school_id,
            school=_name(school_id, names),
            fingerprint=cast(str, fingerprint),
        )
