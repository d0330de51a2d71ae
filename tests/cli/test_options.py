"""The options of the bare command, check and demo: all reach the linter, none is lost."""

from datetime import date
from pathlib import Path

import pytest

from roster_lint.cli.options import RunOptions
from roster_lint.files.shipped import shipped
from roster_lint.settings.settings import Settings
from tests.cli.conftest import Lint, Run, sentence

ALL = [
    *("--vendor", "google-classroom", "--vendor", "canvas"),
    *("--oneroster", "1.2", "--as-of", "2026-08-20"),
    *("--year", "2027", "--school", "12", "--school", "Lincoln"),
    *("--date-format", "mdy"),
    *("--select", "UN,EM001", "--select", "GR", "--ignore", "UN004", "--fail-on", "warning"),
    *("--output-format", "text", "--output-file", "report.txt", "--show", "all"),
    *("--html", "report.html"),
    *("--worklists", "lists", "--worklists-by", "owner", "--workbook", "to-fix.xlsx"),
    *("--email", "email.txt", "--log", "run.log", "--timings"),
    *("--accounts", "users.csv", "--accounts", "more.csv"),
    *("--memory", "2GB", "--show-personal-data", "--quiet"),
    *("--details", "--color", "never", "--pager"),
    *("--baseline", "known.jsonl", "--strict-baseline", "--no-suppress"),
    *("--client-id", "me", "--token-url", "https://sis.example.org/token", "--api-auth", "oauth1"),
    *("--api-concurrency", "2", "--api-http", "--api-grade-book"),
]


def expected(folder: Path, source: str) -> Settings:
    return Settings(
        source=source,
        vendor=("google-classroom", "canvas"),
        oneroster="1.2",
        as_of=date(2026, 8, 20),
        year=2027,
        school=("12", "Lincoln"),
        date_format="mdy",
        select=("UN", "EM001", "GR"),
        ignore=("UN004",),
        fail_on="warning",
        output_format="text",
        output_file=Path("report.txt"),
        html=Path("report.html"),
        worklists=Path("lists"),
        worklists_by="owner",
        workbook=Path("to-fix.xlsx"),
        email=Path("email.txt"),
        log=Path("run.log"),
        timings=True,
        accounts=(Path("users.csv"), Path("more.csv")),
        show="all",
        memory="2GB",
        show_personal_data=True,
        quiet=True,
        details=True,
        color="never",
        pager=True,
        baseline=Path("known.jsonl"),
        strict_baseline=True,
        no_suppress=True,
        client_id="me",
        token_url="https://sis.example.org/token",
        api_auth="oauth1",
        api_concurrency=2,
        api_http=True,
        api_grade_book=True,
    )


def test_every_option_is_given_below() -> None:
    flags = {part.split("=")[0] for part in ALL if part.startswith("--")}
    names = {f"--{name.replace('_', '-')}" for name in RunOptions.__dataclass_fields__}
    # A list of all that is missing cannot be made of a few checks, and several outputs stand in
    # place of the one: these come by themselves.
    assert flags | {"--config", "--missing", "--rosters", "--output"} == names


def test_the_list_of_the_missing_is_asked_for_before_or_after_the_name(
    run: Run, lint: Lint, folder: Path
) -> None:
    listed = ["--missing", "missing.csv", "--rosters"]
    for args in (["check", "export.zip", *listed], [*listed, "check", "export.zip"]):
        run(*args)
        assert (lint.settings.missing, lint.settings.rosters) == (Path("missing.csv"), True)


@pytest.mark.parametrize(
    "args",
    [["check", "export.zip", *ALL], [*ALL, "check", "export.zip"]],
    ids=["after", "before"],
)
def test_check_takes_all_options_before_and_after_its_name(
    run: Run, lint: Lint, folder: Path, args: list[str]
) -> None:
    run(*args)
    assert lint.settings == expected(folder, "export.zip")


def test_the_bare_command_takes_all_options(run: Run, lint: Lint, folder: Path) -> None:
    Path("roster-lint.toml").write_text('source = "configured.zip"\n')
    run(*ALL)
    assert lint.settings == expected(folder, "configured.zip")
    assert lint.source == "configured.zip"


@pytest.mark.parametrize("before", [True, False])
def test_demo_takes_all_options(run: Run, lint: Lint, folder: Path, before: bool) -> None:
    run(*([*ALL, "demo"] if before else ["demo", *ALL]))
    source = str(shipped("fixtures") / "back-to-school")
    assert lint.settings == expected(folder, source)
    assert lint.source.location == "sample district back-to-school"


