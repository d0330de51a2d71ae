"""Fetches all collections of a OneRoster API into the files of a bundle, or says what broke off."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.engine.base import Engine
from roster_lint.errors import SourceError
from roster_lint.loading.api.collection import Disagreement, Overlap, read_collection
from roster_lint.loading.api.fields import GRADE_BOOK, OPTIONAL, ROSTER
from roster_lint.loading.api.staging import Staging, files_of, remove_blank, write_manifest
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.connection import Refused
from roster_lint.sources.api.source import ApiSource
from roster_lint.vocabulary import Progress, no_progress

_MAY_LACK = (401, 403, 404, 405, 501)
"""With what a server answers that does not serve a collection, or not to this connection."""


def fetch(
    engine: Engine,
    source: ApiSource,
    settings: Settings,
    progress: Progress = no_progress,
    *,
    marks: bool = True,
) -> dict[str, int]:
    """Fills the source's folder with what the API serves; from then on it is a bundle.

    The source's notes say which collections the connection may not read.

    Args:
        engine: takes the pages apart; no table of its own is touched.
        source: the API, which must be open.
        settings: how to ask, and whether for the grade book.
        progress: follows the records read, by collection.
        marks: say of a password that there is one; else nothing stands in its place.

    Returns:
        The records of each collection that the API serves.

    Raises:
        SourceError: a collection could not be read to its end; the sentence names what was read.
    """
    read: dict[str, int] = {}
    unserved: dict[str, int] = {}
    grade_book = GRADE_BOOK[source.version] if settings.api_grade_book else ()
    with _saying_how_far(read):
        for name in (*ROSTER, *OPTIONAL, *grade_book):
            try:
                staging = staging_of(engine, source, name, marks=marks)
                read[name] = _fetch(staging, source, settings, name, name in grade_book, progress)
            except Refused as refused:
                if name in ROSTER or refused.status not in _MAY_LACK:
                    raise
                unserved[name] = refused.status
                for file in files_of(name, source.version):
                    (source.folder / f"{file}.csv").unlink()
    if unserved:
        named = ", ".join(f"{name} (HTTP {status})" for name, status in unserved.items())
        source.notes = (f"The connection does not serve {named}: nothing is judged of it.",)
    write_manifest(source.folder, source.version)
    return read


def staging_of(engine: Engine, source: ApiSource, name: str, *, marks: bool = True) -> Staging:
    """What splits the pages of a collection, and the files that they go to."""
    tables = oneroster_tables(source.version)
    columns = {
        file: [c.name for c in tables[file].columns if c.needed]
        for file in files_of(name, source.version)
    }
    return Staging(engine, source.folder, name, source.version, columns, marks=marks)


def _fetch(
    staging: Staging,
    source: ApiSource,
    settings: Settings,
    name: str,
    grade_book: bool,
    progress: Progress,
) -> int:
    """One collection, read once more where it contradicts itself.

    A record that came on two pages may stand there twice. So the second time pages are of another
    size: if all records come in the same order again, it is the API's own, and none can be missing.
    """
    files = files_of(name, source.version)
    before: Disagreement | None = None
    limit = settings.api_page_size
    while True:
        try:
            with staging.opened():
                number = read_collection(
                    name,
                    partial(source.connection.page, name, grade_book=grade_book),
                    staging.look,
                    staging.keep,
                    limit,
                    settings.api_concurrency,
                    progress,
                )
            staging.refuse_overlap()
        except Disagreement as problem:
            if before is not None and not _same_order(before, problem):
                raise SourceError(f"{problem}, twice.") from None
            if before is not None:
                break
            before = problem
            if isinstance(problem, Overlap):
                limit = problem.page * 3 // 4 if problem.page > 2 else problem.page + 1
        else:
            break
    remove_blank(
        source.folder,
        [f for f in files if f not in ROSTER and (f != "roles" or not number)],
    )
    return number


def _same_order(one: Disagreement, other: Disagreement) -> bool:
    if not isinstance(one, Overlap) or not isinstance(other, Overlap):
        return False
    return one.order == other.order and one.page != other.page


@contextmanager
def _saying_how_far(read: dict[str, int]) -> Iterator[None]:
    """Adds to an error's sentence what was read until then."""
    try:
        yield
    except SourceError as error:
        done = ", ".join(f"{name} ({number:,})" for name, number in read.items())
        so_far = f"Read before that: {done}." if done else "Nothing was read before that."
        sentence = f"{str(error).rstrip('.')}. {so_far} Nothing is judged."
        raise SourceError(sentence) from None
