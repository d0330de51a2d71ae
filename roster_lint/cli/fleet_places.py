"""Where a run over many districts writes: refused early where it would write over what it reads."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from roster_lint.cli.places import with_date
from roster_lint.errors import UsageError
from roster_lint.files.targets import Input, Target, check_targets, refuse_unwritable
from roster_lint.files.whole import resolved
from roster_lint.settings.source_name import is_url

if TYPE_CHECKING:
    from roster_lint.fleet.listing import Listing
    from roster_lint.fleet.tasks import Wanted
    from roster_lint.fleet.whole_run import How


def dated_folder(out: Path, flags: Mapping[str, object], config: Path | None) -> Path:
    """The folder with the as-of date filled in, as an absolute path; raises UsageError."""
    from roster_lint.prepare import completed
    from roster_lint.settings.loader import load_settings

    if "{date}" in str(out):
        as_of = completed(load_settings(flags, config)).as_of
        assert as_of is not None
        out = with_date(out, as_of.isoformat())
    return resolved(out.expanduser(), "--out")


def check_fleet_places(listing: "Listing", wanted: "Wanted", how: "How") -> None:
    """Refuses a run that could not write, or that would write over what it reads.

    Args:
        listing: the districts.
        wanted: what is written of each.
        how: its log and earlier summary are files, too.

    Raises:
        UsageError: a place will not do.
    """
    from roster_lint.settings.loader import settings_file

    single = [Input(path, "the list of districts") for path in listing.inputs if path.is_file()]
    if (file := settings_file(wanted.config)) is not None:
        single.append(Input(file, "the settings file"))
    if how.before is not None:
        single.append(Input(how.before, "the summary of --before"))
    check_targets([Target(how.log, "--log")] if how.log is not None else [], single)
    read = {resolved(one.path) for one in single} | set(_read(listing, wanted))
    if how.log is not None:
        _refuse_log(how.log, wanted.out, read)
    if wanted.out is not None:
        _refuse_folder(wanted.out, read)


def _read(listing: "Listing", wanted: "Wanted") -> Iterator[Path]:
    """All other files and folders that the run reads."""
    yield from (resolved(path) for path in listing.inputs)
    options: list[Mapping[str, object]] = [wanted.flags]
    for one in listing.districts:
        options.append(one.options)
        if not is_url(one.source):
            yield resolved(Path(one.source).expanduser())
        if one.config is not None:
            yield resolved(one.config)
    for option in options:
        for key in ("accounts", "vendor", "baseline"):
            values = option.get(key) or ()
            for value in (values,) if isinstance(values, str) else values:  # type: ignore[attr-defined]
                if key != "vendor" or str(value).lower().endswith(".toml"):
                    yield resolved(Path(str(value)).expanduser())


def _refuse_log(log: Path, out: Path | None, read: set[Path]) -> None:
    from roster_lint.fleet.keeping import FILES

    place = resolved(log)
    if place in read or read.intersection(place.parents) - _folders_of_lists(read, place):
        raise UsageError(f"--log: {log} is a part of what is read: name another place.")
    if out is not None and place in [out / name for name in FILES]:
        raise UsageError(f"--log: {log} is a file of --out: name another one.")


def _folders_of_lists(read: set[Path], place: Path) -> set[Path]:
    """The folder of districts itself; a loose file in it is not read."""
    return {folder for folder in read if folder == place.parent and _holds(folder, read)}


def _holds(folder: Path, read: set[Path]) -> bool:
    return any(folder in other.parents for other in read)


def _refuse_folder(out: Path, read: set[Path]) -> None:
    from roster_lint.fleet.district import FOLDER
    from roster_lint.fleet.keeping import FILES, SUMMARY
    from roster_lint.fleet.summary import read_summary

    if out in read or read.intersection(out.parents):
        raise UsageError(f"--out: {out} is in what is read: name a folder beside it.")
    reports = out / FOLDER
    for place in read:
        if place == reports or reports in place.parents:
            raise UsageError(
                f"--out: {place}, which is read, is in the folder of reports {reports}."
            )
        if place.parent == out and place.name in FILES:
            raise UsageError(f"--out: {place}, which is read, would be overwritten.")
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out: {out} is a file: name a folder.")
    if (out / SUMMARY).exists():
        # Files that are not ours are not overwritten.
        read_summary(out / SUMMARY, "--out")
    above = next((one for one in (out, *out.parents) if one.exists()), out)
    refuse_unwritable(above, out, "--out")
