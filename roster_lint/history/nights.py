"""The reports of many nights in a folder, put in order: a line of nights for each source."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.history.differences import Difference, differences
from roster_lint.history.facts import Facts
from roster_lint.history.reading import NotAReport, TornReport, read_numbers
from roster_lint.vocabulary import Progress, Verdict, no_progress

ENDINGS = (".json", ".jsonl")
"""Files that are looked at; a folder of reports also holds pages and lists."""

_DATED = re.compile(
    r"(?<!\d)(?:\d{4}([-_.]?)\d{2}\1\d{2}|\d{1,2}([-_.])\d{1,2}\2\d{4})"
    r"(?:[T_ -]?\d{2}([-_.]?)\d{2}(?:\3\d{2})?)?(?!\d)"
)
"""A day, and perhaps a time, in the name of an export that is written every night."""


@dataclass(frozen=True)
class Numbers:
    """One population: how many there are, will sync and are held back; None where unknown."""

    total: int | None
    available: int | None
    held_back: int | None


@dataclass(frozen=True)
class Night:
    """One report's numbers.

    Attributes:
        file: its name.
        errors: and ``warnings``, ``infos``: findings; None of an incomplete night.
        populations: by entity; empty of an incomplete night, which is a gap.
    """

    file: str
    as_of: date
    verdict: Verdict
    errors: int | None
    warnings: int | None
    infos: int | None
    populations: Mapping[str, Numbers]

    @property
    def is_gap(self) -> bool:
        """Whether the night says nothing, since the run was incomplete."""
        return self.verdict == "incomplete"

    def numbers(self, entity: str) -> Numbers:
        """One population's numbers."""
        return self.populations.get(entity, Numbers(None, None, None))


@dataclass(frozen=True)
class Twice:
    """A date with several reports: the one that counts, and those that do not."""

    as_of: date
    kept: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """The nights of one source, vendor, OneRoster version and choice of schools, in order.

    Attributes:
        source: where the data is, with ``{date}`` for a date in its name.
        vendor: what the vendors are called.
        oneroster: the version that was judged; None where no run came to its end.
        schools: those that the runs were limited to; empty means all.
        changes: what differs between a whole night and the whole one before it.
        unlike: why the errors of the first whole night and the last cannot be compared; empty where
            they can.
    """

    source: str
    vendor: str
    oneroster: str | None
    schools: tuple[str, ...]
    nights: tuple[Night, ...]
    twice: tuple[Twice, ...]
    changes: tuple[tuple[date, Difference], ...]
    unlike: str = ""

    @property
    def whole(self) -> Sequence[Night]:
        """The nights that are no gaps."""
        return [night for night in self.nights if not night.is_gap]

    @property
    def entities(self) -> list[str]:
        """The populations that any night counts."""
        return list(dict.fromkeys(name for night in self.nights for name in night.populations))


@dataclass(frozen=True)
class Trend:
    """What a folder of reports says.

    Attributes:
        lines: the longest first.
        skipped: files that look like reports and are none, each with what is wrong with it.
        others: how many further files there are, which were not looked at.
    """

    folder: str
    lines: tuple[Line, ...]
    skipped: tuple[tuple[str, str], ...]
    others: int

    @property
    def exit_code(self) -> int:
        """0, or 3 where not a single report is whole."""
        return 0 if any(line.whole for line in self.lines) else 3


@dataclass(frozen=True)
class _Found:
    file: str
    written: int
    facts: Facts


_Key = tuple[str, str, tuple[str, ...], str | None]


def read_trend(folder: Path, progress: Progress = no_progress) -> Trend:
    """Reads the reports of a folder, not of those within it.

    Args:
        folder: the folder.
        progress: follows the reading.

    Raises:
        UsageError: there is no such folder, or no report in it.
    """
    files, others = _files(folder)
    found: list[_Found] = []
    skipped: list[tuple[str, str]] = []
    for number, path in enumerate(files, 1):
        try:
            written = path.stat().st_mtime_ns
            found.append(_Found(path.name, written, _small(read_numbers(path))))
        except (NotAReport, TornReport) as error:
            skipped.append((path.name, error.problem))
        except UsageError as error:
            skipped.append((path.name, str(error).removeprefix(f"{path} ").rstrip(".")))
        except OSError as error:
            skipped.append((path.name, f"cannot be read: {error.strerror or error}"))
        progress("reports", number, len(files))
    if not found:
        hint = f": {skipped[0][0]} {skipped[0][1]}" if skipped else ""
        raise UsageError(
            f"{folder} holds no report of roster-lint's{hint}. Let each night write one there: "
            "--output-format json --output-file reports/{date}.json."
        )
    return Trend(str(folder), tuple(_lines(found)), tuple(skipped), others)


