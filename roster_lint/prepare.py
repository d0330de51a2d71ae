"""A source read into the engine with the model built over it: what every command starts from."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from roster_lint.engine.base import Engine
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import SourceError, UsageError
from roster_lint.loading.accounts.loading import load_accounts
from roster_lint.loading.campus import Loaded, load
from roster_lint.model.build import build_model, write_inputs
from roster_lint.model.lean import campus_droppable, run_lean, steps_for
from roster_lint.model.statements import model_statements
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.opening import as_source
from roster_lint.timing import note_event, timed_step
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family, Progress, SourceKind, family_of, no_progress


@dataclass(frozen=True)
class Prepared:
    """A source whose model stands in the engine. Close it, or leave it to ``with``.

    Attributes:
        engine: holds the source's tables and the model's; locked.
        loaded: what came of reading the source.
        settings: the run's settings; ``as_of`` is set.
        vendors: the vendor's needs.
        source: where it all came from; it is closed already.
    """

    engine: Engine
    loaded: Loaded
    settings: Settings
    vendors: Vendors
    source: Source

    @property
    def source_kind(self) -> SourceKind:
        """Which kind of source it was, as the JSON report names it."""
        return self.source.kind

    @property
    def source_location(self) -> str:
        """Where it is, for people: never with a password."""
        return self.source.location

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say of how the source was read."""
        return tuple(self.source.notes)

    def close(self) -> None:
        """Lets go of the engine and whatever it wrote to disk."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def prepare(
    source: str | Path | Source,
    settings: Settings,
    progress: Progress = no_progress,
    *,
    only: Family | None = None,
    asked: Collection[str] | None = None,
    engine: Engine | None = None,
) -> Prepared:
    """Reads a source, locks the engine and builds the model.

    A source without what the rules need is no error here: ``loaded.missing`` says so, and what
    the model has from it is unknown (``lineage.unknown``).

    Args:
        source: a SQLAlchemy URL, a folder, a zip, or an opened kind of source.
        settings: the run's settings; an absent ``as_of`` is today.
        progress: follows the rows read.
        only: the only family of sources that will do.
        asked: the SQL that will be asked of Campus data, where that is all: only what it reads is
            built and kept.
        engine: an empty one to read into, which is closed with what is returned; a new one where
            absent.

    Raises:
        UsageError: the settings name a vendor or a school that there is not, or a file that is no
            list of accounts, or the source is of another family.
        SourceError: the source cannot be opened or holds no Campus table at all.
        ResourceError: memory, or space in the temporary folder, is not enough.
    """
    settings = completed(settings)
    vendors = Vendors.named(settings.vendor)
    source = as_source(source, settings)
    family = family_of(source.kind)
    if only is not None and family != only:
        raise UsageError(
            f"{source.location} is a OneRoster {_kind(source)}: this command looks at Infinite "
            f"Campus data. `roster-lint check` lints {_kind(source, 'a')}."
        )
    note_event("source", kind=source.kind, location=source.location)
    engine = engine or DuckEngine(settings.memory)
    try:
        # Before the source, which may take long: a wrong file is reported at once.
        with timed_step("read the accounts") if settings.accounts else nullcontext():
            load_accounts(engine, settings.accounts, settings.accounts_columns, progress)
        if isinstance(source, BundleSource):
            loaded, settings = _take_bundle(engine, source, settings, vendors, progress)
        else:
            with timed_step("read the source"), source:
                loaded = load(engine, source, progress, settings.date_format)
            engine.lock()
            with timed_step("build the model"):
                build(engine, settings, vendors, loaded.missing, asked=asked)
    except BaseException:
        engine.close()
        raise
    return Prepared(engine, loaded, settings, vendors, source)


def _kind(source: Source, article: str = "") -> str:
    if source.kind == "oneroster-api":
        return f"{article}n API" if article else "API"
    return f"{article} bundle".strip()


def _take_bundle(
    engine: Engine,
    source: BundleSource,
    settings: Settings,
    vendors: Vendors,
    progress: Progress,
) -> tuple[Loaded, Settings]:
    """A bundle or an API says itself which version it is of, unless the settings overrule it."""
    if settings.school:
        raise UsageError(
            "--school limits a run on Infinite Campus data; a bundle or an API is judged as it is."
        )
    # The contracts of bundles are slow to import.
    from roster_lint.loading.bundle import load_bundle

    asked = settings.oneroster if settings.oneroster_set else None
    with timed_step("read the source"), source:
        if source.kind == "oneroster-api":
            from roster_lint.loading.api.loading import load_api
            from roster_lint.sources.api.source import ApiSource

            assert isinstance(source, ApiSource)
            loaded = load_api(engine, source, settings, progress)
        else:
            loaded = load_bundle(engine, source, asked, progress)
    engine.lock()
    settings = completed(settings, {"oneroster": loaded.version})
    write_inputs(engine, settings, vendors, (), "bundle")
    return loaded, settings


def completed(settings: Settings, options: Mapping[str, object] | None = None) -> Settings:
    """The settings with options on top, and an as-of date: the only look at the clock.

    Raises:
        UsageError: an option that there is not, or a value that it cannot have.
    """
    # Only what was said is handed on: whether a version was asked for matters to a bundle.
    values = {name: getattr(settings, name) for name in settings.model_fields_set}
    # The aliases must go, or validation would see a key that the model forbids.
    if "schema_name" in values:
        values["schema"] = values.pop("schema_name")
    values |= options or {}
    values["as_of"] = values.get("as_of") or date.today()
    try:
        return Settings.model_validate(values)
    except ValidationError as errors:
        first = errors.errors()[0]
        option = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"The option {option} is wrong: {first['msg']}.") from None


def build(
    engine: Engine,
    settings: Settings,
    vendors: Vendors,
    missing: Collection[str] = (),
    *,
    asked: Collection[str] | None = None,
) -> None:
    """Builds the model over the tables in an engine.

    Args:
        engine: holds the source's tables.
        settings: the run's settings.
        vendors: the vendor's needs.
        missing: what the source does not have, as ``Table`` or ``Table.column``.
        asked: the SQL that will be asked, where that is all.

    Raises:
        UsageError: the settings name a school that there is not.
        SourceError: the settings name a school, and the source does not have what identifies it.
    """
    scope = _scope(engine, settings.school, missing)
    if asked is None:
        build_model(engine, settings, vendors, scope)
        return
    write_inputs(engine, settings, vendors, scope)
    statements = model_statements("campus", settings.oneroster)
    steps = steps_for(engine, statements, asked)
    run_lean(engine, steps, campus_droppable(settings.oneroster), asked)


_TELL_SCHOOLS = frozenset(("School", "School.schoolID", "School.name"))


def _scope(engine: Engine, schools: Sequence[str], missing: Collection[str] = ()) -> list[int]:
    """IDs of the schools that the settings name by ID, name or number.

    Raises:
        UsageError: a school that there is not, with the nearest names.
        SourceError: it is unknown, since the source does not have what decides it.
    """
    known = engine.rows("SELECT schoolID, name, number FROM School ORDER BY schoolID")
    scope = []
    for wanted in schools:
        text = wanted.strip().casefold()
        by_id = [row[0] for row in known if str(row[0]) == text]
        by_name = [row[0] for row in known if str(row[1]).casefold() == text]
        by_number = [row[0] for row in known if str(row[2]).casefold() == text]
        found = by_id or by_name or by_number
        lacks = _TELL_SCHOOLS.intersection(missing)
        if not found and lacks:
            raise SourceError(
                f"--school: which school '{wanted}' is cannot be found out, since the source does "
                f"not have "
                f"{' and '.join(sorted(lacks))}."
            )
        if not found:
            names = [str(row[1]) for row in known]
            near = difflib.get_close_matches(wanted, names, 3, 0.4) or names[:5]
            raise UsageError(
                f"--school: there is no school with the ID, name or number '{wanted}'. "
                f"Did you mean {', '.join(near)}?"
            )
        if len(found) > 1:
            ids = ", ".join(str(school) for school in found)
            raise UsageError(
                f"--school: '{wanted}' is the name of several schools: use one of the IDs {ids}."
            )
        scope.append(int(found[0]))
    return scope
