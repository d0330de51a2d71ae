"""A consequence is never lost: whatever finds a broken line names the vendor, what it does and its source.

Each line of each shipped profile is broken in a good bundle; what breaks several vendors' lines is
linted once, for all of them.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fixtures.district import AS_OF
from roster_lint.linter import lint
from roster_lint.profiles.lines import Judged, Line, Need, Roles
from roster_lint.profiles.loading import load_profile, profile_names
from roster_lint.profiles.words import sentence
from roster_lint.report import Counted
from roster_lint.settings import OneRoster
from roster_lint.vendor_results import RANK
from tests.bundles import Bundle, bundle
from tests.profiles.broken_bundles import OF_1P2, OF_THE_PACKAGE, Key, change, keys, prepare

Told = dict[str, tuple[str, tuple[Counted, ...]]]
"""Code and vendors of each finding by its fingerprint."""


def _lines() -> dict[Key, list[tuple[str, Line]]]:
    """The lines that each key breaks, with the profile's name."""
    broken: dict[Key, list[tuple[str, Line]]] = defaultdict(list)
    for name in profile_names():
        profile = load_profile(name)
        for line in profile.judged():
            # An unknown role makes somebody of no population, or other staff, who are nothing to some.
            if isinstance(line, Roles) and not any(n.population == "staff" for n in profile.needs):
                continue
            for key in keys(line):
                broken[key].append((name, line))
    return broken


LINES = _lines()

CHECKS = ("OB", "OF", "OP1", "OP2", "OP5", "OP7", "VN")
"""All but those of sessions, the grade book, resources and accounts, which no line is about."""


def _version(key: Key) -> OneRoster:
    return "1.2" if key[0] == "check" and key[1] in OF_1P2 else "1.1"


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


def _told(source: Path, vendors: tuple[str, ...]) -> Told:
    with lint(source, as_of=AS_OF, vendor=vendors, select=CHECKS) as report:
        return {f.fingerprint: (f.code, f.vendors) for f in report.findings()}


@cache
def _before(version: OneRoster) -> Told:
    """What all vendors say of the good bundle."""
    with TemporaryDirectory() as folder:
        made = bundle(version)
        if version == "1.1":
            prepare(made)
        return _told(made.write(Path(folder) / "b"), profile_names())


def carried(line: Line, name: str, told: Told, before: Told) -> list[str]:
    """The codes of the findings that carry a vendor's line, unless the good source has them too."""
    assert isinstance(line, Need | Judged)
    return [
        code
        for fingerprint, (code, vendors) in told.items()
        if before.get(fingerprint) != (code, vendors)
        for one in vendors
        if one.name == name
        and line.source in one.sources
        and RANK[one.severity] <= RANK[line.severity]
        and line.consequence in (None, one.consequence)
    ]


@pytest.mark.parametrize("key", [pytest.param(key, id=str(key)[:90]) for key in LINES])
def test_a_broken_line_is_named_with_its_vendor(key: Key, tmp_path: Path) -> None:
    made = bundle(_version(key))
    if made.version == "1.1":
        change(key)(made)
    else:
        made.rows["roles"][0]["orgSourcedId"] = "gone"
    vendors = tuple(dict.fromkeys(name for name, _ in LINES[key]))
    told = _told(_write(made, key, tmp_path), vendors)
    before = {} if key == ("no-csv",) else _before(made.version)
    before = {
        fingerprint: (code, tuple(one for one in of if one.name in vendors))
        for fingerprint, (code, of) in before.items()
    }
    lost = [
        f"{name}: {sentence(line)}"
        for name, line in LINES[key]
        if not carried(line, name, told, before)
    ]
    assert lost == [], {code: of for code, of in told.values()}


def test_every_line_that_a_bundle_can_break_is_broken() -> None:
    """What is left are lines about whole populations, accounts, and checks of Campus alone."""
    left = {
        type(line).__name__ if not isinstance(line, Need) else f"Need {line.field}"
        for name in profile_names()
        for line in load_profile(name).judged()
        if not list(keys(line))
    }
    assert left == {"Need record", "Accounts", "CheckSeverity"}
    assert set(OF_THE_PACKAGE) <= {key[1] for key in LINES if key[0] == "check"}
