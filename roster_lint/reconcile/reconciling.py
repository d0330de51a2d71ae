"""The one way through: both sides, their differences, the reasons, and what explains them."""

from collections.abc import Iterator
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.model.build import campus_model, criteria_in_force
from roster_lint.prepare import completed
from roster_lint.reconcile.calibrating import calibrate
from roster_lint.reconcile.comparing import comparing_statements, create, reason_statements
from roster_lint.reconcile.options import Options
from roster_lint.reconcile.result import ENTITIES, Count, Group, Reconciliation, School
from roster_lint.reconcile.sides import load_sides
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.vocabulary import Progress, no_progress

MATCHED = {
    1: "the ids differ: a GUID is served",
    2: "the ids differ: a letter and the personID are served",
    3: "the ids differ: matched by username",
    4: "the ids differ: matched by number",
    5: "the ids differ: the Campus ID is served",
    6: "the ids differ: matched by email address",
    7: "the ids differ: matched by name",
    8: "the ids differ: matched by what the record belongs to",
}
"""How records with different sourcedIds were matched; the numbers are those of the SQL."""

_SAMPLES = 3


def reconcile(
    campus: str | Path | Source,
    served: str | Path | Source,
    settings: Settings | None = None,
    options: Options | None = None,
    progress: Progress = no_progress,
) -> Reconciliation:
    """Compares what should be served from Campus data with what is served.

    Args:
        campus: Campus data: a database URL, a folder or a zip.
        served: a OneRoster API or bundle.
        settings: the run's settings; the defaults where absent.
        options: what else is asked for.
        progress: follows the rows read, and what is compared.

    Returns:
        The result, which holds the engine until it is closed.

    Raises:
        UsageError: a source is of the wrong kind, or the settings name a school that there is not.
        SourceError: a source cannot be read, or is not whole.
        ResourceError: memory, or space in the temporary folder, is not enough.
    """
    settings, options = completed(settings or Settings()), options or Options()
    sides = load_sides(campus, served, settings, progress)
    try:
        engine, settings = sides.engine, sides.prepared.settings
        progress("comparing", 0, None)
        create(engine, comparing_statements())
        write_words(engine, settings, options)
        create(engine, reason_statements())
        assert settings.as_of is not None
        found = calibrate(sides, settings, progress) if options.calibrate else None
        return Reconciliation(
            sides=sides,
            as_of=settings.as_of,
            oneroster=settings.oneroster,
            cache_day=options.cache_day,
            counts=_counts(engine),
            schools=tuple(_schools(engine)),
            groups=tuple(_groups(engine)),
            calibration=found,
        )
    except BaseException:
        sides.close()
        raise


def write_words(engine: Engine, settings: Settings, options: Options) -> None:
    """The words that reasons are made of, as tables."""
    engine.run(
        "CREATE TABLE reconcile_option AS SELECT CAST(? AS DATE) AS cache_day", (options.cache_day,)
    )
    engine.run("CREATE TABLE match_words (rank INTEGER, words VARCHAR)")
    engine.run("CREATE TABLE criterion_words (role VARCHAR, name VARCHAR, fails VARCHAR)")
    for rank, words in MATCHED.items():
        engine.run("INSERT INTO match_words VALUES (?, ?)", (rank, words))
    of_model = (criterion for file in campus_model() for criterion in file.criteria)
    facts = {(c.role, c.name): c.fails for c in (*of_model, *criteria_in_force(settings))}
    for (role, name), fails in facts.items():
        engine.run("INSERT INTO criterion_words VALUES (?, ?, ?)", (role, name, fails))


_SUMS = "sum(expected), sum(served), sum(same), sum(missing), sum(extra), sum(changed)"


def _counts(engine: Engine) -> dict[str, Count]:
    found = {
        str(entity): Count(*map(int, numbers))
        for entity, *numbers in engine.rows(f"SELECT entity, {_SUMS} FROM tally GROUP BY entity")
    }
    return {entity: found.get(entity, Count()) for entity in ENTITIES}


def _schools(engine: Engine) -> Iterator[School]:
    counts: dict[tuple[int | None, str | None], dict[str, Count]] = {}
    for school, name, entity, *numbers in engine.rows(
        f"SELECT t.schoolID, s.name, t.entity, {_SUMS} FROM tally t"
        " LEFT JOIN School s ON s.schoolID = t.schoolID"
        " GROUP BY t.schoolID, s.name, t.entity"
        " ORDER BY lower(s.name) NULLS LAST, t.schoolID NULLS LAST, t.entity"
    ):
        place = counts.setdefault((school, name), {})
        place[str(entity)] = Count(*map(int, numbers))
    for (school, name), found in counts.items():
        yield School(school, name, found)


def _groups(engine: Engine) -> Iterator[Group]:
    for entity, kind, field, code, words, records, samples in engine.rows(
        "SELECT d.entity, d.kind, d.field, r.code, r.words, count(*) AS records,"
        " min(coalesce(d.expectedId, d.servedId) || CASE WHEN d.entity = 'agents'"
        f" THEN ' > ' || coalesce(d.expected, d.served) ELSE '' END, {_SAMPLES}) AS samples"
        " FROM difference d JOIN reason r ON r.number = d.number"
        " GROUP BY d.entity, d.kind, d.field, r.code, r.words"
        f" ORDER BY list_position({list(ENTITIES)}, d.entity), records DESC, d.kind, d.field,"
        " r.words"
    ):
        shown = tuple(map(str, samples or ()))
        yield Group(entity, kind, field, code, words, int(records), shown)
