"""A consequence is never lost: what finds a broken line names the vendor, what it does and where.

Each line of each shipped profile is broken in a good bundle, and linted for all vendors at once: a
record of its own for lines about records, all in one bundle; a bundle of its own for others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fixtures.district import AS_OF
from roster_lint.checks.finding import Finding
from roster_lint.linter import lint
from roster_lint.report.results import RANK
from roster_lint.vendors.lines import Judged, Line, Need, Roles
from roster_lint.vendors.loading import load_profile, profile_names
from roster_lint.vendors.words import sentence
from roster_lint.vocabulary import OneRoster
from tests.bundles import Bundle, bundle
from tests.vendors.broken_bundles import OF_1P2, OF_THE_PACKAGE, break_bundle, bundle_keys
from tests.vendors.broken_records import About, Breaking, Key, prepare, record_keys

Lines = dict[Key, list[tuple[str, Line]]]
"""The lines that each key breaks, with their vendors."""

CHECKS = ("OB", "OF", "OP1", "OP2", "OP5", "OP7", "VN")
"""All but those of sessions, the grade book, resources and accounts, which no line is about."""


def lines_by(keys_of: Callable[[Line], Iterator[Key]]) -> Lines:
    """Every line of every profile by what breaks it."""
    broken: Lines = defaultdict(list)
    for name in profile_names():
        profile = load_profile(name)
        for line in profile.judged():
            # An unknown role makes somebody other staff or of no population, which some do not use.
            if isinstance(line, Roles) and not any(n.population == "staff" for n in profile.needs):
                continue
            for key in keys_of(line):
                broken[key].append((name, line))
    return broken


OF_RECORDS, OF_BUNDLES = lines_by(record_keys), lines_by(bundle_keys)


def found_in(source: Path, vendors: Iterable[str]) -> list[Finding]:
    """All that is found for vendors."""
    with lint(source, as_of=AS_OF, vendor=tuple(vendors), select=CHECKS) as report:
        return list(report.findings())


def lost(lines: Iterable[tuple[str, Line]], findings: Iterable[Finding]) -> list[str]:
    """The lines that none of the findings carries: vendor, severity, consequence and source."""
    counted = [(f, one) for f in findings for one in f.vendors]
    missing = []
    for name, line in lines:
        assert isinstance(line, Need | Judged)
        if not any(
            one.name == name
            and line.source in one.sources
            and RANK[one.severity] <= RANK[line.severity]
            and line.consequence in (None, one.consequence)
            for _, one in counted
        ):
            missing.append(f"{name}: {sentence(line)}")
    return missing


@cache
def _broken_records() -> tuple[list[Finding], dict[Key, About]]:
    breaking = Breaking(bundle("1.1"))
    prepare(breaking.made)
    breaking.break_all(OF_RECORDS)
    with TemporaryDirectory() as folder:
        source = breaking.made.write(Path(folder) / "b")
        return found_in(source, profile_names()), breaking.about


@pytest.mark.parametrize("key", [pytest.param(key, id=str(key)[:80]) for key in OF_RECORDS])
def test_a_broken_record_is_named_with_the_vendor(key: Key) -> None:
    found, about = _broken_records()
    of_record = [finding for finding in found if about[key].names_it(dict(finding.key))]
    assert lost(OF_RECORDS[key], of_record) == [], [(f.code, f.vendors) for f in of_record]


@cache
def _before(version: OneRoster) -> frozenset[str]:
    """The fingerprints of what all vendors say of the good bundle."""
    with TemporaryDirectory() as folder:
        source = _good(version).write(Path(folder) / "b")
        return frozenset(finding.fingerprint for finding in found_in(source, profile_names()))


def _good(version: OneRoster) -> Bundle:
    made = bundle(version)
    if version == "1.1":
        prepare(made)
    return made


@pytest.mark.parametrize("key", [pytest.param(key, id=str(key)) for key in OF_BUNDLES])
def test_a_broken_bundle_is_named_with_the_vendor(key: Key, tmp_path: Path) -> None:
    made = _good("1.2" if key[1:2] and key[1] in OF_1P2 else "1.1")
    break_bundle(made, key)
    found = found_in(_write(made, key, tmp_path), dict(OF_BUNDLES[key]))
    before = frozenset() if key == ("no-csv",) else _before(made.version)
    new = [finding for finding in found if finding.fingerprint not in before]
    assert lost(OF_BUNDLES[key], new) == [], [(f.code, f.vendors) for f in new]


def _write(made: Bundle, key: Key, folder: Path) -> Path:
    code = key[1] if key[0] == "check" else None
    if code == "OB011":
        return made.pack(folder / "b.zip", inside="export/")
    written = made.write(folder / "b")
    if code == "OB001":
        (written / "manifest.csv").unlink()
    elif code == "OB010":
        (written / "log.txt").write_text("done")
    elif code == "OB012":
        (written / "orgs.csv").rename(written / "Orgs.csv")
    elif code == "OB013":
        (written / "Orgs.csv").write_bytes((written / "orgs.csv").read_bytes())
    elif code == "OB023":
        text = (written / "orgs.csv").read_text(encoding="utf-8")
        (written / "orgs.csv").write_text(text, encoding="utf-16")
    return written


def test_every_line_that_a_bundle_can_break_is_broken() -> None:
    """What is left are lines about whole populations, accounts, and checks of Campus alone."""
    left = {
        type(line).__name__ if not isinstance(line, Need) else f"Need {line.field}"
        for name in profile_names()
        for line in load_profile(name).judged()
        if not [*record_keys(line), *bundle_keys(line)]
    }
    assert left == {"Need record", "Accounts", "CheckSeverity"}
    assert set(OF_THE_PACKAGE) <= {key[1] for key in OF_BUNDLES if key[0] == "check"}
