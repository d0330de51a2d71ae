"""Where a run writes its report, page, worklists and list: filled in, and refused early."""

from pathlib import Path
from typing import TYPE_CHECKING

from roster_lint.errors import UsageError
from roster_lint.files.targets import Target, check_targets
from roster_lint.files.whole import resolved, stream_number

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

_DATE = "{date}"

LOG_BEGINS = b'{"time": "'
"""What every line of a log begins with."""


def dated(settings: "Settings") -> "Settings":
    """The settings with the as-of date filled in, in paths too; what goes to stdout has no file."""
    from roster_lint.prepare import completed

    as_of = completed(settings).as_of
    assert as_of is not None
    places: dict[str, Path | None] = {}
    for name in ("output_file", "html", "worklists", "workbook", "missing", "email", "log"):
        path = getattr(settings, name)
        if path is not None and _DATE in str(path):
            places[name] = with_date(path, as_of.isoformat())
    settings = settings.model_copy(update={"as_of": as_of, **places})
    settings = _one_and_others(settings, as_of.isoformat())
    if settings.output_file is not None and stream_number(settings.output_file) == 1:
        settings = settings.model_copy(update={"output_file": None})
    return settings


def _one_and_others(settings: "Settings", date: str) -> "Settings":
    """One of several outputs as the report's format and file, and the others as outputs."""
    outputs = [
        (name, None if path is None else with_date(path, date)) for name, path in settings.output
    ]
    outputs = [(n, None if p is not None and stream_number(p) == 1 else p) for n, p in outputs]
    if not outputs:
        return settings
    if {"output_format", "output_file"} & settings.model_fields_set:
        raise UsageError(
            "--output says format and file of each report: leave --output-format and --output-file"
            " out."
        )
    shown = [name for name, path in outputs if path is None]
    if len(shown) > 1:
        raise UsageError(f"--output: {' and '.join(shown)} need a file each but one: FORMAT:FILE.")
    # What goes to the terminal comes first, if anything does.
    (name, path), *others = sorted(outputs, key=lambda output: output[1] is not None)
    changed = {"output_format": name, "output_file": path, "output": tuple(others)}
    return settings.model_copy(update=changed)


def with_date(path: Path, date: str) -> Path:
    """A path in which a date stands for ``{date}``."""
    return Path(str(path).replace(_DATE, date))


def check_places(settings: "Settings", source: str, config: Path | None) -> None:
    """Refuses a lint that could not write, or that would write over what it reads.

    Args:
        settings: of the run.
        source: what is linted.
        config: the settings file that a flag names.

    Raises:
        UsageError: a place will not do.
    """
    targets = _targets(settings)
    check_other_places(settings, source, config, *targets)
    if settings.workbook is not None and settings.workbook.suffix.lower() != ".xlsx":
        raise UsageError(
            f"--workbook: {settings.workbook} does not end in .xlsx, without which Excel does not "
            "open it."
        )
    if settings.worklists is not None:
        from roster_lint.report.formats.worklist_folder import check_folder

        check_folder(settings.worklists)


def check_log(settings: "Settings", source: str, config: Path | None) -> None:
    """Refuses a log that could not be written, or that something else of the run is or replaces.

    It is looked at before the other places, so that what is wrong with those can be logged. The
    arguments and errors are those of ``check_places``.
    """
    if settings.log is None:
        return
    log = Target(settings.log, "--log")
    place = resolved(log.path, log.option)
    others = [
        other
        for other in _targets(settings)
        if other.option != log.option and (other.folder or resolved(other.path) == place)
    ]
    check_other_places(settings, source, config, *others, log)
    if stream_number(log.path) == 1:
        raise UsageError("--log: standard output is the report's: name a file.")
    if place.is_file() and not _is_log(place):
        raise UsageError(
            f"--log: {log.path} is no log of roster-lint, and nothing is added to it: name another "
            "file."
        )


def _is_log(place: Path) -> bool:
    """Whether a file is empty, or begins as a log does."""
    try:
        with place.open("rb") as file:
            begin = file.read(len(LOG_BEGINS))
    except OSError:
        # Adding to it may be allowed all the same.
        return True
    return begin in (b"", LOG_BEGINS)


def _targets(settings: "Settings") -> list[Target]:
    """All that a lint writes."""
    named = (
        (settings.output_file, "--output-file", False),
        *((path, f"--output {name}", False) for name, path in settings.output),
        (settings.html, "--html", False),
        (settings.missing, "--missing", False),
        (settings.workbook, "--workbook", False),
        (settings.email, "--email", False),
        (settings.log, "--log", False),
        (settings.worklists, "--worklists", True),
    )
    return [Target(path, option, folder) for path, option, folder in named if path is not None]


def check_other_places(
    settings: "Settings", source: str, config: Path | None, *targets: Target
) -> None:
    """The same for a command that writes just this, wherever the settings want a report.

    Without a target it still looks where the shell sends the output.
    """
    from roster_lint.cli.inputs import inputs_of

    check_targets(targets, inputs_of(settings, source, config))
