"""Both sides in one engine: what Campus data should be served as, and what is served."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from roster_lint.engine.base import Engine
from roster_lint.errors import SourceError, UsageError
from roster_lint.model.predicted import build_predicted
from roster_lint.pair.whole import absent_files, incomplete_side, notes_on
from roster_lint.prepare import Prepared, completed, prepare
from roster_lint.reconcile.comparing import create_macros
from roster_lint.reconcile.served import copy_served
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.sources.opening import as_source
from roster_lint.vocabulary import (
    Family,
    OneRoster,
    Progress,
    SourceKind,
    family_of,
    no_progress,
    progress_of,
)

_NOT_OF_A_PAYLOAD: Mapping[str, object] = {"accounts": (), "vendor": ()}
"""Settings that do not change the prediction."""

_OF_THE_PREDICTION: Mapping[str, object] = {"school": ()}
"""Settings that do not change what is served."""


@dataclass(frozen=True)
class Sides:
    """Campus data with the predicted and the served records. Close it, or leave it to ``with``.

    Attributes:
        prepared: the Campus side; its engine holds the ``served_`` tables, too.
        served_kind: which kind of source the served records come from.
        served_location: where that is, for people.
        asked: the version that the settings name, where what is served is of the other one.
        absent: the files that the served side declares absent, without ``.csv``.
        notes: what there is to say about how the two were read.
    """

    prepared: Prepared
    served_kind: SourceKind
    served_location: str
    asked: OneRoster | None
    absent: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def engine(self) -> Engine:
        """The engine that holds both."""
        return self.prepared.engine

    def close(self) -> None:
        """Lets go of the engine."""
        self.prepared.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def load_sides(
    campus: str | Path | Source,
    served: str | Path | Source,
    settings: Settings,
    progress: Progress = no_progress,
) -> Sides:
    """Reads both sides, and predicts in the version of what is served.

    Args:
        campus: Campus data: a database URL, a folder or a zip.
        served: a OneRoster API or bundle.
        settings: the run's settings.
        progress: follows the rows read.

    Raises:
        UsageError: a source is of the wrong kind, or the settings name a school that there is not.
        SourceError: a source cannot be read, or is not whole.
        ResourceError: memory, or space in the temporary folder, is not enough.
    """
    settings = completed(settings, _NOT_OF_A_PAYLOAD)
    campus, served = as_source(campus, settings), as_source(served, settings)
    _refuse(campus, "campus", "The first source, SIS, must be Infinite Campus data")
    _refuse(served, "bundle", "The second source must be a OneRoster API or bundle")
    with prepare(served, _served_settings(settings), progress_of("served", progress)) as payload:
        _refuse_incomplete(payload, "What is served")
        oneroster = payload.settings.oneroster
        asked = settings.oneroster if settings.oneroster_set else None
        prepared = prepare(campus, completed(settings, {"oneroster": oneroster}), progress)
        try:
            _refuse_incomplete(prepared, "The Campus data")
            build_predicted(prepared.engine)
            create_macros(prepared.engine)
            copy_served(payload.engine, prepared.engine, oneroster, progress)
            return Sides(
                prepared=prepared,
                served_kind=payload.source_kind,
                served_location=payload.source_location,
                asked=asked if asked != oneroster else None,
                absent=absent_files(payload),
                notes=(*prepared.notes, *notes_on(prepared), *payload.notes),
            )
        except BaseException:
            prepared.close()
            raise


def _served_settings(settings: Settings) -> Settings:
    """The settings without what limits the prediction; what is served says its own version."""
    kept = settings.model_fields_set - {"oneroster", *_OF_THE_PREDICTION}
    return Settings.model_validate(
        {("schema" if n == "schema_name" else n): getattr(settings, n) for n in kept}
    )


def _refuse(source: Source, family: Family, must: str) -> None:
    if family_of(source.kind) != family:
        found = "Infinite Campus data" if family == "bundle" else "a OneRoster payload"
        raise UsageError(f"{must}: {source.location} is {found}.")


def _refuse_incomplete(prepared: Prepared, side: str) -> None:
    sentences = tuple(incomplete_side(prepared))
    if sentences:
        raise SourceError(f"{side} is incomplete, so nothing is reconciled: {' '.join(sentences)}")
