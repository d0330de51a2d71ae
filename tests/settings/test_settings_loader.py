"""File, environment and flags: which one wins, and what a wrong one causes."""

from datetime import date
from pathlib import Path

import pytest

from roster_lint.errors import UsageError
from roster_lint.settings.layers import KEYS
from roster_lint.settings.loader import load_settings
from roster_lint.settings.settings import Settings


class Place:
    """A working folder with a configuration file and an environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ: dict[str, str] = {"PATH": "/bin"}

    def file(self, text: str, name: str = "roster-lint.toml") -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, config: Path | None = None, **flags: object) -> Settings:
        return load_settings(flags, config, self.environ, self.folder)

    def complaint(self, config: Path | None = None, **flags: object) -> str:
        with pytest.raises(UsageError) as caught:
            self.load(config, **flags)
        return str(caught.value)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_nothing_anywhere_gives_the_defaults(place: Place) -> None:
    assert place.load() == Settings()


def test_flags_beat_environment_beats_file(place: Place) -> None:
    place.file('vendor = "file"\nyear = 2026\nschool = ["file"]')
    place.environ |= {"ROSTER_LINT_YEAR": "2027", "ROSTER_LINT_SCHOOL": "variable"}
    settings = place.load(school=("flag",), year=None, select=[])
    assert (settings.vendor, settings.year, settings.school) == (("file",), 2027, ("flag",))


def test_a_flag_can_undo_what_the_file_says(place: Place) -> None:
    place.file("quiet = true")
    assert place.load().quiet
    assert not place.load(quiet=False).quiet


def test_keys_are_written_with_hyphens_or_underscores(place: Place) -> None:
    place.file('fail-on = "info"\nwindow_rule = "contain"\nschema = "campus"')
    settings = place.load()
    assert (settings.fail_on, settings.window_rule) == ("info", "contain")
    assert settings.schema_name == "campus"


def test_a_byte_order_mark_is_fine(place: Place) -> None:
    place.file("\ufeffyear = 2027")
    assert place.load().year == 2027


def test_every_key_can_stand_in_the_environment_but_suppress(place: Place) -> None:
    place.environ |= {
        "ROSTER_LINT_SOURCE": "mssql://sis.example.org/campus",
        "ROSTER_LINT_PASSWORD": " s3cret ",
        "ROSTER_LINT_SCHEMA": "dbo",
        "ROSTER_LINT_CLIENT_ID": "InfiniteCampus_1",
        "ROSTER_LINT_CLIENT_SECRET": "s3cret",
        "ROSTER_LINT_TOKEN_URL": "https://sis.example.org/token",
        "ROSTER_LINT_API_AUTH": "oauth1",
        "ROSTER_LINT_API_CONCURRENCY": "2",
        "ROSTER_LINT_API_PAGE_SIZE": "500",
        "ROSTER_LINT_API_HTTP": "no",
        "ROSTER_LINT_API_GRADE_BOOK": "no",
        "ROSTER_LINT_VENDOR": "google-classroom",
        "ROSTER_LINT_ONEROSTER": "1.2",
        "ROSTER_LINT_AS_OF": "2026-08-10",
        "ROSTER_LINT_YEAR": "2027",
        "ROSTER_LINT_SCHOOL": "12, Lincoln",
        "ROSTER_LINT_SELECT": "UN,EM001",
        "ROSTER_LINT_IGNORE": "UN004",
        "ROSTER_LINT_FAIL_ON": "warning",
        "ROSTER_LINT_OUTPUT_FORMAT": "json",
        "ROSTER_LINT_OUTPUT_FILE": "report.json",
        "ROSTER_LINT_WORKLISTS": "lists",
        "ROSTER_LINT_MISSING": "missing.csv",
        "ROSTER_LINT_ROSTERS": "yes",
        "ROSTER_LINT_ROSTER_RULE": "calendar",
        "ROSTER_LINT_USER_IDS": "person-guid",
        "ROSTER_LINT_SCHOOL_IDS": "id",
        "ROSTER_LINT_SHOW": "all",
        "ROSTER_LINT_SHOW_PERSONAL_DATA": "1",
        "ROSTER_LINT_QUIET": "yes",
        "ROSTER_LINT_DETAILS": "yes",
        "ROSTER_LINT_COLOR": "always",
        "ROSTER_LINT_PAGER": "no",
        "ROSTER_LINT_EXTRA_CHECKS": "own",
        "ROSTER_LINT_CHECK_SECONDS": "30",
        "ROSTER_LINT_OUTPUT": "text,json:report.json",
        "ROSTER_LINT_HTML": "report.html",
        "ROSTER_LINT_WORKLISTS_BY": "owner",
        "ROSTER_LINT_WORKBOOK": "to-fix.xlsx",
        "ROSTER_LINT_EMAIL": "email.txt",
        "ROSTER_LINT_LOG": "run.log",
        "ROSTER_LINT_TIMINGS": "yes",
        "ROSTER_LINT_DOCS_URL": "https://docs.example.org",
        "ROSTER_LINT_MEMORY": "2GB",
        "ROSTER_LINT_DOMAINS": "a.example.org,b.example.org",
        "ROSTER_LINT_ACCOUNTS": "users.csv,staff.csv",
        "ROSTER_LINT_ACCOUNTS_COLUMNS": "email=Mail,enabled=Active",
        "ROSTER_LINT_SECONDARY_EMAIL_1P1": "true",
        "ROSTER_LINT_SECONDARY_EMAIL_1P2": "on",
        "ROSTER_LINT_LOCAL_GRADES": "true",
        "ROSTER_LINT_DATE_FORMAT": "dmy",
        "ROSTER_LINT_NCES_GRADES": '{"K": "KG", "1": "01"}',
        "ROSTER_LINT_WINDOW_RULE": "contain",
        "ROSTER_LINT_END_DATE_TODAY": "ended",
        "ROSTER_LINT_DISABLED_ACCOUNTS": "error",
        "ROSTER_LINT_GUARDIAN_RULE": "portal",
        "ROSTER_LINT_UNSCHEDULED_SHARE": "10%",
        "ROSTER_LINT_MASS_END_SHARE": "15%",
        "ROSTER_LINT_DANGLING_SHARE": "2%",
        "ROSTER_LINT_TOLERANCE": "UN001=3, EM001=2%",
        "ROSTER_LINT_DIFF_DELETED": "12%",
        "ROSTER_LINT_DIFF_ENROLLMENTS": "40%",
        "ROSTER_LINT_DIFF_UPDATED": "60%",
        "ROSTER_LINT_DIFF_FLOOR": "3",
        "ROSTER_LINT_DIFF_LIMITS": "students deleted=5%, classes deleted=20",
        "ROSTER_LINT_SEVERITY": '{"UN003": {"severity": "info", "reason": "x"}}',
        "ROSTER_LINT_BASELINE": "known.jsonl",
        "ROSTER_LINT_STRICT_BASELINE": "yes",
        "ROSTER_LINT_NO_SUPPRESS": "no",
    }
    settings = place.load()
    names = {name.removeprefix("ROSTER_LINT_").lower() for name in place.environ} - {"path"}
    assert names | {"suppress"} == set(KEYS)
    assert settings.model_fields_set | {"suppress"} == set(Settings.model_fields)
    assert settings.password is not None
    assert settings.password.get_secret_value() == " s3cret "
    assert settings.school == ("12", "Lincoln")
    assert settings.domains == ("a.example.org", "b.example.org")
    assert settings.accounts == (place.folder / "users.csv", place.folder / "staff.csv")
    assert settings.accounts_columns == {"email": "Mail", "enabled": "Active"}
    assert settings.as_of == date(2026, 8, 10)
    assert (settings.date_format, settings.dangling_share) == ("dmy", "2%")
    assert settings.nces_grades == {"K": "KG", "1": "01"}
    assert settings.tolerance == {"UN001": "3", "EM001": "2%"}
    assert settings.diff_limits == {"students deleted": "5%", "classes deleted": "20"}
    assert settings.source == "mssql://sis.example.org/campus"
    assert settings.output_file == place.folder / "report.json"


def test_a_blank_variable_is_no_value(place: Place) -> None:
    place.environ["ROSTER_LINT_VENDOR"] = ""
    assert place.load().vendor == ()


def test_prefixes_are_split_at_commas_wherever_they_stand(place: Place) -> None:
    place.file('ignore = "UN004, UN005"')
    settings = place.load(select=["UN,EM001", "GR"])
    assert settings.select == ("UN", "EM001", "GR")
    assert settings.ignore == ("UN004", "UN005")


def test_a_school_on_the_command_line_may_have_a_comma_in_its_name(place: Place) -> None:
    assert place.load(school=["Lincoln, North"]).school == ("Lincoln, North",)


@pytest.mark.parametrize(
    ("setting", "version", "reported"),
    [
        (None, "1.1", "warning"),
        (None, "1.2", "info"),
        ("auto", "1.2", "info"),
        ("ok", "1.1", "ok"),
        ("info", "1.1", "info"),
        ("warn", "1.2", "warning"),
        ("warning", "1.2", "warning"),
        ("error", "1.2", "error"),
    ],
)
def test_disabled_accounts_go_by_the_version_unless_they_are_decided(
    place: Place, setting: str | None, version: str, reported: str
) -> None:
    settings = place.load(disabled_accounts=setting, oneroster=version)
    assert settings.disabled_accounts_reported == reported
    assert settings.readings["disabled_accounts"] == reported


def test_numbers_in_the_file_are_taken_as_meant(place: Place) -> None:
    place.file("school = [12, 14]\noneroster = 1.2\nunscheduled_share = 7")
    settings = place.load()
    assert (settings.school, settings.oneroster) == (("12", "14"), "1.2")
    assert settings.unscheduled_share == "7"


def test_paths_in_the_file_are_relative_to_it_and_others_to_the_folder(place: Place) -> None:
    config = place.file(
        'source = "export"\nextra_checks = "own"\nvendor = "mine.toml"', "etc/lint.toml"
    )
    place.environ["ROSTER_LINT_CONFIG"] = "etc/lint.toml"
    settings = place.load(output_file="report.txt")
    assert settings.source == str(config.parent / "export")
    assert settings.extra_checks == config.parent / "own"
    assert settings.vendor == (str(config.parent / "mine.toml"),)
    assert settings.output_file == place.folder / "report.txt"
    assert place.load(source="elsewhere.zip").source == str(place.folder / "elsewhere.zip")


def test_a_database_url_in_the_file_is_no_path(place: Place) -> None:
    place.file('source = "postgresql://sis.example.org/campus"')
    assert place.load().source == "postgresql://sis.example.org/campus"


def test_the_named_file_beats_the_variable_beats_the_folder(place: Place) -> None:
    place.file("year = 2025")
    assert place.load().year == 2025
    place.file("year = 2026", "variable.toml")
    place.environ["ROSTER_LINT_CONFIG"] = "variable.toml"
    assert place.load().year == 2026
    assert place.load(place.file("year = 2027", "named.toml")).year == 2027


def test_only_what_is_named_is_read_where_surroundings_do_not_count(place: Place) -> None:
    place.file("year = 2025")
    place.environ |= {"ROSTER_LINT_QUIET": "1", "ROSTER_LINT_TYPO": "1"}
    where = (place.environ, place.folder)
    assert load_settings({"show": 5}, None, *where, ambient=False) == Settings(show=5)
    named = place.file("year = 2026", "named.toml")
    assert load_settings({}, named, *where, ambient=False) == Settings(year=2026)
