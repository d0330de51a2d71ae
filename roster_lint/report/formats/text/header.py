"""What was judged, and by which reading of the article."""

from collections.abc import Iterator

from rich.text import Text

from roster_lint.report.formats.text.page import BLANK, Block, labelled
from roster_lint.report.formats.text.verdict import school_year_name
from roster_lint.report.formats.text.version import version_words
from roster_lint.report.formats.text.wording import plain
from roster_lint.report.report import Report

_LABEL_WIDTH = 13

_READINGS = {
    ("window_rule", "overlap"): "dates only have to overlap the school year",
    ("window_rule", "contain"): "dates must lie inside the school year",
    ("end_date_today", "active"): "a record that ends today is still active",
    ("end_date_today", "ended"): "a record that ends today has ended",
    ("disabled_accounts", "ok"): "disabled accounts are fine",
    ("disabled_accounts", "info"): "disabled accounts are info",
    ("disabled_accounts", "warning"): "disabled accounts are a warning",
    ("disabled_accounts", "error"): "disabled accounts are not sent",
    ("guardian_rule", "guardian-and-portal"): "guardians need Guardian and Portal",
    ("guardian_rule", "portal"): "guardians need only Portal",
    ("roster_rule", "any"): "roster records follow a student who syncs through any enrollment",
    ("roster_rule", "calendar"): "roster records need an enrollment in the section's calendar",
    ("email_sent", "primary"): "primary email",
    ("email_sent", "secondary"): "secondary email",
    ("grades_sent", "NCES"): "NCES grades",
    ("grades_sent", "local"): "local grades",
}
"""The readings in words; one that is not here is shown as the settings have it."""

_FAILS_ON = {
    "warning": "warnings and errors",
    "info": "every finding, info too",
    "never": "nothing: the exit code is 0 whatever is found",
}


def header(report: Report, *, show_personal: bool) -> Iterator[Block]:
    """The source, the year, the connection and the readings, a labelled line each."""
    rows = [
        ("Source", Text(f"{source_words(report)} {plain(report.source_location)}")),
        ("School year", Text(year_words(report))),
        ("As of", Text(report.as_of.isoformat())),
        ("OneRoster", Text(version_words(report.oneroster, is_set=report.oneroster_set))),
        ("Vendor", Text(vendor_words(report))),
        ("Schools", Text(plain(", ".join(report.schools)) or "all")),
    ]
    if report.readings:
        readings = "; ".join(reading_words(*r) for r in report.readings.items())
        rows.append(("Assumptions", Text(plain(readings))))
    if report.fail_on != "error":
        rows.append(("Fails on", Text(_FAILS_ON.get(report.fail_on, report.fail_on))))
    if show_personal:
        rows.append(("Note", Text("This report holds personal data: keep it to yourself.")))
    rows += [("Note", Text(plain(note))) for note in report.notes]
    yield BLANK
    for label, text in rows:
        yield labelled(label, text, width=_LABEL_WIDTH)


def source_words(report: Report) -> str:
    """``Campus snapshot``: the kind of source."""
    words = report.source_kind.replace("-", " ").replace("oneroster", "OneRoster")
    words = words.replace(" api", " API")
    return f"{words[:1].upper()}{words[1:]}"


def year_words(report: Report) -> str:
    """The school year with its dates, and what of it is assumed."""
    year = report.school_year
    if year is None and report.unknown_year:
        return f"unknown: {plain(report.unknown_year)}"
    if year is None:
        return "none could be found"
    assumed = [
        what for what, blank in (("start", year.start_assumed), ("end", year.end_assumed)) if blank
    ]
    remarks = []
    if assumed:
        dates = "the date is" if len(assumed) == 1 else "the dates are"
        remarks.append(f"{' and '.join(assumed)} assumed, {dates} blank")
    if not year.active:
        remarks.append("not marked active")
    brackets = f" ({'; '.join(remarks)})" if remarks else ""
    window = f"{year.start.isoformat()} to {year.end.isoformat()}"
    return f"{school_year_name(year.end_year)}, {window}{brackets}"


def vendor_words(report: Report) -> str:
    """The vendors by name, or that none was chosen."""
    if report.vendor_assumed:
        return "no vendor chosen: general rules only (--vendor NAME)"
    return plain(report.vendor_display)


def reading_words(name: str, value: str) -> str:
    """One reading of the article, in words."""
    if name == "unscheduled_share":
        return f"up to {value} of students may lack a schedule"
    return _READINGS.get((name, value), f"{name.replace('_', ' ')}: {value}")
