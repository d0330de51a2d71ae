"""What the checks of a bundle's files report already, no vendor check reports again."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fixtures.district import AS_OF
from roster_lint.linter import lint
from tests.bundles import Bundle, bundle


def codes(made: Bundle, folder: Path, vendor: str) -> Counter[str]:
    """The codes of everything that a run finds."""
    with lint(made.write(folder), as_of=AS_OF, vendor=vendor) as report:
        return Counter(finding.code for finding in report.findings())


@cache
def codes_of_a_good_one(vendor: str) -> Counter[str]:
    """The codes of all that a run finds in a good bundle, linted once for each vendor."""
    with TemporaryDirectory() as folder:
        return codes(bundle("1.1"), Path(folder) / "good", vendor)


def blank(file: str, column: str) -> Callable[[Bundle], None]:
    """Empties a column's first cell."""
    return lambda made: made.rows[file][0].update({column: ""})


def wrong(file: str, column: str, text: str) -> Callable[[Bundle], None]:
    """Fills a column's first cell with what cannot be read."""
    return lambda made: made.rows[file][0].update({column: text})


def without(file: str, column: str) -> Callable[[Bundle], None]:
    """Takes a column out of a file."""
    return lambda made: made.headers[file].remove(column)


@pytest.mark.parametrize(
    ("vendor", "change", "code"),
    [
        ("microsoft-sds", blank("users", "username"), "OF001"),
        ("microsoft-sds", blank("users", "familyName"), "OF001"),
        ("google-classroom", blank("classes", "title"), "OF001"),
        ("google-classroom", blank("classes", "termSourcedIds"), "OF001"),
        ("canvas", blank("academicSessions", "title"), "OF001"),
        ("canvas", without("enrollments", "beginDate"), "OB016"),
        ("generic", without("users", "phone"), "OB016"),
        ("generic", without("classes", "subjects"), "OB016"),
        ("generic", without("classResources", "resourceSourcedId"), "OB016"),
        ("canvas", wrong("enrollments", "beginDate", "8/10/2026"), "OF007"),
        ("canvas", wrong("academicSessions", "startDate", "8/10/2026"), "OF007"),
        ("generic", wrong("academicSessions", "schoolYear", "2026-27"), "OF010"),
        ("generic", wrong("enrollments", "role", "Student"), "OF013"),
        ("generic", wrong("users", "enabledUser", "TRUE"), "OF009"),
        ("generic", wrong("users", "phone", "   "), "OF002"),
        ("generic", wrong("users", "grades", "NULL"), "OF004"),
    ],
)
def test_one_cause_makes_one_finding(
    vendor: str, change: Callable[[Bundle], None], code: str, tmp_path: Path
) -> None:
    broken = bundle("1.1")
    change(broken)
    reported = codes(broken, tmp_path / "broken", vendor) - codes_of_a_good_one(vendor)
    assert reported == Counter({code: 1})


_ASKS_BIRTH_DATES = """
name = "asking"
display = "Asking"
[[need]]
population = "student"
field = "birthDate"
level = "required"
source = "a test"
basis = "quoted"
"""


def test_birth_dates_that_cannot_be_read_are_not_missing(tmp_path: Path) -> None:
    profile = tmp_path / "asking.toml"
    profile.write_text(_ASKS_BIRTH_DATES, encoding="utf-8")
    before = codes(bundle("1.1"), tmp_path / "good", str(profile))
    for students in (1, 2):
        broken = bundle("1.1")
        for row in broken.rows["demographics"][:students]:
            row["birthDate"] = "3/4/2011"
        reported = codes(broken, tmp_path / f"broken {students}", str(profile)) - before
        assert reported == Counter({"OF007": students})


_SAYS_HOW_ADDRESSES_ARE = r"""
extend = "google-classroom"
name = "google-strict"
display = "Google, strictly"
[[value]]
populations = ["student", "teacher"]
fields = ["email"]
pattern = '[^@\s]+@[^@\s]+\.[^@\s]+'
means = "an email address"
source = "a test"
basis = "quoted"
"""


@pytest.mark.parametrize(
    ("address", "code"), [("stu1.example.com", "VN006"), ("stu1@example.com", "EM006")]
)
def test_an_address_is_malformed_or_outside_the_domains(
    address: str, code: str, tmp_path: Path
) -> None:
    profile = tmp_path / "google-strict.toml"
    profile.write_text(_SAYS_HOW_ADDRESSES_ARE, encoding="utf-8")
    broken = bundle("1.1")
    broken.rows["users"][0]["email"] = address
    options = {"vendor": str(profile), "domains": ("example.org",), "select": ("EM", "AC", "VN006")}
    with lint(broken.write(tmp_path / "b"), as_of=AS_OF, **options) as report:
        assert [finding.code for finding in report.findings()] == [code]
