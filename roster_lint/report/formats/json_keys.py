"""The JSON report's keys, types and meanings: the published schema is made from these.

``Document`` is the whole. A key's docstring is its description in the schema and on the site. The
writer returns these types, so that the type checker holds it against them.
"""

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from roster_lint.report.formats.json_numbers import PlanFacts, Population, RecordsFacts, described
from roster_lint.report.formats.json_timings import TimingsFacts
from roster_lint.vocabulary import Effect, OneRoster, Owner, Severity, SourceKind, Status, Verdict

SCHEMA: Literal[1] = 1
"""The schema's version: it rises only where a reader would break, not where a key is added."""


@described
class Source(TypedDict):
    """What was read."""

    kind: SourceKind | None
    """The kind; null where the run broke off before that was known."""
    location: str | None
    """A path, or a URL without its password."""


@described
class OtherVersionFacts(TypedDict):
    """What the OneRoster version that was not judged would change."""

    oneroster: OneRoster
    """The version that was not judged."""
    more: dict[str, int] | None
    """By population that a vendor uses, how many more people would sync under it: those whom
    nothing but a missing username holds back. Null where the source could not be judged."""
    judged_excluded_by: list[str]
    """Names of the vendors whose documents leave out the version that was judged."""


@described
class VendorCell(TypedDict):
    """What the findings of one check mean for a vendor."""

    findings: int
    """How many of them concern the vendor."""
    severity: Severity
    """The worst of them."""
    consequence: str | None
    """What the vendor is documented to do with such a record; null where no document says it."""
    sources: list[str]
    """The documents that say so."""


@described
class Vendor(TypedDict):
    """The verdict for one vendor, as if no other had been named."""

    name: str
    """The profile's name."""
    display: str
    """The vendor's name."""
    verdict: Verdict
    """Its verdict."""
    errors: int
    """Findings that are errors for it; suppressed, tolerated and known ones left out."""
    warnings: int
    """Findings that are warnings for it."""
    infos: int
    """Findings that are info for it."""
    not_checked: list[str]
    """Codes of the checks that need an accounts file of this vendor's directory, and had none."""
    checks: dict[str, VendorCell]
    """By code, the checks with findings that concern it."""


@described
class Summary(TypedDict):
    """Findings by severity, without suppressed, tolerated and known ones."""

    error: int | None
    """Errors; null where the run broke off."""
    warning: int | None
    """Warnings."""
    info: int | None
    """Info."""
    checks_run: int
    """Checks that ran to their end."""
    checks_skipped: int
    """Checks that could not or need not run."""


@described
class AffectedFacts(TypedDict):
    """The people, classes and other records that an effect reaches, counted once each."""

    effect: Effect
    """What happens at the vendor: who is held back counts as missing, who is sent as ToBeDeleted
    as deleted (vendors see such a record as deleted, or simply as gone); of the other effects,
    those that errors and warnings name."""
    people: int | None
    """People; null where it could not be counted to the end."""
    classes: int | None
    """Classes."""
    others: int | None
    """Other records: calendars, terms, grade levels and so on."""


@described
class SuppressionFacts(TypedDict):
    """What one ``suppress`` entry of the settings did."""

    code: str
    """Its check."""
    reason: str
    """The district's reason."""
    matched: int
    """How many findings it hides."""
    problem: str | None
    """Why it is to be looked at (expired, matches nothing), if it is."""


@described
class BaselineFacts(TypedDict):
    """What the baseline did."""

    file: str
    """Its file."""
    as_of: str
    """The date that the run judged which last wrote it."""
    known: dict[str, int]
    """By code, findings that it knows: they count for nothing."""
    gone: dict[str, int]
    """By code, findings that it knows and that are there no more."""
    made_for: str
    """How its vendors, version or schools differ from the run's, in words: then ``gone`` is empty,
    for nobody knows. Empty where they are the same."""
    strict: bool
    """What is gone makes the run not ready."""


@described
class RegradedFacts(TypedDict):
    """How the district grades a check."""

    severity: Severity
    """The severity of its findings for this district."""
    otherwise: Severity
    """The check's own severity."""
    reason: str
    """The district's reason."""


@described
class CheckFacts(TypedDict):
    """What one check gave."""

    code: str
    """The check."""
    name: str
    """Its name."""
    severity: Severity
    """The worst severity found, or the check's own where nothing was."""
    effect: Effect
    """What happens at the vendor."""
    owner: Owner
    """Who fixes it."""
    status: Status
    """``failed`` means that it found something."""
    findings: int
    """Its findings."""
    records: int
    """How many records these stand for: more, where a column's fault is one finding."""
    total: int | None
    """How many records it looked at, where it says so."""
    suppressed: int
    """Further findings that entries of the settings hide."""
    known: int
    """Further findings that the baseline knows."""
    tolerated: bool
    """The findings stay within the tolerance of the settings, and count for nothing."""
    tolerance_reason: str | None
    """Why, where the settings say it."""
    regraded: RegradedFacts | None
    """How the district grades the check in its settings; null where it does not."""
    reason: str | None
    """Why it was skipped, or how it crashed."""


