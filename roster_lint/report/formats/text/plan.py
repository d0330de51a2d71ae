"""What to fix first: a line a step with what it brings back, and what stands after all of them."""

from collections.abc import Iterator, Mapping

from rich.table import Table
from rich.text import Text

from roster_lint.report.formats.text.page import BLANK, Block
from roster_lint.report.formats.text.verdict import NOUNS
from roster_lint.report.formats.text.wording import counted, listed, number, plain, plural
from roster_lint.report.plan import Cause, Plan, Standing, Step
from roster_lint.report.report import Report
from roster_lint.vocabulary import family_of

TITLE = "Fix first"
_NAMED = ("student", "teacher", "section")
"""The populations that are named; all others are "others"."""


def fix_first(report: Report, limit: int | None = None) -> Iterator[Block]:
    """The steps of the plan, or why there is none; nothing where nothing is held back.

    Args:
        report: the run's result.
        limit: how many steps to show; all where absent.
    """
    if report.plan is None:
        if report.not_listed is not None:
            yield BLANK
            yield Text.assemble((f"{TITLE}: ", "bold"), no_plan(report))
        return
    plan = report.plan
    if plan.steps:
        yield BLANK
        yield _table(plan, plan.steps[:limit])
        first, *others = after(plan, limit)
        yield Text(first, style="bold")
        yield from (Text(f"{other} --details lists them.") for other in others)
    if plan.stays:
        yield Text(stays(plan))


def no_plan(report: Report) -> str:
    """Why there is no plan."""
    if family_of(report.source_kind) == "bundle":
        kind = "bundle" if report.source_kind == "oneroster-bundle" else "API"
        return (
            f"the worst checks come first below. A OneRoster {kind} is what is sent, so nothing "
            f"in it is held back."
        )
    return f"not known: {plain(report.not_listed or '')}."


def _table(plan: Plan, steps: tuple[Step, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(TITLE)
    table.add_column("brings back")
    table.add_column("then sync", justify="right", no_wrap=True)
    for place, step in enumerate(steps, 1):
        for line, cause in enumerate(plan.of(step)):
            first = (
                (str(place), brings_back(step.brings_back), then_sync(step))
                if not line
                else ("", "", "")
            )
            joined = "" if not line else "and "
            what = Text(plain(f"{joined}{action(cause)}"))
            table.add_row(first[0], Text(cause.code, style="bold"), what, first[1], first[2])
    return table


def action(cause: Cause) -> str:
    """What to do, and where: ``activate a trial, Hollyhock High, Block``."""
    return ", ".join(part for part in (cause.action, cause.place, cause.detail) if part)


def brings_back(back: Mapping[str, int]) -> str:
    """``42 students, 1 teacher, 3 others``; others are named only if alone."""
    named = [(n, NOUNS[entity]) for entity, n in back.items() if entity in _NAMED]
    others = [(n, NOUNS[entity]) for entity, n in back.items() if entity not in _NAMED]
    if others and (named or len(others) > 1):
        others = [(sum(n for n, _noun in others), "other")]
    return ", ".join(counted(n, noun) for n, noun in (*named, *others))


def then_sync(step: Step) -> str:
    """The first population that the step brings back, whose name stands beside it."""
    entity = next((one for one in step.brings_back if one in _NAMED), next(iter(step.brings_back)))
    standing = step.then[entity]
    return f"{number(standing.available)} of {number(standing.total)}"


def _of(entity: str, standing: Standing) -> str:
    """``137 of 148 students``."""
    return f"{number(standing.available)} of {number(standing.total)} {plural(NOUNS[entity])}"


def after(plan: Plan, limit: int | None = None) -> Iterator[str]:
    """What stands after the steps that are shown, and then, where there are more, after all."""
    shown = plan.steps[:limit]
    these = "this fix" if len(shown) == 1 else f"these {counted(len(shown), 'fix')}"
    yield f"After {these}: {_standing(shown)}."
    if len(shown) < len(plan.steps):
        yield f"After all {counted(len(plan.steps), 'fix')}: {_standing(plan.steps)}."


def _standing(steps: tuple[Step, ...]) -> str:
    """What stands after some steps."""
    then = steps[-1].then
    return ", ".join(
        _of(entity, then[entity]) + _untaught(then[entity]) for entity in _NAMED if entity in then
    )


def _untaught(standing: Standing) -> str:
    if not standing.without_teacher:
        return ""
    return f" ({number(standing.without_teacher)} without teacher)"


def stays(plan: Plan) -> str:
    """Those that no criterion of the article explains: their findings say more."""
    parts = [counted(count, NOUNS[entity]) for entity, count in plan.stays.items()]
    return f"Still held back after that: {listed(parts)}; see the findings about them."