def _files(folder: Path) -> tuple[list[Path], int]:
    """The files that may be reports, and how many others there are."""
    try:
        if not folder.is_dir():
            what = (
                "is no folder: name the one with the reports" if folder.exists() else "is not there"
            )
            raise UsageError(f"{folder} {what}.")
        inside = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder} cannot be read: {getattr(error, 'strerror', error)}.") from None
    files = [path for path in inside if not path.is_dir()]
    mine = sorted(path for path in files if path.suffix.lower() in ENDINGS)
    return mine, len(files) - len(mine)


def _small(facts: Facts) -> Facts:
    """The facts without schools: a large district has thousands."""
    slim = tuple(one.model_copy(update={"schools": None}) for one in facts.availability)
    return facts.model_copy(update={"availability": slim})


def _lines(found: Iterable[_Found]) -> list[Line]:
    groups: dict[_Key, list[_Found]] = defaultdict(list)
    broken_off: list[_Found] = []
    for one in found:
        if one.facts.is_incomplete and not one.facts.checks:
            broken_off.append(one)
        else:
            groups[_key(one.facts)].append(one)
    for one in broken_off:
        # It says neither which version nor which schools it would have judged.
        alike = [key for key in groups if key[:2] == _key(one.facts)[:2]]
        groups[max(alike, key=lambda key: len(groups[key])) if alike else _key(one.facts)].append(
            one
        )
    lines = [_line(key, members) for key, members in groups.items()]
    return sorted(lines, key=lambda line: (-len(line.nights), line.source, line.vendor))


def _key(facts: Facts) -> _Key:
    place = _DATED.sub("{date}", facts.source.location or "unknown source")
    return place, facts.vendor_words, tuple(sorted(facts.schools)), facts.oneroster


def _line(key: _Key, members: Sequence[_Found]) -> Line:
    by_date: dict[date, list[_Found]] = defaultdict(list)
    for one in members:
        by_date[one.facts.as_of].append(one)
    kept: list[_Found] = []
    twice: list[Twice] = []
    for day in sorted(by_date):
        *earlier, last = sorted(by_date[day], key=lambda one: (one.written, one.file))
        kept.append(last)
        if earlier:
            twice.append(Twice(day, last.file, tuple(one.file for one in earlier)))
    source, vendor, schools, oneroster = key
    return Line(
        source=source,
        vendor=vendor,
        oneroster=oneroster,
        schools=schools,
        nights=tuple(_night(one) for one in kept),
        twice=tuple(twice),
        changes=tuple(_changes([one.facts for one in kept])),
        unlike=_unlike([one.facts for one in kept]),
    )


def _night(one: _Found) -> Night:
    facts = one.facts
    gap = facts.is_incomplete
    summary = facts.summary
    return Night(
        file=one.file,
        as_of=facts.as_of,
        verdict=facts.verdict,
        errors=None if gap else summary.error,
        warnings=None if gap else summary.warning,
        infos=None if gap else summary.info,
        populations={}
        if gap
        else {p.entity: Numbers(p.total, p.available, p.held_back) for p in facts.availability},
    )


def _unlike(facts: Sequence[Facts]) -> str:
    """What makes the errors of the first whole night others than those of the last, if anything."""
    whole = [one for one in facts if not one.is_incomplete]
    if len(whole) < 2:
        return ""
    first, last = whole[0], whole[-1]
    named = [one.what for one in differences(first, last) if one.matters]
    if first.accepted != last.accepted:
        named.append("findings accepted by the district")
    return " and ".join(named)


def _changes(facts: Sequence[Facts]) -> Iterator[tuple[date, Difference]]:
    """What changed in how the reports were made, as far as it changes what is found."""
    whole = [one for one in facts if not one.is_incomplete]
    for before, after in pairwise(whole):
        yield from ((after.as_of, one) for one in differences(before, after) if one.matters)
