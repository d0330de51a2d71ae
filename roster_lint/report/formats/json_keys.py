"""The JSON report's keys, types and meanings: the published schema is made from these.

``Document`` is the whole. A key's docstring is its description in the schema and on the site. The
writer returns these types, so that the type checker holds it against them.
"""

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from roster_lint.report.formats.json_numbers import PlanFacts, Population, RecordsFacts, described
from roster_lint.report.formats.json_parts import (
    AffectedFacts,
    BaselineFacts,
    CheckFacts,
    FindingFacts,
    OtherVersionFacts,
    Source,
    Summary,
    SuppressionFacts,
    Vendor,
)
from roster_lint.report.formats.json_timings import TimingsFacts
from roster_lint.vocabulary import OneRoster, Verdict

SCHEMA: Literal[1] = 1
"""The schema's version: it rises only where a reader would break, not where a key is added."""


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
    """The profile's name; several with commas between them."""
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
    """0 ready, 1 not ready, 3 incomplete; for a run that broke off, what the command ends with."""
    incomplete: list[str]
    """Why the source could not be judged, in sentences."""
    unjudged: bool
    """It is incomplete and the source as a whole could not be judged, so that not even the checks
    that ran mean anything; false where just a missing column or a crash silences some."""
    missing: list[str]
    """Needed tables and columns that the source does not have, as ``Table`` or ``Table.column``;
    the files of a bundle that could not be read."""
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
