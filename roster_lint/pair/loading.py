"""Reads two payloads into one engine, one after the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.duck import DuckEngine
from roster_lint.model.lean import Droppable, Step, campus_droppable, run_lean
from roster_lint.model.payload_tables import tables_in
from roster_lint.pair.side import Pair, Side, SideName
from roster_lint.pair.tables import selects
from roster_lint.pair.whole import absent_files, broken_references, incomplete_side, notes_on
from roster_lint.prepare import Prepared, completed, prepare
from roster_lint.report.data_faults import ASKED
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.sources.opening import as_source
from roster_lint.timing import timed_part, timed_step
from roster_lint.vocabulary import Family, Progress, family_of, no_progress, progress_of

_NOT_ASKED: Mapping[str, object] = {"accounts": (), "vendor": ()}
"""Settings that do not change a payload."""


def load_pair(
    before: str | Path | Source,
    after: str | Path | Source,
    settings: Settings | None = None,
    progress: Progress = no_progress,
    *,
    before_as_of: date | None = None,
) -> Pair:
    """Reads two sources of any kind, predicting the payload of those that hold Campus data.

    Where no version is set, Campus data is predicted in the version of the bundle on the other
    side, if there is one. A side that is not whole is no error here: its ``incomplete`` says so.

    Args:
        before: a SQLAlchemy URL, a folder, a zip, or an opened kind of source.
        after: another.
        settings: the run's settings; the defaults where absent.
        progress: follows the rows read.
        before_as_of: the date that ``before`` is judged by; that of the settings where absent.

    Raises:
        UsageError: the settings name a school that there is not.
        SourceError: a source cannot be opened, or holds no Campus table at all.
        ResourceError: memory, or space in the temporary folder, is not enough.
    """
    settings = completed(settings or Settings(), _NOT_ASKED)
    tasks = [
        _Task("before", as_source(before, settings), before_as_of),
        _Task("after", as_source(after, settings), None),
    ]
    # A bundle says which version it is of.
    tasks.sort(key=lambda task: task.family != "bundle")
    engine = DuckEngine(settings.memory)
    sides: dict[SideName, Side] = {}
    try:
        for task in tasks:
            shown = next((side.oneroster for side in sides.values()), None)
            if shown and not settings.oneroster_set and task.family == "campus":
                settings = completed(settings, {"oneroster": shown})
            own = settings
            if task.family == "bundle" and tasks[-1].family == "campus":
                # The schools are those of the connection, and the bundle is of them already.
                own = completed(settings, {"school": ()})
            with timed_part(task.name):
                sides[task.name] = _load(engine, task, own, progress)
        engine.lock()
    except BaseException:
        engine.close()
        raise
    return Pair(engine, sides["before"], sides["after"])


@dataclass(frozen=True)
class _Task:
    """One source to read, and as of when if not as the settings say."""

    name: SideName
    source: Source
    as_of: date | None

    @property
    def family(self) -> Family:
        """What its tables are."""
        return family_of(self.source.kind)


def _load(engine: DuckEngine, task: _Task, settings: Settings, progress: Progress) -> Side:
    if task.as_of is not None:
        settings = completed(settings, {"as_of": task.as_of})

    shown = progress_of(task.name, progress)
    payload = dict(selects("campus", settings.oneroster, {}))
    asked = (*payload.values(), *ASKED)
    part = engine.part(f"source {task.name}")
    with prepare(task.source, settings, shown, asked=asked, engine=part) as prepared:
        oneroster = prepared.settings.oneroster
        if task.family == "bundle":
            payload = dict(selects("bundle", oneroster, _columns(prepared.engine)))
        engine.run(f"CREATE SCHEMA {task.name}")
        with timed_step("predict the payload" if task.family == "campus" else "take the payload"):
            _take(engine, task.name, prepared, payload)
        return _side(engine, task.name, prepared)


def _take(
    engine: DuckEngine, side: SideName, prepared: Prepared, payload: Mapping[str, str]
) -> None:
    """Takes over each table, and frees what was read only for it.

    The enrollments go first, since most is read for them, and users take most to put together.
    """
    source = prepared.engine
    steps = [
        Step(tables_in(sql), partial(engine.take, f'{side}."{table}"', source, sql))
        for table, sql in sorted(payload.items(), key=lambda one: one[0] != "enrollments")
    ]
    if family_of(prepared.source_kind) == "campus":
        droppable = campus_droppable(prepared.settings.oneroster)
    else:
        droppable = Droppable(frozenset(name.lower() for name in prepared.loaded.rows))
    run_lean(source, steps, droppable, ASKED)


def _side(engine: Engine, name: SideName, prepared: Prepared) -> Side:
    as_of = prepared.settings.as_of
    assert as_of is not None
    broken: Iterable[str] = ()
    if family_of(prepared.source_kind) == "bundle":
        # What is predicted from Campus never refers to what is not there.
        broken = broken_references(engine, name, prepared.settings.dangling_share)
    return Side(
        name=name,
        kind=prepared.source_kind,
        location=prepared.source_location,
        oneroster=prepared.settings.oneroster,
        as_of=as_of,
        incomplete=(
            *incomplete_side(prepared),
            *broken,
        ),
        absent=absent_files(prepared),
        notes=(*prepared.notes, *notes_on(prepared)),
    )


def _columns(engine: Engine) -> dict[str, set[str]]:
    """The columns of each table in an engine."""
    found: dict[str, set[str]] = {}
    for table, column in engine.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'"
    ):
        found.setdefault(str(table), set()).add(str(column))
    return found
