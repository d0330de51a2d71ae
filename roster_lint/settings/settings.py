"""All settings of a run, as one typed object: file, environment and flags end up here."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from roster_lint.settings.entries import (
    Closed,
    DisabledAccounts,
    Outputs,
    Regrade,
    ReportFormat,
    Suppression,
    Tolerance,
    VendorNames,
)
from roster_lint.settings.values import (
    Amount,
    Concurrency,
    Count,
    Day,
    DocsUrl,
    Memory,
    PageSize,
    Seconds,
    TokenUrl,
    Year,
)
from roster_lint.vocabulary import AccountColumn, DateFormat, OneRoster


class Settings(Closed):
    """One run's settings. The defaults are the recommended reading of the article.

    Attributes:
        source: a database URL, the base URL of a OneRoster API, a folder or a zip.
        password: the database password, where the URL has none.
        schema_name: the database schema that holds the Campus tables, ``schema`` for short.
        client_id: the client ID (OAuth 1: the consumer key) of a connection to a OneRoster API.
        client_secret: its secret; where absent, the keyring is asked for it.
        token_url: where the API gives its tokens; where absent, it is looked for beside the API.
        api_auth: how the API is asked: by OAuth 2, or by the OAuth 1 of older 1.1 connections.
        api_concurrency: how many pages of the API are asked for at the same time, 16 at most.
        api_page_size: how many records are asked for in one page; the API may send fewer.
        api_http: an API is read over plain http, too, where anyone on the way can read the token
            and the data. Without it, only on this very machine.
        api_grade_book: the API's categories, line items and results are read, too. They hold
            students' scores, which no roster needs.
        vendor: the profiles to judge by, each by its name or the path of its file; where absent,
            only general rules apply.
        oneroster: the version of the connection. Where it is not set, 1.1, the stricter, is judged,
            and the report says what 1.2 would change.
        as_of: the date that the run judges; today where absent.
        year: the end year of the school year that should be active.
        school: schools that the connection is scoped to, by ID, name or number.
        select: codes or prefixes of the checks to run; all where empty.
        ignore: codes or prefixes of the checks not to run.
        fail_on: the lowest severity that fails the run.
        output: several reports in one run, each a format, a colon and a file: ``json:report.json``.
            One may be without a file and goes to the terminal. Formats: text, json, jsonl, sarif,
            junit, github, gitlab, markdown, csv.
        output_format: how the report is written, where there is one.
        output_file: where it is written; the terminal where absent. ``{date}`` in this path, and in
            those of the other files and folders below, stands for the date that the run judges.
        html: the whole report as one page for a browser, in this file. It needs no network, and
            holds names only with show_personal_data.
        worklists: a folder for one CSV file a school, for those who fix the data; holds names. It
            is new or empty, or holds worklists of an earlier run, which are replaced with whatever
            was noted in them.
        worklists_by: whether the worklists are one file a school or one file an owner: the office
            that fixes (registrar, scheduler, staff records, IT), or the vendor.
        workbook: an Excel workbook (.xlsx) with the rows of the worklists: what to fix first, then
            a sheet a topic; holds names.
        missing: a CSV file that lists every record that will not sync, for those who fix them;
            holds names.
        rosters: roster records are listed there, too.
        email: a text file for a ticket or an email, short and without names: the verdict, what to
            fix first and who will sync.
        log: a file to which each run adds lines of JSON: what was read from where, rows, steps,
            checks, seconds and memory, and how it ended; never data, names or passwords. A run that
            breaks off says so there, too.
        timings: the run ends with what its steps and its slowest checks took.
        details: the text report shows samples, where to fix each, assumptions and what was not
            checked; else it fits on a screen and a half. Setting show or show_personal_data means
            details, too.
        show: findings shown for each check in the detailed text report.
        show_personal_data: names, usernames and addresses may be shown.
        color: whether the text report is in color: ``auto`` where it goes to a terminal.
        docs_url: where this program's documentation site is, which has a page for each check. Codes
            in a report on a terminal in color are links to it; where absent, none is.
        pager: a report on a terminal goes through the pager.
        quiet: no progress and no report on the terminal, only the last line.
        extra_checks: a folder of the district's own check files.
        check_seconds: how long each of the district's own checks may run.
        memory: how much memory the engine may hold before it writes to the temporary folder, as
            ``2GB`` or ``500MB``; the process as a whole needs up to 1 GB more. Where absent, a
            quarter of the machine's or the container's, but 1 GB to 8 GB.
        domains: the email domains of the district's Workspace or Entra directory.
        accounts: exports of that directory's accounts, to see whether the addresses exist: Google
            Admin's user download, a GAM or Entra user export, or another CSV file whose columns
            accounts_columns names.
        accounts_columns: the columns of an accounts file of another shape, by what they hold:
            email, aliases, suspended or enabled, given_name, family_name, number.
        secondary_email_1p1: "Use Secondary Email addresses for OneRoster 1.1" is marked.
        secondary_email_1p2: "Use Secondary Email" is marked on the 1.2 connection.
        local_grades: "Use Local Grades for OneRoster 1.2" is marked.
        date_format: how dates are written: ``iso`` is 2026-08-12, ``mdy`` also 8/12/2026, ``dmy``
            also 12/8/2026. Excel changes them when an export is opened there and saved.
        nces_grades: NCES grade by state grade code, where Campus's own list cannot be read.
        window_rule: whether a record's dates must overlap the school year or lie inside it.
        end_date_today: whether a record that ends on the as-of date is still active.
        disabled_accounts: how people whose accounts are all disabled are reported. Campus articles
            disagree on whether they are sent: ``auto`` is a warning under OneRoster 1.1 and info
            under 1.2, ``ok`` reports nothing, ``error`` means that they count as not sent.
        guardian_rule: whether a guardian needs Guardian and Portal, or Portal alone.
        roster_rule: whether a roster record is sent where the student syncs through any enrollment,
            or only where an enrollment in the section's calendar syncs.
        user_ids: the sourcedId of a user that is predicted: ``auto`` is a letter and the personID
            under OneRoster 1.1, and under 1.2 the GUID of the person, or of the identity where
            there is none. ``person-guid``, ``identity-guid`` and ``person-id`` are those alone.
        school_ids: the sourcedId of a school that is predicted: its GUID, or its schoolID.
        unscheduled_share: the share of a calendar's students that may be without a schedule.
        mass_end_share: the share of a calendar's enrollments that may end on one and the same date.
        dangling_share: the run is incomplete if this share of a column's values, and five of them,
            match no row of the table that they refer to (DA004). Also the share of a calendar's
            open roster records that may be without an enrollment (RO003).
        diff_deleted: ``roster-lint diff`` stops where more than this share of a kind of record
            would be deleted, disabled or ended, or come under another id; or more than this number.
        diff_enrollments: the same for enrollments: many end with each term.
        diff_updated: it warns where more than this share of a kind of record would be updated.
        diff_floor: fewer records than this exceed no share, so that a small school stops nothing.
        diff_limits: other shares or numbers for single limits, by their names:
            ``"students deleted" = "5%"``.
        baseline: a file of known findings, which `roster-lint baseline update` writes: they are
            counted apart and do not make a run not ready, new ones do.
        strict_baseline: known findings that are gone make a run not ready, until
            `roster-lint baseline prune` takes them out of the baseline.
        no_suppress: suppress, tolerance and baseline are ignored.
        tolerance: findings that are accepted, by check code: a number, a percentage, or a table
            with amount and reason.
        severity: how severe the findings of a check are for this district, by check code: a table
            with severity and reason. What makes a run incomplete stays so.
        suppress: findings that the district accepts, one by one.
    """

    source: str | None = None
    password: SecretStr | None = None
    schema_name: str | None = Field(default=None, alias="schema")
    client_id: str | None = None
    client_secret: SecretStr | None = None
    token_url: TokenUrl | None = None
    api_auth: Literal["oauth2", "oauth1"] = "oauth2"
    api_concurrency: Concurrency = 4
    api_page_size: PageSize = 1_000
    api_http: bool = False
    api_grade_book: bool = False
    vendor: VendorNames = ()
    oneroster: OneRoster = "1.1"
    as_of: Day | None = None
    year: Year | None = None
    school: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "info", "never"] = "error"
    output: Outputs = ()
    output_format: ReportFormat = "text"
    output_file: Path | None = None
    html: Path | None = None
    worklists: Path | None = None
    worklists_by: Literal["school", "owner"] = "school"
    workbook: Path | None = None
    missing: Path | None = None
    rosters: bool = False
    email: Path | None = None
    log: Path | None = None
    timings: bool = False
    details: bool = False
    show: Count | Literal["all"] = Field(default=3, union_mode="left_to_right")
    show_personal_data: bool = False
    color: Literal["auto", "always", "never"] = "auto"
    docs_url: DocsUrl | None = None
    pager: bool = False
    quiet: bool = False
    extra_checks: Path | None = None
    check_seconds: Seconds = 60
    memory: Memory | None = None
    domains: tuple[str, ...] = ()
    accounts: tuple[Path, ...] = ()
    accounts_columns: dict[AccountColumn, str] = Field(default_factory=dict)
    secondary_email_1p1: bool = False
    secondary_email_1p2: bool = False
    local_grades: bool = False
    date_format: DateFormat = "iso"
    nces_grades: dict[str, str] = Field(default_factory=dict)
    window_rule: Literal["overlap", "contain"] = "overlap"
    end_date_today: Literal["active", "ended"] = "active"
    disabled_accounts: DisabledAccounts = "auto"
    guardian_rule: Literal["guardian-and-portal", "portal"] = "guardian-and-portal"
    roster_rule: Literal["any", "calendar"] = "any"
    user_ids: Literal["auto", "person-guid", "identity-guid", "person-id"] = "auto"
    school_ids: Literal["guid", "id"] = "guid"
    unscheduled_share: Amount = "5%"
    mass_end_share: Amount = "10%"
    dangling_share: Amount = "5%"
    diff_deleted: Amount = "10%"
    diff_enrollments: Amount = "50%"
    diff_updated: Amount = "75%"
    diff_floor: Count = 10
    diff_limits: dict[str, Amount] = Field(default_factory=dict)
    baseline: Path | None = None
    strict_baseline: bool = False
    no_suppress: bool = False
    tolerance: dict[str, Amount | Tolerance] = Field(default_factory=dict)
    severity: dict[str, Regrade] = Field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()

    @property
    def tolerances(self) -> dict[str, str]:
        """What is tolerated, by check code."""
        return {
            code: one.amount if isinstance(one, Tolerance) else one
            for code, one in self.tolerance.items()
        }

    @property
    def heeded(self) -> "Settings":
        """The settings as they apply under ``no_suppress``."""
        if not self.no_suppress:
            return self
        without: dict[str, object] = {"suppress": (), "tolerance": {}, "baseline": None}
        return self.model_copy(update=without | {"strict_baseline": False})

    @property
    def oneroster_set(self) -> bool:
        """Whether anything said which version the connection has; else 1.1 is assumed."""
        return "oneroster" in self.model_fields_set

    @property
    def in_detail(self) -> bool:
        """Whether the text report is the detailed one: it alone shows findings."""
        return self.details or self.show_personal_data or "show" in self.model_fields_set

    @property
    def disabled_accounts_reported(self) -> Literal["ok", "info", "warning", "error"]:
        """How people whose accounts are all disabled are reported under this run's version."""
        if self.disabled_accounts != "auto":
            return self.disabled_accounts
        return "warning" if self.oneroster == "1.1" else "info"

    @property
    def secondary_email(self) -> bool:
        """Whether the secondary email address is the one that is sent."""
        return self.secondary_email_1p1 if self.oneroster == "1.1" else self.secondary_email_1p2

    @property
    def readings(self) -> dict[str, str]:
        """The readings of the article that are in force, for the report's header."""
        return {
            "window_rule": self.window_rule,
            "end_date_today": self.end_date_today,
            "disabled_accounts": self.disabled_accounts_reported,
            "guardian_rule": self.guardian_rule,
            "roster_rule": self.roster_rule,
            "email_sent": "secondary" if self.secondary_email else "primary",
            "grades_sent": "local" if self.local_grades and self.oneroster == "1.2" else "NCES",
            "unscheduled_share": self.unscheduled_share,
        }