def test_a_flag_that_would_change_nothing_is_refused(run: Run, lint: Lint) -> None:
    for args in (["check", "x", "--worklists-by", "owner"], ["demo", "--worklists-by", "school"]):
        result = run(*args)
        assert result.exit_code == 2
        assert "--worklists says where to write them" in sentence(result)
    Path("roster-lint.toml").write_text('worklists_by = "owner"')
    assert run("check", "x").exit_code == 1, "in the file it waits for a night with worklists"


def test_an_option_after_the_command_beats_the_same_one_before_it(run: Run, lint: Lint) -> None:
    run("--show", "5", "--school", "1", "-q", "check", "x", "--show", "9", "--no-quiet")
    assert (lint.settings.show, lint.settings.school, lint.settings.quiet) == (9, ("1",), False)


def test_a_configuration_file_is_named_before_or_after_the_command(run: Run, lint: Lint) -> None:
    Path("own.toml").write_text("year = 2031\n")
    run("--config", "own.toml", "check", "x")
    assert lint.settings.year == 2031
    run("check", "x", "--config", "own.toml")
    assert lint.settings.year == 2031


@pytest.mark.parametrize(
    ("args", "lost"),
    [
        (["--vendor", "generic", "rule"], "`roster-lint rule` does not take --vendor"),
        (["--year", "2027", "-q", "init"], "does not take --year and --quiet"),
        (["--show", "3", "rule", "UN001"], "does not take --show"),
        (["--year", "2027", "doctor", "x"], "does not take --year"),
        (["--client-id", "me", "rules"], "does not take --client-id"),
        (["--output-file", "x", "snapshot", "--print-sql"], "does not take --output-file"),
        (["--config", "x.toml", "init"], "does not take --config"),
    ],
)
def test_an_option_before_a_command_that_does_not_take_it_is_refused(
    run: Run, args: list[str], lost: str
) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert lost in sentence(result)
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--oneroster", "1.3"], "--oneroster is '1.3', but must be 1.1 or 1.2."),
        (["--as-of", "10.8.2026"], "--as-of is '10.8.2026', but must be a date as YYYY-MM-DD."),
        (["--date-format", "us"], "--date-format is 'us', but must be iso, mdy or dmy."),
        (["--year", "26-27"], "--year is '26-27', but must be a year from 1900 to 2199"),
        (["--show", "some"], "--show is 'some', but must be a whole number or 'all'."),
        (["--fail-on", "eror"], "--fail-on is 'eror', but must be error, warning, info or never."),
        (
            ["--output-format", "xml"],
            "--output-format is 'xml', but must be text, json, jsonl, sarif, junit, github, gitlab,"
            " markdown or csv.",
        ),
        (["--config", "absent.toml"], "--config: there is no file 'absent.toml'."),
    ],
)
def test_a_wrong_value_is_reported_in_a_sentence(
    run: Run, lint: Lint, args: list[str], words: str
) -> None:
    result = run("check", "x", *args)
    assert result.exit_code == 2
    assert sentence(result).startswith(words)


@pytest.mark.parametrize("args", [["check"], ["--nonsense"], ["nonsense"], ["check", "a", "b"]])
def test_what_cannot_be_parsed_is_wrong_usage(run: Run, args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_for_a_source_in_the_place_of_a_command_a_sentence_says_what_to_type(
    run: Run, folder: Path
) -> None:
    (folder / "export").mkdir()
    for source in ("export", "export.zip"):
        result = run(source)
        assert result.exit_code == 2
        assert f"roster-lint check {source}" in result.stderr
    result = run("mssql://lint:hunter2@sis.example.org/campus")
    assert result.exit_code == 2
    assert "roster-lint check URL" in result.stderr
    assert "hunter2" not in result.output


def test_no_source_anywhere_offers_the_sample_and_a_file(run: Run, lint: Lint) -> None:
    result = run()
    assert result.exit_code == 2
    assert "`roster-lint demo`" in sentence(result)
    assert "`roster-lint init`" in sentence(result)
    assert lint.source == ""


def test_the_environment_names_the_source_of_the_bare_command(run: Run, lint: Lint) -> None:
    run(env={"ROSTER_LINT_SOURCE": "postgresql://sis.example.org/campus"})
    assert lint.source == "postgresql://sis.example.org/campus"


def test_an_unknown_variable_is_reported(run: Run, lint: Lint) -> None:
    result = run("check", "x", env={"ROSTER_LINT_VENDR": "generic"})
    assert result.exit_code == 2
    assert "Did you mean ROSTER_LINT_VENDOR?" in sentence(result)


def test_there_is_no_flag_for_a_password() -> None:
    assert "password" not in RunOptions.__dataclass_fields__
