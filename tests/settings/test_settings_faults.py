"""What a fault in the settings is called, and where it is said to stand."""

from pathlib import Path

import pytest

from tests.settings.test_settings_loader import Place, place

__all__ = ["place"]


def test_suppressions_come_from_the_file(place: Place) -> None:
    place.file('[[suppress]]\ncode = "NS003"\nreason = "district office"\nschool = 1')
    [entry] = place.load().suppress
    assert (entry.code, entry.reason, entry.school) == ("NS003", "district office", 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('vendr = "x"', ["line 1", "'vendr' is unknown", "Did you mean vendor?"]),
        ('\nschema_name = "x"', ["line 2", "'schema_name'", "schema?"]),
        ("zzzz = 1", ["'zzzz' is unknown", "Known are", "as_of"]),
        ("quiet = true\nvendor = x", ["not valid TOML", "line 2"]),
        ('fail-on = "info"\nfail_on = "info"', ["'fail_on' is there twice"]),
        ('year = "next"', ["year (", "line 1", "'next'", "a year from 1900 to 2199"]),
        ("year = 27", ["is 27", "a year from 1900 to 2199"]),
        ("oneroster = 2", ["is 2", "1.1 or 1.2"]),
        ('fail-on = "eror"', ["fail-on (", "'eror'", "error, warning, info or never"]),
        (
            'disabled_accounts = "fatal"',
            ["'fatal'", "auto, ok, info, warning or error"],
        ),
        ('as_of = "8/10/2026"', ["as_of (", "'8/10/2026'", "a date as YYYY-MM-DD"]),
        ("show = -1", ["-1", "a whole number or 'all'"]),
        ('quiet = "perhaps"', ["'perhaps'", "true or false"]),
        ("domains = 3", ["is 3", "a list"]),
        ('docs_url = "docs"', ["docs_url (", "'docs'", "the address of a site"]),
        ('docs_url = "javascript:x"', ["docs_url (", "the address of a site"]),
        ("domains = [3]", ["entry 1 of domains", "a text"]),
        ("nces_grades = 3", ["a table of keys and values"]),
        ('source = " "', ["source (", "is blank"]),
        ('unscheduled_share = "some"', ["'some'", "a number or a percentage such as 5%"]),
        (
            '[tolerance]\nUN001 = "120%"',
            ["'UN001' of tolerance", "120%", "a number or a percentage"],
        ),
        ("dangling_share = nan", ["is nan", "a number or a percentage such as 5%"]),
        ("mass_end_share = inf", ["is inf", "a number or a percentage such as 5%"]),
        ('unscheduled_share = "nan%"', ["'nan%'", "a number or a percentage"]),
        ("[tolerance]\nUN001 = nan", ["'UN001' of tolerance", "nan", "a number or a percentage"]),
        ('date_format = "us"', ["date_format (", "'us'", "iso, mdy or dmy"]),
        ('[suppress]\ncode = "UN001"', ["suppress (", "[[suppress]]"]),
        ('[[suppress]]\ncode = "UN001"', ["'reason' of entry 1 of suppress", "is missing"]),
        ('[[suppress]]\ncode = "UN001"\nreason = " "', ["'reason'", "is not blank"]),
        ('[[suppress]]\ncode = "username"\nreason = "x"', ["'username'", "code such as UN001"]),
        (
            '[[suppress]]\ncode = "UN001"\nreason = "x"\nuntl = 2027-01-01',
            ["'untl' of entry 1 of suppress", "Did you mean until?"],
        ),
    ],
)
def test_a_fault_in_the_file_is_reported_with_its_place(
    place: Place, text: str, words: list[str]
) -> None:
    place.file(text)
    complaint = place.complaint()
    assert all(word in complaint for word in ["roster-lint.toml", *words]), complaint
    assert "\n" not in complaint


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ROSTER_LINT_VENDR", "x", ["ROSTER_LINT_VENDR is unknown", "mean ROSTER_LINT_VENDOR?"]),
        ("ROSTER_LINT_SUPPRESS", "UN001", ["only stand in roster-lint.toml"]),
        ("ROSTER_LINT_DANGLING_SHARE", "-inf%", ["'-inf%'", "a number or a percentage"]),
        ("ROSTER_LINT_SHOW", "many", ["ROSTER_LINT_SHOW is 'many'", "'all'"]),
        ("ROSTER_LINT_CONFIG", "absent.toml", ["ROSTER_LINT_CONFIG: there is no file"]),
        ("ROSTER_LINT_NCES_GRADES", "{", ["ROSTER_LINT_NCES_GRADES is not valid JSON"]),
        ("ROSTER_LINT_TOLERANCE", "UN001", ["ROSTER_LINT_TOLERANCE", "a=1,b=2"]),
        ("ROSTER_LINT_TOLERANCE", "UN001=x", ["'UN001' of ROSTER_LINT_TOLERANCE is 'x'"]),
    ],
)
def test_a_fault_in_the_environment_names_the_variable(
    place: Place, name: str, value: str, words: list[str]
) -> None:
    place.environ[name] = value
    complaint = place.complaint()
    assert all(word in complaint for word in words), complaint


def test_a_fault_in_a_flag_names_the_flag(place: Place) -> None:
    assert place.complaint(as_of="soon").startswith("--as-of is 'soon', but must be a date")
    assert place.complaint(source="").startswith("SOURCE is blank")
    assert "--config: there is no file" in place.complaint(Path("absent.toml"))


def test_the_strongest_place_is_blamed(place: Place) -> None:
    place.file("year = 2027")
    assert place.complaint(year="x").startswith("--year is 'x'")


def test_a_password_in_the_file_is_refused_and_not_repeated(place: Place) -> None:
    place.file('password = "hunter2"')
    complaint = place.complaint()
    assert "ROSTER_LINT_PASSWORD" in complaint
    assert "hunter2" not in complaint


def test_a_source_is_not_repeated_since_it_may_hold_a_password(place: Place) -> None:
    place.file('source = ["mssql://lint:hunter2@sis.example.org/campus"]')
    assert "hunter2" not in place.complaint()


def test_files_that_cannot_be_read_are_named(place: Place) -> None:
    (place.folder / "roster-lint.toml").write_bytes('# Gr\xfc\xdfe\nvendor = "x"'.encode("latin-1"))
    assert "is not UTF-8 text (byte 4)" in place.complaint()
    (place.folder / "roster-lint.toml").unlink()
    (place.folder / "roster-lint.toml").mkdir()
    assert "cannot be read" in place.complaint()
