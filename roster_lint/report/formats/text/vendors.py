"""What each check means for each vendor, where several were named."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from roster_lint.report.formats.text.fired import SEVERITY_STYLES, by_badness
from roster_lint.report.formats.text.page import BLANK, Block, heading
from roster_lint.report.formats.text.verdict import VERDICT_STYLES, VERDICT_WORDS
from roster_lint.report.formats.text.wording import plain
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult, VendorResult
from roster_lint.vocabulary import Effect, Severity

_ABREAST = 3
_CODE_WIDTH = 5
_NAME_WIDTH = 20
_VENDOR_WIDTH = 16
"""With three vendors abreast all of it fits into 80 columns; what fewer leave is the name's."""

CONSEQUENCES: Mapping[str, str] = {
    "drops-record": "left out",
    "drops-value": "value lost",
    "holds-sync": "sync held",
    "holds-school": "school held",
    "skips-update": "not updated",
    "renames-record": "renamed",
    "second-account": "twice",
    "merges-accounts": "merged",
    "limits-features": "limited",
    "deactivates-absent": "inactive",
}
"""What a vendor is documented to do, short enough for a cell."""

EFFECTS: Mapping[Effect, str] = {
    "blocked": "blocked",
    "missing": "missing",
    "deleted": "deleted",
    "wrong": "wrong",
    "risk": "at risk",
}
"""What happens to the records otherwise."""


def vendors(report: Report) -> Iterator[Block]:
    """A table of checks by vendors, three vendors abreast, with the verdicts in its last line.

    Infos and tolerated findings are left out.
    """
    if len(report.vendors) < 2:
        return
    yield from heading("By vendor")
    # Infos never change a verdict, and there are many.
    failed = [r for r in by_badness(report) if r.severity != "info" and not r.tolerated]
    for start in range(0, len(report.vendors), _ABREAST):
        if start:
            yield BLANK
        yield _table(failed, report.vendors[start : start + _ABREAST])


def _table(failed: Sequence[CheckResult], abreast: Sequence[VendorResult]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=_CODE_WIDTH)
    room = _NAME_WIDTH + (_ABREAST - len(abreast)) * (_VENDOR_WIDTH + 1)
    table.add_column(width=room, no_wrap=True, overflow="ellipsis")
    for _ in abreast:
        table.add_column(width=_VENDOR_WIDTH, overflow="fold")
    table.add_row("", "", *(Text(plain(vendor.name), style="bold") for vendor in abreast))
    for result in failed:
        code = result.check.code
        if any(code in vendor.cells for vendor in abreast):
            cells = (_cell(vendor, code) for vendor in abreast)
            table.add_row(Text(code), Text(result.check.name), *cells)
    table.add_row("", Text("verdict", style="bold"), *(_verdict(vendor) for vendor in abreast))
    return table


def cell_words(vendor: VendorResult, code: str) -> tuple[Severity | None, str]:
    """What a check found for a vendor, in words, with its severity; None where that is nothing."""
    cell = vendor.cells.get(code)
    if cell is None:
        return None, "not checked" if code in vendor.not_checked else "-"
    happens = EFFECTS[cell.effect]
    if cell.consequence is not None:
        happens = CONSEQUENCES[cell.consequence]
    return cell.severity, f"{cell.findings:,} {happens}"


def _cell(vendor: VendorResult, code: str) -> Text:
    severity, words = cell_words(vendor, code)
    return Text(words, style="dim" if severity is None else SEVERITY_STYLES[severity])


def _verdict(vendor: VendorResult) -> Text:
    return Text(VERDICT_WORDS[vendor.verdict], style=VERDICT_STYLES[vendor.verdict])
