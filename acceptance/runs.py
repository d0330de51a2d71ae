"""All runs whose outcome is kept, by name."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from zlib import crc32

from typer.testing import CliRunner

from acceptance.facts import Facts, facts_of
from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.cli.app import app
from roster_lint.report.formats.json import write as write_json
from roster_lint.vendors.loading import profile_names
from tests.district_folder import folder_of_process
from tests.laws.examples import Example, case_districts, sample_districts

Run = Callable[[], Facts]

_SNAPSHOTS = ("back-to-school", "ready", "torn-export")
_BUNDLES = ("bundle-1p1", "bundle-1p1-bad", "bundle-1p2", "bundle-1p2-bad")
_THREE = ("clever", "google-classroom", "schoology")
_OF_THE_CASES = 8
"""Of how many districts of cases one is tried."""
_OF_THE_PEOPLE = 12
"""How many records of a kind are explained."""


@cache
def all_runs() -> Mapping[str, Run]:
    """Every run by its name, in an order that is always the same."""
    return dict([*_checks(), *_explanations(), *_previews(), *_samples(), *_cases()])


def _checks() -> Iterator[tuple[str, Run]]:
    vendors = {
        "no vendor": (),
        "three vendors": _THREE,
        "all vendors": tuple(profile_names()),
    }
    for district in (*_SNAPSHOTS, *_BUNDLES):
        versions = ("1.1", "1.2") if district in _SNAPSHOTS else ("",)
        for version in versions:
            oneroster = ("--oneroster", version) if version else ()
            for called, names in vendors.items():
                chosen = [part for name in names for part in ("--vendor", name)]
                name = f"check {district} {version} {called}"
                yield name, partial(_cli, "check", str(HERE / district), *oneroster, *chosen)
    for district in ("back-to-school", "ready"):
        for directory, vendor in (("workspace", "google-classroom"), ("entra", "microsoft-sds")):
            accounts = HERE / "accounts" / f"{district}-{directory}.csv"
            options = ("--vendor", vendor, "--accounts", str(accounts), "--oneroster", "1.2")
            name = f"check {district} accounts {directory}"
            yield name, partial(_cli, "check", str(HERE / district), *options)


def _explanations() -> Iterator[tuple[str, Run]]:
    columns = {
        "student": ("Enrollment", "personID"),
        "staff": ("EmploymentAssignment", "personID"),
        "teacher": ("SectionStaffHistory", "personID"),
        "guardian": ("RelatedPair", "personID2"),
        "relative": ("RelatedPair", "personID2"),
        "section": ("Section", "sectionID"),
        "course": ("Course", "courseID"),
    }
    for district in ("back-to-school", "ready"):
        for kind, (table, column) in columns.items():
            for number in _some(HERE / district / f"{table}.csv", column):
                for version in ("1.1", "1.2"):
                    name = f"explain {district} {version} {kind} {number}"
                    options = ("--oneroster", version)
                    place = str(HERE / district)
                    yield name, partial(_cli, "explain", kind, f"id:{number}", place, *options)


def _some(path: Path, column: str) -> list[str]:
    """Some IDs of a file, spread over all of them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = {row[column] for row in csv.DictReader(stream)}
    numbers = sorted(number for number in found if number.isdigit())
    return sorted(numbers, key=lambda number: crc32(number.encode()))[:_OF_THE_PEOPLE]


def _previews() -> Iterator[tuple[str, Run]]:
    for district in _SNAPSHOTS:
        place = str(HERE / district)
        for version in ("1.1", "1.2"):
            name = f"preview {district} {version}"
            yield name, partial(_cli, "preview", place, "--oneroster", version)
    for district in (*_SNAPSHOTS, *_BUNDLES):
        yield f"doctor {district}", partial(_doctor, str(HERE / district))


def _samples() -> Iterator[tuple[str, Run]]:
    for example in sample_districts():
        yield f"sample {example.name}", partial(_lint, example)


def _cases() -> Iterator[tuple[str, Run]]:
    for example in case_districts():
        if crc32(example.name.encode()) % _OF_THE_CASES == 0:
            yield f"case {example.name}", partial(_lint, example)


def _cli(command: str, *arguments: str) -> Facts:
    options = ["--as-of", AS_OF, "--output-format", "json"]
    result = CliRunner().invoke(app, [command, *arguments, *options], prog_name="roster-lint")
    return {**_facts(result.stdout), "exit": result.exit_code}


def _doctor(place: str) -> Facts:
    """The doctor speaks to people only: the codes and numbers that it says, and its exit code."""
    result = CliRunner().invoke(app, ["doctor", place], prog_name="roster-lint")
    said = re.findall(r"\b[A-Z]{2}\d{3}\b|\b\d[\d,]*\b", result.stdout.replace(place, ""))
    return {"exit": result.exit_code, "said": sorted(said)}


def _lint(example: Example) -> Facts:
    with lint(example.source(folder_of_process()), **dict(example.settings)) as report:
        written = io.StringIO()
        write_json(report, written)
        return _facts(written.getvalue())


def _facts(written: str) -> Facts:
    facts = facts_of(json.loads(written))
    assert isinstance(facts, dict)
    return facts
