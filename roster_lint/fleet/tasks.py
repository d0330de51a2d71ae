"""Makes of districts what workers are handed: settings loaded, names for files, stamps."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from roster_lint.errors import RosterLintError
from roster_lint.fleet.district import District, ReportKind, Task, slugs
from roster_lint.fleet.remote import is_remote, shown
from roster_lint.fleet.stamp import stamp_of
from roster_lint.prepare import completed
from roster_lint.settings.loader import load_settings
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors

_NOT_HERE = {"source": None, "show_personal_data": False, "pager": False}
"""The source is the district's, and no report of a fleet holds a name."""


@dataclass(frozen=True)
class Wanted:
    """What is wanted of each district.

    Attributes:
        flags: settings from the command line, which a list may overrule for a district.
        config: the settings file that a flag names.
        out: the folder that is written.
        reports: the kinds of reports that each district has there.
        timeout: seconds for each district.
    """

    flags: Mapping[str, object]
    config: Path | None = None
    out: Path | None = None
    reports: tuple[ReportKind, ...] = ()
    timeout: float | None = None


@dataclass(frozen=True)
class Plan:
    """What a run does.

    Attributes:
        settings: those that hold where a list says nothing else.
        tasks: the districts that can be linted, in the order in which they are begun.
        refused: those whose own settings are wrong, and why.
        token: what every worker must see in the folder.
    """

    settings: Settings
    tasks: tuple[Task, ...]
    refused: tuple[tuple[Task, str], ...]
    token: str


def plan(districts: Sequence[District], wanted: Wanted) -> Plan:
    """The plan of a run.

    Args:
        districts: in the order in which they are begun.
        wanted: what is wanted of each.

    Raises:
        UsageError: the settings that hold for all are wrong. Those of one district are its own
            trouble.
    """
    common = _settings(wanted.flags, wanted.config)
    Vendors.named(common.vendor)
    token = secrets.token_hex(8)
    tasks, refused = [], []
    for district, slug in zip(districts, slugs(one.name for one in districts), strict=True):
        task = Task(
            district.name,
            district.source,
            _named(common, district),
            slug,
            wanted.out if wanted.reports else None,
            wanted.reports,
            token,
            wanted.timeout,
        )
        try:
            settings = _named(_of_district(district, wanted, common), district)
        except RosterLintError as error:
            refused.append((task, str(error)))
            continue
        stamp = stamp_of(task.source, settings)
        tasks.append(replace(task, settings=settings, stamp=stamp))
    return Plan(common, tuple(tasks), tuple(refused), token)


def _of_district(district: District, wanted: Wanted, common: Settings) -> Settings:
    if not district.options and district.config is None:
        return common
    flags = {**wanted.flags, **district.options}
    return _settings(flags, district.config or wanted.config, common)


def _named(settings: Settings, district: District) -> Settings:
    """With the source as a report that breaks off calls it."""
    remote = is_remote(district.source)
    source = shown(district.source) if remote else district.source
    return settings.model_copy(update={"source": source})


def _settings(
    flags: Mapping[str, object], config: Path | None, common: Settings | None = None
) -> Settings:
    loaded = load_settings({**flags, "source": None}, config)
    # All districts are judged as of one day, though the run may last past midnight.
    day = {"as_of": common.as_of} if common is not None and loaded.as_of is None else {}
    return completed(loaded, day).model_copy(update=_NOT_HERE)
