"""Whether one side of a pair is whole: what is torn must never look like what is gone.

A lint of a bundle reports a torn file as findings. A comparison cannot: each row that was lost on
the way would count as deleted, or, lost from the earlier side, would hide a deletion.
"""

from collections.abc import Iterator

from roster_lint.checks.unknown import listed, unknown_of
from roster_lint.engine.base import Engine
from roster_lint.model.build import amount
from roster_lint.pair.tables import AGENTS, COLUMNS
from roster_lint.prepare import Prepared
from roster_lint.preview.bundle import SYSTEM_NAME
from roster_lint.preview.columns import HEADERS, table
from roster_lint.report.completeness import empty_tables
from roster_lint.report.data_faults import data_faults
from roster_lint.sources.bundle import BundleSource
from roster_lint.vocabulary import OneRoster, family_of

_AT_LEAST = 5
"""Fewer rows than this are no sign of a torn file, as for DA004."""

_KEYS: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId",),
    "academicSessions": ("sourcedId",),
    "courses": ("sourcedId",),
    "classes": ("sourcedId", "courseSourcedId", "schoolSourcedId"),
    "users": ("sourcedId",),
    "roles": ("userSourcedId", "role"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
}
"""The columns without which a file's records cannot be distinguished."""

_REFERENCES = (
    ("roles", "userSourcedId", "users"),
    ("enrollments", "userSourcedId", "users"),
    ("enrollments", "classSourcedId", "classes"),
    ("classes", "courseSourcedId", "courses"),
    ("classes", "schoolSourcedId", "orgs"),
    ("roles", "orgSourcedId", "orgs"),
)


def needed_files(oneroster: OneRoster) -> tuple[str, ...]:
    """The files that are compared, without ``.csv``."""
    return tuple(name for name in _KEYS if name != "roles" or oneroster == "1.2")


def incomplete_side(prepared: Prepared) -> Iterator[str]:
    """Why a source that was read cannot be relied on, a sentence each."""
    if family_of(prepared.source_kind) == "bundle":
        yield from prepared.loaded.lacking
        if not prepared.loaded.lacking:
            yield from _torn_bundle(prepared)
        return
    engine, loaded = prepared.engine, prepared.loaded
    if _unknown_files(prepared):
        yield from loaded.lacking
    if loaded.rows.get("Enrollment") == 0:
        yield "The table Enrollment has no row."
    empty = empty_tables(loaded)
    for name in empty:
        yield f"The table {name} has no row, which no district can do without."
    unknown = unknown_of(engine, loaded, prepared.settings.oneroster)
    yield from data_faults(engine, empty, unknown)


def notes_on(prepared: Prepared) -> Iterator[str]:
    """What is missing from a source, where nothing that is sent depends on it."""
    if family_of(prepared.source_kind) == "campus" and not _unknown_files(prepared):
        for sentence in prepared.loaded.lacking:
            yield f"{sentence} Nothing that is sent depends on it."


def absent_files(prepared: Prepared) -> tuple[str, ...]:
    """The files that a bundle declares absent, and has none of, without ``.csv``."""
    if family_of(prepared.source_kind) == "campus":
        return ()
    rows = prepared.engine.rows(
        "SELECT file FROM bundle_file WHERE NOT present AND coalesce(mode, 'absent') = 'absent'"
    )
    absent = {str(row[0]).removesuffix(".csv") for row in rows}
    return tuple(n for n in needed_files(prepared.settings.oneroster) if n in absent)


