"""The JSON report of a run that broke off: why, and nothing that looks like a verdict."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from roster_lint import __version__
from roster_lint.errors import RosterLintError, scrub
from roster_lint.report.formats.json_keys import SCHEMA, Facts
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import SourceKind


def broken_off_facts(settings: Settings, reason: str, exit_code: int) -> Facts:
    """All keys of the JSON report of a run that broke off.

    What only a complete run knows is null or empty, and never 0 findings.

    Args:
        settings: of the run.
        reason: why it broke off, in a sentence.
        exit_code: what the command ends with.
    """
    kind, location = source_of(settings.source or "")
    return {
        "schema": SCHEMA,
        "tool": "roster-lint",
        "version": __version__,
        "source": {"kind": kind, "location": location},
        "as_of": (settings.as_of or date.today()).isoformat(),
        "school_year": None,
        "oneroster": settings.oneroster if settings.oneroster_set else None,
        "oneroster_set": settings.oneroster_set,
        "other_version": None,
        "vendor": ",".join(settings.vendor) or "generic",
        "vendors": [],
        "schools": [],
        "readings": {},
        "notes": [],
        "verdict": "incomplete",
        "exit_code": exit_code,
        "incomplete": [scrub(reason)],
        "unjudged": True,
        "missing": [],
        "summary": {
            "error": None,
            "warning": None,
            "info": None,
            "checks_run": 0,
            "checks_skipped": 0,
        },
        "affected": [],
        "availability": [],
        "records": {},
        "plan": None,
        "no_plan": scrub(reason),
        "suppressions": [],
        "baseline": None,
        "checks": [],
        "timings": None,
    }


def source_of(text: str) -> tuple[SourceKind | None, str | None]:
    """The kind of a source, as far as its name shows it, and where it is."""
    from roster_lint.settings.source_name import is_api_url, is_url
    from roster_lint.sources.opening import is_bundle

    if is_api_url(text):
        from roster_lint.sources.api.address import parse_address

        try:
            return "oneroster-api", parse_address(text, plain_http=True).base
        except RosterLintError:
            return "oneroster-api", None
    if is_url(text):
        from roster_lint.sources.database_url import parse_url, shown

        try:
            return "campus-database", shown(parse_url(text))
        except RosterLintError:
            return "campus-database", None
    path = Path(text).expanduser()
    kind: SourceKind | None = None
    # A pipe has no kind, nor a name that is too long.
    with suppress(RosterLintError, OSError):
        if path.exists():
            kind = "oneroster-bundle" if is_bundle(path) else "campus-snapshot"
    return kind, scrub(text) or None