@described
class FindingVendor(TypedDict):
    """What a finding means for one vendor."""

    name: str
    """The profile's name."""
    severity: Severity
    """How severe it is for this vendor."""
    consequence: str | None
    """What the vendor is documented to do."""
    sources: list[str]
    """The documents that say so."""


@described
class FindingFacts(TypedDict):
    """One finding."""

    code: str
    """The check."""
    name: str
    """Its name."""
    severity: Severity
    """How severe it is."""
    entity: str
    """What kind of record it is about."""
    key: dict[str, int | str | None]
    """The record's keys in Campus; in a bundle file, line, column or sourcedId."""
    school_id: int | str | None
    """The school that it belongs to."""
    message: str
    """What is wrong, without names unless personal data was asked for."""
    fix: str
    """Where to fix it."""
    fingerprint: str
    """The same for the same fault in every run: code and key, in short."""
    vendors: list[FindingVendor]
    """The vendors whose needs it concerns."""
    tolerated: bool
    """It is within a tolerance of the settings, so not in ``summary``."""
    known: bool
    """The baseline knows it, so it is not in ``summary``."""
    suggestion: NotRequired[str]
    """What the value should be, where an accounts file shows it."""


@described
class Facts(TypedDict):
    """All keys of the report but its findings."""

    schema: Literal[1]
    """Rises only where a reader would break, not where a key is added."""
    tool: Literal["roster-lint"]
    """What wrote the report."""
    version: str
    """The tool's version."""
    source: Source
    """The source, by kind and place."""
    as_of: str
    """The date that was judged, as YYYY-MM-DD."""
    school_year: int | None
    """The school year by the year in which it ends; null where there is none."""
    oneroster: OneRoster | None
    """The OneRoster version that was judged; null where a run broke off before it was known."""
    oneroster_set: bool
    """A flag, a setting or a variable says the version, or the source does; else 1.1 is assumed."""
    other_version: OtherVersionFacts | None
    """What the other version would change; null where ``oneroster_set`` is true."""
    vendor: str
    """The profile's name; of several, with commas between them."""
    vendors: list[Vendor]
    """The verdict for each vendor."""
    schools: list[str]
    """Names of the schools that the run is limited to; empty means all."""
    readings: dict[str, str]
    """How the article was read where it can be read in two ways."""
    notes: list[str]
    """Sentences that belong to the numbers."""
    verdict: Verdict
    """The verdict."""
    exit_code: int
    """0 ready, 1 not ready, 3 incomplete; of a run that broke off what the command ends with."""
    incomplete: list[str]
    """Why the source could not be judged, in sentences."""
    unjudged: bool
    """It is incomplete and the source as a whole could not be judged, so that not even the checks
    that ran mean anything; false where just a missing column or a crash silences some."""
    missing: list[str]
    """Tables and columns that the source must have and lacks, as ``Table`` or ``Table.column``; the
    files of a bundle that could not be read."""
    summary: Summary
    """Findings by severity."""
    affected: list[AffectedFacts]
    """By effect, how many people, classes and others."""
    availability: list[Population]
    """The populations of people, and classes: who will sync."""
    records: dict[str, RecordsFacts]
    """The rows of the school year by table: ``enrollment``, ``roster``, ``section``."""
    plan: PlanFacts | None
    """What to fix first; null where ``no_plan`` says why there is none."""
    no_plan: str | None
    """Why it is not known what would bring records back: ``select`` or ``ignore`` leave checks out,
    a column is missing, the source is a bundle."""
    suppressions: list[SuppressionFacts]
    """What each ``suppress`` entry of the settings did."""
    baseline: BaselineFacts | None
    """What the baseline did; null where there is none."""
    checks: list[CheckFacts]
    """What each check gave."""
    timings: TimingsFacts | None
    """What the run took; null unless ``--timings`` or ``--log`` asks for it."""


@described
class Document(Facts):
    """The report of ``roster-lint check --output-format json``."""

    findings: list[FindingFacts]
    """Every finding that no entry of the settings suppresses; those that the baseline knows come
    last."""


@described
class ReportLine(TypedDict):
    """The first line of ``jsonl``."""

    report: Facts
    """The report without its findings."""


@described
class FindingLine(TypedDict):
    """Each further line of ``jsonl``."""

    finding: FindingFacts
    """One finding."""


Line = ReportLine | FindingLine
"""A line of ``jsonl``."""
