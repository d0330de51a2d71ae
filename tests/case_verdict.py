"""Whether what came of a case is what the case says."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from roster_lint.checks.finding import Finding
from tests.case import Case, Expected
from tests.case_outcome import Offer, Outcome

_BESIDE_THE_KEY = (
    "severity",
    "effect",
    "school_id",
    "says",
    "leaves_out",
    "vendors",
    "suggestion",
    "basis",
)


def disagreements(case: Case, code: str, outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """What came otherwise than a case says, in plain words; nothing where all is as expected.

    Args:
        case: the case.
        code: the check that it is a case of.
        outcomes: what came of judging it by that check, those that it names, and perhaps more.
    """
    yield from about_itself(case, outcomes[code])
    prints = [finding.fingerprint for finding in outcomes[code].findings]
    if len(set(prints)) < len(prints):
        yield "two findings have the same fingerprint"
    for other, outcome in outcomes.items():
        if other != code:
            yield from about_another(case, other, outcome)


def about_itself(case: Case, outcome: Outcome) -> Iterator[str]:
    """What the check that the case is of does otherwise than it says."""
    expected = by_key(case.finds or ())
    found = reported(outcome.findings, case.finds or (), outcome.offers)
    if found != expected:
        yield f"found {found}, not {expected}: {messages(outcome)}"
    if case.skipped is None and outcome.skipped is not None:
        yield f"it was skipped: {outcome.skipped}"
    if case.skipped is not None and case.skipped not in (outcome.skipped or ""):
        yield f"skipped: {outcome.skipped}, not {case.skipped}"
    if outcome.total is not None and len(outcome.findings) > outcome.total:
        yield f"{len(outcome.findings)} of {outcome.total} records"
    if bool(outcome.incomplete) != bool(case.incomplete):
        yield f"incomplete: {outcome.incomplete or 'it was not'}"
    if case.incomplete not in outcome.incomplete:
        yield f"incomplete: {outcome.incomplete}, not {case.incomplete}"


def about_another(case: Case, code: str, outcome: Outcome) -> Iterator[str]:
    """What another check does otherwise than the case says; silent is each that need not fire."""
    if code not in case.fires and outcome.findings:
        yield f"{code} is not silent: {messages(outcome)}"
    if code in case.fires and not outcome.findings:
        yield f"{code} finds nothing"


def messages(outcome: Outcome) -> list[str]:
    """The findings as the report shows them."""
    return [finding.message for finding in outcome.findings]


def reported(
    findings: Iterable[Finding],
    expected: Sequence[Expected],
    offers: Mapping[str, Offer] | None = None,
) -> list[Expected]:
    """Findings in the terms of the expectation, sorted: equal to it where all is as expected.

    Args:
        findings: what was found.
        expected: what a case states.
        offers: the addresses that the findings hide, by their fingerprints, where they are known.
    """
    alike = {_key(one): one for one in expected}
    none, known = Offer(), offers or {}
    return by_key(
        _shown(finding, known.get(finding.fingerprint, none), alike.get(_key(finding.key), {}))
        for finding in findings
    )


def by_key(found: Iterable[Expected]) -> list[Expected]:
    """Expected findings in the order of their keys."""
    return sorted(found, key=_key)


def _shown(finding: Finding, offer: Offer, like: Expected) -> Expected:
    facts = {
        "severity": finding.severity,
        "effect": finding.effect,
        "school_id": finding.school_id,
        "vendors": [f"{v.name}:{v.severity}:{v.consequence or ''}" for v in finding.vendors],
        "suggestion": offer.suggestion,
        "basis": offer.basis,
        "says": like.get("says") if _is_said(like, finding.message) else finding.message,
    }
    if (words := like.get("leaves_out")) is not None:
        facts["leaves_out"] = finding.message if words in finding.message else words
    key = {name: value for name, value in finding.key.items() if value is not None}
    return key | {name: value for name, value in facts.items() if name in like}


def _is_said(like: Expected, message: str) -> bool:
    words = like.get("says", "")
    return all(part in message for part in ([words] if isinstance(words, str) else words))


def _key(found: Mapping[str, object]) -> str:
    key = {k: v for k, v in found.items() if k not in _BESIDE_THE_KEY and v is not None}
    return json.dumps(key, sort_keys=True)
