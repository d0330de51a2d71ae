"""The runs on the sample districts that ``fixtures/README.md`` lists, read from its tables."""

import shlex
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fixtures.build import HERE
from fixtures.district import AS_OF, variant
from roster_lint import lint
from roster_lint.checks.finding import Finding
from roster_lint.report.counts import Availability

README = HERE / "README.md"


@dataclass(frozen=True)
class Line:
    """What one check finds in one run: a row of the README's last table.

    Attributes:
        findings: how many there are, as the README says it.
        records: their keys, with ranges spelled out.
    """

    check: str
    run: str
    findings: int
    records: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """One run of the linter on a sample district.

    Attributes:
        name: its name; of a variant's run, the variant's too.
        district: a stored district, or ``variant``.
        settings: what differs from the defaults; the as-of date is always there.
        complete: the README lists every finding of the run, not of some checks alone.
    """

    name: str
    district: str
    settings: Mapping[str, Any]
    complete: bool


@dataclass(frozen=True)
class Outcome:
    """What a run gave.

    Attributes:
        findings: every finding of a complete run; of another one, those of the checks listed.
        availability: each population by its name.
    """

    findings: tuple[Finding, ...]
    availability: Mapping[str, Availability]


def runs() -> list[Run]:
    """All runs, in the README's order."""
    return [
        Run(name, district, {"as_of": AS_OF, **_settings(options)}, listed == "all")
        for name, district, options, listed in readme_table("run", "district", "options", "lines")
    ]


def lines() -> list[Line]:
    """What the runs find, in the README's order."""
    return [
        Line(check, run, int(findings), tuple(_keys(records)))
        for check, run, findings, records in readme_table("check", "run", "findings", "records")
    ]


@cache
def outcome(name: str) -> Outcome:
    """Lints the run's district, once for all who ask.

    Raises:
        KeyError: the README has no run of that name.
    """
    run = {run.name: run for run in runs()}[name]
    select = () if run.complete else tuple({line.check for line in lines() if line.run == name})
    with TemporaryDirectory() as folder:
        source = HERE / run.district
        if run.district == "variant":
            source = variant(run.name).write(Path(folder))
        with lint(source, select=select, **run.settings) as report:
            populations = {one.entity: one for one in report.availability}
            return Outcome(tuple(report.findings()), populations)


def compact(finding: Finding) -> str:
    """A finding's key as the README writes it."""
    return "/".join("null" if part is None else str(part) for part in finding.key.values())


def readme_table(*header: str) -> Iterator[list[str]]:
    """The rows of the README's table with that header.

    Raises:
        ValueError: there is no such table.
    """
    texts = README.read_text(encoding="utf-8").splitlines()
    start = texts.index(f"| {' | '.join(header)} |") + 2
    for text in texts[start:]:
        if not text.startswith("|"):
            return
        yield [cell.strip() for cell in text.strip("|").split("|")]


def _settings(options: str) -> dict[str, Any]:
    """Settings by name from the code spans of a cell: flags, or a line of a settings file."""
    settings: dict[str, Any] = {}
    for span in options.split("`")[1::2]:
        if not span.startswith("--"):
            settings |= tomllib.loads(span)
            continue
        words = shlex.split(span)
        for flag, value in zip(words[::2], words[1::2], strict=True):
            settings[flag.removeprefix("--").replace("-", "_")] = value
    if "accounts" in settings:
        settings["accounts"] = (HERE / settings["accounts"],)
    return settings


def _keys(records: str) -> Iterator[str]:
    for record in records.split(", "):
        first, dots, last = record.partition("..")
        if dots:
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield first
