"""All files and folders that a run reads, so that nothing is written over them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from roster_lint.files.targets import Input

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

_BESIDE = ("-wal", "-shm", "-journal", ".wal", ".tmp")
"""What SQLite and DuckDB keep beside a database's file."""


def inputs_of(settings: "Settings", source: str, config: Path | None) -> list[Input]:
    """What a run reads.

    Args:
        settings: of the run.
        source: what is linted.
        config: the settings file that a flag names.

    Raises:
        UsageError: a database URL or a vendor's profile that cannot be read.
    """
    from roster_lint.settings.loader import settings_file

    inputs = [*_of_source(source)]
    if (file := settings_file(config)) is not None:
        inputs.append(Input(file, "the settings file"))
    inputs += [Input(path, "an accounts file") for path in settings.accounts]
    if settings.baseline is not None:
        inputs.append(Input(settings.baseline, "the baseline"))
    for vendor in settings.vendor:
        inputs += profile_inputs(vendor)
    if settings.extra_checks is not None:
        folder = settings.extra_checks
        inputs.append(
            Input(folder, "the folder of extra_checks", lambda name: name.endswith(".sql"))
        )
        inputs += [Input(path, "a check of extra_checks") for path in folder.glob("**/*.sql")]
    return inputs


def profile_inputs(vendor: str) -> list[Input]:
    """The files of a vendor's profile; raises UsageError."""
    from roster_lint.vendors.loading import profile_files

    return [Input(path, "a vendor's profile") for path in profile_files(vendor)]


def source_inputs(source: str) -> list[Input]:
    """The files of a source; raises UsageError for a URL that cannot be read."""
    return [*_of_source(source)]


def _of_source(source: str) -> Iterator[Input]:
    from roster_lint.settings.source_name import is_api_url, is_url

    if is_api_url(source):
        return
    if is_url(source):
        from roster_lint.sources.database_url import file_of, parse_url

        file = file_of(parse_url(source))
        if file is not None:
            yield Input(file, "the source")
            for ending in _BESIDE:
                yield Input(file.with_name(file.name + ending), "part of the source")
        return
    path = Path(source).expanduser()
    try:
        yield from _of_folder(path) if path.is_dir() else (Input(path, "the source"),)
    except OSError:
        # Reading it says why it cannot be read, and nothing is written then.
        yield Input(path, "the source")


def _of_folder(path: Path) -> Iterator[Input]:
    from roster_lint.sources.opening import is_bundle

    if is_bundle(path):
        # Whatever else is in its folder would be a finding of the next run.
        yield Input(path, "the source", lambda _: True)
        files = path.glob("**/*")
    else:
        yield Input(path, "the source", _is_table)
        files = (file for file in path.iterdir() if _is_table(file.name))
    for file in files:
        yield Input(file, "part of the source")


def _is_table(name: str) -> bool:
    """Whether a file's name is a table of Campus's or a file of OneRoster's, in any case."""
    from roster_lint.contracts.table import campus_tables
    from roster_lint.sources.bundle_files import oneroster_name
    from roster_lint.sources.snapshot import table_of

    return bool(table_of(name, campus_tables()) or oneroster_name(name))
