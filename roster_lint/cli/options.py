"""The options that the bare command, ``check`` and ``demo`` share, declared once."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Self

from roster_lint.cli.api_options import (
    ApiAuthOption,
    ApiConcurrencyOption,
    ApiGradeBookOption,
    ApiHttpOption,
    ClientIdOption,
    TokenUrlOption,
)
from roster_lint.cli.completing import codes, schools, vendors
from roster_lint.cli.help import OUTPUT, RULES, SETTINGS, SOURCE
from roster_lint.cli.option import option

ConfigOption = Annotated[
    Path | None,
    option(SETTINGS, "FILE", "Settings. Default: roster-lint.toml in this folder.", "--config"),
]
DateFormatOption = Annotated[
    str | None,
    option(
        SOURCE,
        "iso|mdy|dmy",
        "How dates are written: 2026-08-12, 8/12/2026 or 12/8/2026. Default: iso.",
        "--date-format",
    ),
]
FormatOption = Annotated[
    str | None,
    option(OUTPUT, "text|json", "For people or for programs.", "--output-format"),
]

ReportFormatOption = Annotated[
    str | None,
    option(
        OUTPUT,
        "FORMAT",
        "text, or for programs json, jsonl, sarif, junit, github, gitlab, markdown, csv.",
        "--output-format",
    ),
]

_Text = str | None
_Texts = list[str] | None
_Flag = bool | None


@dataclass(frozen=True)
class RunOptions:
    """What can be said of a run on the command line; ``None`` where it was not said.

    The values stay as they were typed: the settings loader judges them, so that a wrong value gets
    the same message wherever it stands.
    """

    vendor: Annotated[
        _Texts,
        option(
            RULES,
            "NAME",
            "The vendor whose requirements apply: a name or a profile file. Repeatable.",
            complete=vendors,
        ),
    ] = None
    accounts: Annotated[
        _Texts,
        option(
            SOURCE, "FILE", "Accounts of Google Workspace or Entra ID, exported as CSV. Repeatable."
        ),
    ] = None
    client_id: ClientIdOption = None
    token_url: TokenUrlOption = None
    api_auth: ApiAuthOption = None
    api_concurrency: ApiConcurrencyOption = None
    api_http: ApiHttpOption = None
    api_grade_book: ApiGradeBookOption = None
    oneroster: Annotated[
        _Text,
        option(
            RULES,
            "1.1|1.2",
            "The version of the connection. Not set: 1.1, the stricter, is judged, and the report "
            "says what 1.2 would change.",
        ),
    ] = None
    as_of: Annotated[
        _Text, option(SOURCE, "DATE", "The date to judge, as YYYY-MM-DD. Default: today.")
    ] = None
    year: Annotated[
        _Text,
        option(SOURCE, "YEAR", "The school year that should be active: 2027 for 2026-27."),
    ] = None
    school: Annotated[
        _Texts,
        option(
            SOURCE,
            "SCHOOL",
            "Only this school, by ID, name or number. Repeatable.",
            complete=schools,
        ),
    ] = None
    date_format: DateFormatOption = None
    select: Annotated[
        _Texts,
        option(
            RULES,
            "CODES",
            "Only checks with these codes or prefixes (UN,EM001). Repeatable.",
            complete=codes,
        ),
    ] = None
    ignore: Annotated[
        _Texts,
        option(
            RULES,
            "CODES",
            "No checks with these codes or prefixes. Repeatable.",
            complete=codes,
        ),
    ] = None
    fail_on: Annotated[
        _Text,
        option(
            RULES,
            "error|warning|info|never",
            "The lowest severity that fails the run (exit code 1). Default: error.",
        ),
    ] = None
    baseline: Annotated[
        _Text,
        option(
            RULES,
            "FILE",
            "Findings in this file are known and do not fail the run: roster-lint baseline update "
            "writes it.",
        ),
    ] = None
    strict_baseline: Annotated[
        _Flag,
        option(
            RULES,
            None,
            "Also fail on findings in the baseline that are gone.",
            "--strict-baseline/--no-strict-baseline",
        ),
    ] = None
    no_suppress: Annotated[
        _Flag,
        option(
            RULES,
            None,
            "Ignore suppressions, tolerances and the baseline.",
            "--no-suppress/--suppress",
        ),
    ] = None
    output: Annotated[
        _Texts,
        option(
            OUTPUT,
            "FORMAT[:FILE]",
            "Several reports in one run (text, json:report.json). Repeatable.",
        ),
    ] = None
    output_format: ReportFormatOption = None
    output_file: Annotated[
        _Text,
        option(OUTPUT, "FILE", "Where to write the report. {date} in it is the date judged."),
    ] = None
    html: Annotated[
        _Text,
        option(
            OUTPUT, "FILE", "Also write the whole report as one page for a browser, without names."
        ),
    ] = None
    worklists: Annotated[
        _Text,
        option(
            OUTPUT,
            "FOLDER",
            "Also write one CSV file a school for those who fix the data, with names. Replaces "
            "the worklists of an earlier run.",
        ),
    ] = None
    worklists_by: Annotated[
        _Text,
        option(
            OUTPUT,
            "school|owner",
            "One worklist a school, or one for each office that fixes. Default: school.",
        ),
    ] = None
    workbook: Annotated[
        _Text,
        option(
            OUTPUT,
            "FILE.xlsx",
            "Also write the worklists as one Excel workbook, a sheet a topic, with names.",
        ),
    ] = None
    missing: Annotated[
        _Text,
        option(OUTPUT, "FILE", "Also list as CSV who and what will not sync, and why, with names."),
    ] = None
    rosters: Annotated[
        _Flag, option(OUTPUT, None, "List roster records, too.", "--rosters/--no-rosters")
    ] = None
    email: Annotated[
        _Text,
        option(
            OUTPUT, "FILE", "Also write a short text for an email or a ticket, with only numbers."
        ),
    ] = None
    log: Annotated[
        _Text,
        option(
            OUTPUT,
            "FILE",
            "Also log the run there as lines of JSON: what was read, rows, steps, seconds, memory; "
            "never data.",
        ),
    ] = None
    timings: Annotated[
        _Flag,
        option(
            OUTPUT,
            None,
            "Say at the end what the steps and the slowest checks took.",
            "--timings/--no-timings",
        ),
    ] = None
    details: Annotated[
        _Flag,
        option(
            OUTPUT,
            None,
            "Samples, where to fix each, assumptions and what was not checked.",
            "--details/--no-details",
        ),
    ] = None
    show: Annotated[
        _Text, option(OUTPUT, "N|all", "Findings to show of each check, in detail. Default: 3.")
    ] = None
    show_personal_data: Annotated[
        _Flag,
        option(
            OUTPUT,
            None,
            "Show names, usernames and addresses, which are masked otherwise.",
            "--show-personal-data/--no-show-personal-data",
        ),
    ] = None
    color: Annotated[
        _Text,
        option(OUTPUT, "auto|always|never", "Color in the text. Default: auto, on a terminal."),
    ] = None
    pager: Annotated[
        _Flag,
        option(OUTPUT, None, "Show the report in a pager, on a terminal.", "--pager/--no-pager"),
    ] = None
    memory: Annotated[
        _Text,
        option(
            SETTINGS,
            "SIZE",
            "Memory that the engine may hold, such as 2GB. Default: a quarter of the machine's, "
            "but 1 GB to 8 GB.",
        ),
    ] = None
    quiet: Annotated[
        _Flag, option(OUTPUT, None, "Only the last line.", "--quiet/--no-quiet", "-q")
    ] = None
    config: ConfigOption = None

    def given(self) -> dict[str, object]:
        """The options that were given, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, [], ())}

    def over(self, others: Self) -> Self:
        """These options, and the others where these are silent."""
        return type(self)(**(others.given() | self.given()))  # type: ignore[arg-type]

    @property
    def flags(self) -> dict[str, object]:
        """The given options that are settings."""
        return {name: value for name, value in self.given().items() if name != "config"}
