"""The parts of the JSON report: their keys, types and meanings. ``json_keys`` has the whole."""

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from roster_lint.report.formats.json_numbers import described
from roster_lint.vocabulary import Effect, OneRoster, Owner, Severity, SourceKind, Status, Verdict


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
    """By population that a vendor uses, how many more people would sync under it: those held back
    only by a missing username. Null where the source could not be judged."""
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
    """By code, findings that it knows and that are gone."""
    made_for: str
    """How its vendors, version or schools differ from the run's, in words: then ``gone`` is empty,
    since it is unknown. Empty where they are the same."""
    strict: bool
    """Findings that are gone make the run not ready."""


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
    """The vendors whose requirements it concerns."""
    tolerated: bool
    """It is within a tolerance of the settings, so not in ``summary``."""
    known: bool
    """The baseline knows it, so it is not in ``summary``."""
    suggestion: NotRequired[str]
    """What the value should be, where an accounts file shows it."""
