"""Sentences that belong to the numbers: about the source, the vendors' documents, the settings."""

from collections.abc import Sequence

from roster_lint.report.other_version import excludes
from roster_lint.report.results import CheckResult
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family, family_of


def documents_say(vendors: Vendors, family: Family) -> tuple[str, ...]:
    """What the vendors' documents say and no check can judge, each once."""
    notes = (
        f"{profile.display}: {note.says}"
        for profile in vendors.profiles
        for note in profile.notes
        if not note.checks and (note.about == "sync" or note.about == family)
    )
    return tuple(dict.fromkeys(notes))


def notes_of(
    source: Source,
    settings: Settings,
    vendors: Vendors,
    checks: Sequence[CheckResult],
    all_checks: int,
) -> tuple[str, ...]:
    """What a run's numbers rest on besides the findings."""
    fired = {c.check.code for c in checks if c.findings}
    notes = list(source.notes)
    for profile in vendors.profiles:
        # Where the version is not set, the line after the verdict says it.
        if settings.oneroster_set and excludes(profile, settings.oneroster):
            documented = " and ".join(profile.oneroster)
            notes.append(
                f"{profile.display} is documented for OneRoster {documented}; this run judges "
                f"{settings.oneroster}."
            )
    if settings.oneroster == "1.2" and family_of(source.kind) == "campus":
        notes.append(
            "Use Secondary Email is set on each OneRoster 1.2 connection: where yours differ, run "
            "once for each (setting secondary_email_1p2)."
        )
    if "UN005" in fired:
        notes.append(
            "Campus articles disagree on whether people whose accounts are all disabled are sent. "
            "Choose with disabled_accounts."
        )
    if "EM005" in fired:
        notes.append("Contact.homePhone is treated as Other Phone (Campus does not document this).")
    if settings.no_suppress:
        notes.append("Suppressions, tolerances and the baseline are ignored (no_suppress).")
    if len(checks) < all_checks:
        notes.append(f"Only {len(checks)} of {all_checks} checks were selected.")
    return tuple(notes)
