"""The sample districts: linted when they are asked for, and the same for everybody."""

from datetime import date
from pathlib import Path

from tests.cli.conftest import Lint, Run


def test_the_broken_district_is_the_sample_unless_the_healthy_one_is_asked_for(
    run: Run, lint: Lint
) -> None:
    result = run("demo")
    assert lint.source.location == "sample district back-to-school"
    assert result.stdout.splitlines()[0] == (
        "The sample district 'back-to-school', as of 2026-08-10. Its people are invented."
    )
    run("demo", "--ready")
    assert lint.source.location == "sample district ready"


def test_it_is_judged_as_of_its_own_august(run: Run, lint: Lint) -> None:
    run("demo")
    assert lint.settings.as_of == date(2026, 8, 10)
    run("demo", "--as-of", "2027-01-15")
    assert lint.settings.as_of == date(2027, 1, 15)


def test_neither_the_folder_nor_the_environment_changes_it(run: Run, lint: Lint) -> None:
    Path("roster-lint.toml").write_text('source = "real.zip"\nunknown = 1\n')
    run("demo", env={"ROSTER_LINT_VENDOR": "google-classroom", "ROSTER_LINT_TYPO": "1"})
    assert lint.settings.vendor == ()
    assert lint.source.location.endswith("back-to-school")


def test_a_named_file_counts_but_for_its_source(run: Run, lint: Lint) -> None:
    Path("own.toml").write_text('source = "real.zip"\nas_of = 2026-09-01\n')
    run("demo", "--config", "own.toml")
    assert lint.settings.as_of == date(2026, 9, 1)
    assert lint.source.location.endswith("back-to-school")


def test_its_first_line_stays_out_of_what_programs_read(run: Run, lint: Lint) -> None:
    assert run("demo", "--output-format", "json").stdout.startswith("{")
    assert "sample" not in run("demo", "--quiet").stdout


def test_its_help_says_what_it_does_not_read(run: Run) -> None:
    assert "neither roster-lint.toml nor" in run("demo", "--help").stdout
