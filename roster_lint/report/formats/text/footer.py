"""What follows the findings: what was accepted, what was not checked, what no check can know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.text import Text

from roster_lint.report.counts import SuppressionUse
from roster_lint.report.formats.text.accepted import accepted
from roster_lint.report.formats.text.page import BLANK, Block, bullets, heading
from roster_lint.report.formats.text.wording import counted, plain
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult

_CACHE = (
    "Campus serves OneRoster from a cache that refreshes on a schedule: what is fixed now may "
    "reach the vendor tomorrow. By hand: Digital Learning Applications Configuration > "
    "Settings & Management > Refresh OneRoster Cache."
)
_VENDORS = (
    "Some vendors add logic of their own to enrollment dates, roster dates and section data, "
    "outside Campus's control and unknown to roster-lint: check with your vendor."
)


def footer(report: Report) -> Iterator[Block]:
    """Suppressions, crashed and skipped checks, and the two things that no check can know."""
    yield from _suppressions(report)
    if sentences := accepted(report):
        yield from heading("Accepted by the district")
        yield from bullets(Text(sentence) for sentence in sentences)
    yield from _crashed([r for r in report.checks if r.status == "crashed"])
    skipped = [r for r in report.checks if r.status == "skipped"]
    clean = all(r.status in ("passed", "skipped") for r in report.checks)
    yield from _skipped_in_short(skipped) if clean else _skipped(skipped)
    if report.vendor_notes:
        yield from heading("Not judged: what vendors' documents say of a sync")
        yield from bullets(Text(plain(note)) for note in report.vendor_notes)
    yield from heading("Before you sync")
    yield from bullets(Text(sentence) for sentence in before_you_sync(report))
    yield BLANK


def before_you_sync(report: Report) -> tuple[str, ...]:
    """What no check can know."""
    return (_VENDORS,) if report.source_kind == "oneroster-bundle" else (_CACHE, _VENDORS)


def _suppressions(report: Report) -> Iterator[Block]:
    if not report.suppressions:
        return
    matched = sum(result.suppressed for result in report.checks)
    entries = len(report.suppressions)
    by = "entry" if entries == 1 else "entries"
    yield from heading("Suppressed")
    yield from bullets(
        [
            Text(f"{counted(matched, 'finding')} accepted by {entries:,} [[suppress]] {by}"),
            *(suppression_problem(use) for use in report.suppressions if use.problem),
        ]
    )


def suppression_problem(use: SuppressionUse) -> Text:
    """Why an entry has to be looked at."""
    return Text.assemble(
        (f"{use.code}: {plain(use.problem or '')}", "bold yellow"),
        f" (reason given: {plain(use.reason)})",
    )


def _crashed(results: list[CheckResult]) -> Iterator[Block]:
    if not results:
        return
    yield from heading("CRASHED, so nothing is known of what they look for")
    yield from bullets(
        Text.assemble(
            (f"{r.check.code} {r.check.name}: ", "bold red"), plain(r.reason or "no reason given")
        )
        for r in results
    )


def _skipped(results: list[CheckResult]) -> Iterator[Block]:
    if not results:
        return
    yield from heading("Not checked")
    yield from bullets(Text(f"{codes}: {reason}") for reason, codes in by_reason(results).items())


def _skipped_in_short(results: list[CheckResult]) -> Iterator[Block]:
    if not results:
        return
    reasons = (f"{codes} ({reason})" for reason, codes in by_reason(results).items())
    yield BLANK
    yield Text.assemble(("Not checked: ", "bold"), "; ".join(reasons))


def by_reason(results: Iterable[CheckResult]) -> dict[str, str]:
    """The codes of checks that did not run, by the reason."""
    codes: dict[str, list[str]] = defaultdict(list)
    for result in results:
        codes[plain(result.reason or "no reason given")].append(result.check.code)
    return {reason: ", ".join(of) for reason, of in codes.items()}