def broken_references(engine: Engine, schema: str, share: str) -> Iterator[str]:
    """Files with so many missing rows that others refer to that they must be torn.

    Args:
        engine: holds the side's tables.
        schema: the schema that they are in.
        share: from which share of the references on, or from which number, as ``dangling_share``.
    """
    least_share, least = amount(share)
    for child, column, parent in _REFERENCES:
        # The few values first: a class or school is named by many rows.
        lost, total = engine.rows(
            f"SELECT coalesce(sum(n) FILTER (WHERE p.sourcedId IS NULL), 0), coalesce(sum(n), 0)"
            f' FROM (SELECT "{column}" AS id, count(*) AS n FROM {schema}."{child}"'
            f" WHERE status = 'active' AND \"{column}\" IS NOT NULL GROUP BY 1) c"
            f' LEFT JOIN {schema}."{parent}" p ON p.sourcedId = c.id'
        )[0]
        limit = least if least is not None else (least_share or 0) * int(total)
        if lost >= max(limit, _AT_LEAST):
            yield (
                f"Rows of {parent} are missing, which {lost:,} of {total:,} values of "
                f"{child}.{column} refer to."
            )


def _unknown_files(prepared: Prepared) -> list[str]:
    """The files in which something is unknown, since the source does not have what decides it."""
    oneroster = prepared.settings.oneroster
    unknown = unknown_of(prepared.engine, prepared.loaded, oneroster)
    return [name for name in HEADERS[oneroster] if unknown.of(f"SELECT * FROM {table(name)}")]


def _torn_bundle(prepared: Prepared) -> Iterator[str]:
    """What is wrong with a bundle's files as a whole."""
    engine = prepared.engine
    files = needed_files(prepared.settings.oneroster)
    own = _is_predicted(prepared)
    for file, mode, present, readable in engine.rows(
        "SELECT file, coalesce(mode, 'absent'), present, readable FROM bundle_file ORDER BY file"
    ):
        if str(file).removesuffix(".csv") not in files:
            continue
        if present and not readable:
            yield f"{file} cannot be read, or could not be judged."
        elif not present and mode != "absent":
            yield f"{file} is missing, though the manifest says that it is there."
        elif present and mode == "delta" and not own:
            yield f"{file} holds only changes (delta): what it leaves out is not gone."
    for name in files:
        rows = engine.rows(
            "SELECT subject FROM bundle_fault WHERE fault = 'missing-column' AND file = ?"
            " ORDER BY subject",
            (f"{name}.csv",),
        )
        lost = [str(row[0]) for row in rows if row[0] in (*_KEYS[name], *_role(prepared, name))]
        if lost:
            yield f"{name}.csv has no column {listed(lost)}."
    yield from _lost_rows(prepared, files)


def _is_predicted(prepared: Prepared) -> bool:
    """Whether `preview --to` wrote the bundle: with --delta, too, it holds all that is sent."""
    source = prepared.source
    manifest = source.manifest if isinstance(source, BundleSource) else None
    return manifest is not None and manifest.system_name == SYSTEM_NAME


def _role(prepared: Prepared, name: str) -> tuple[str, ...]:
    """In 1.1, what people are stands in users.csv."""
    if name == "users" and prepared.settings.oneroster == "1.1":
        return ("role", "orgSourcedIds")
    return ()


def _lost_rows(prepared: Prepared, files: tuple[str, ...]) -> Iterator[str]:
    """Files in which a share of the values, or of the sourcedIds, cannot be read."""
    engine = prepared.engine
    share, number = amount(prepared.settings.dangling_share)
    for name in files:
        total = prepared.loaded.rows.get(name, 0)
        limit = max(_AT_LEAST, number if number is not None else (share or 0) * total)
        for column, bad in engine.rows(
            "SELECT column_name, count(*) FROM bad_cell WHERE table_name = ? AND NOT kept"
            " AND (fault NOT IN ('blank', 'only-spaces', 'null-word') OR column_name = 'sourcedId')"
            " GROUP BY column_name ORDER BY column_name",
            (name,),
        ):
            if bad >= limit and column in ("sourcedId", "status", *COLUMNS[name], AGENTS):
                yield f"{name}.csv: {bad:,} of {total:,} values of {column} cannot be read."
        repeated = engine.rows("SELECT count(*) FROM dropped_row WHERE table_name = ?", (name,))
        if repeated[0][0] >= limit:
            yield (
                f"{name}.csv: {repeated[0][0]:,} of {total:,} rows have a sourcedId that another "
                "row has."
            )
