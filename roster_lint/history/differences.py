"""What differs in how two reports were made: such a difference explains others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roster_lint.history.facts import Facts

_LISTED = 6


@dataclass(frozen=True)
class Difference:
    """One thing that differs, in words.

    Attributes:
        what: such as ``vendor``.
        before: how it is in the older report.
        after: how it is in the newer one.
        matters: it changes what is found; else it is only said.
    """

    what: str
    before: str
    after: str
    matters: bool = True


def differences(old: Facts, new: Facts) -> tuple[Difference, ...]:
    """What differs between two reports in source, date, vendor, versions, schools and checks."""
    return tuple(_differences(old, new))


def _differences(old: Facts, new: Facts) -> Iterator[Difference]:
    pairs: tuple[tuple[str, str, str, bool], ...] = (
        ("as of", old.as_of.isoformat(), new.as_of.isoformat(), False),
        ("source", _source(old), _source(new), False),
        ("roster-lint", old.version, new.version, True),
        ("school year", _year(old), _year(new), True),
        ("vendor", old.vendor_words, new.vendor_words, True),
        ("OneRoster", _version(old), _version(new), True),
        ("schools", ", ".join(old.schools) or "all", ", ".join(new.schools) or "all", True),
        ("baseline", _baseline(old), _baseline(new), True),
        ("graded by the district", _regraded(old), _regraded(new), True),
        ("verdict", old.verdict, new.verdict, False),
    )
    yield from (Difference(*pair) for pair in pairs if pair[1] != pair[2])
    for name in sorted(old.readings.keys() | new.readings.keys()):
        before, after = old.readings.get(name, "not set"), new.readings.get(name, "not set")
        # A run that broke off has no readings.
        if before != after and old.readings and new.readings:
            yield Difference(name, before, after)
    yield from _of_checks(old, new)


def _of_checks(old: Facts, new: Facts) -> Iterator[Difference]:
    """Checks that one run did without: left out (``select``, ``ignore``), skipped or crashed."""
    before, after = old.ran - new.ran, new.ran - old.ran
    if before or after:
        yield Difference(
            "checks that ran",
            f"{len(old.ran)}{_codes(before)}",
            f"{len(new.ran)}{_codes(after)}",
        )


def _codes(only: frozenset[str]) -> str:
    if not only:
        return ""
    return f" (only then: {shortened(sorted(only))})"


def shortened(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def _baseline(facts: Facts) -> str:
    one = facts.baseline
    return "none" if one is None else f"{one.file} of {one.as_of}"


def _regraded(facts: Facts) -> str:
    graded = [f"{code} as {severity}" for code, severity in sorted(facts.regraded.items())]
    return shortened(graded) or "none"


def _source(facts: Facts) -> str:
    return f"{facts.source.kind or 'source'} {facts.source.location or 'unknown'}"


def _year(facts: Facts) -> str:
    year = facts.school_year
    return "unknown" if year is None else f"{year - 1}-{year % 100:02d}"


def _version(facts: Facts) -> str:
    if facts.oneroster is None:
        return "unknown"
    return facts.oneroster if facts.oneroster_set else f"{facts.oneroster} (not set)"
