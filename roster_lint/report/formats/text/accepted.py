"""What a district accepts, in sentences: findings that the baseline knows, and its own grades."""

from collections.abc import Iterator, Mapping

from roster_lint.report.counts import BaselineUse
from roster_lint.report.formats.text.wording import SEVERITY_WORDS, counted, number, plain
from roster_lint.report.report import Report


def accepted(report: Report) -> tuple[str, ...]:
    """All such sentences, for every format alike."""
    return (*_of_baseline(report), *_regraded(report))


def _of_baseline(report: Report) -> Iterator[str]:
    use = report.baseline
    if use is None:
        return
    known = sum(use.known.values())
    yield (
        f"{counted(known, 'finding')} known from the baseline of {use.as_of.isoformat()}"
        f"{_by_code(use.known)}, not counted."
    )
    if use.made_for:
        yield _made_for(use, is_strict=report.stale_baseline_fails)
    if use.gone:
        gone = counted(sum(use.gone.values()), "finding")
        fails = " The run is not ready until then (strict_baseline)."
        yield (
            f"{gone} in the baseline, gone from the data{_by_code(use.gone)}: `roster-lint "
            f"baseline prune` removes them.{fails if report.stale_baseline_fails else ''}"
        )


def _made_for(use: BaselineUse, *, is_strict: bool) -> str:
    ignored = " So strict_baseline has nothing to fail on." if is_strict else ""
    return (
        f"The baseline was made for {plain(use.made_for)}: which of its findings are gone is "
        f"unknown.{ignored}"
    )


def _by_code(numbers: Mapping[str, int]) -> str:
    shown = [f"{code} {number(count)}" for code, count in list(numbers.items())[:_SHOWN]]
    if len(numbers) > _SHOWN:
        shown.append(f"{number(len(numbers) - _SHOWN)} more checks")
    return f" ({', '.join(shown)})" if shown else ""


_SHOWN = 5


def _regraded(report: Report) -> Iterator[str]:
    for result in report.checks:
        grade = result.regraded
        if grade is not None and (result.findings or result.known):
            yield (
                f"{result.check.code} is graded {SEVERITY_WORDS[grade.severity]} by this district, "
                f"otherwise {SEVERITY_WORDS[result.check.severity]}: {plain(grade.reason)}"
            )
