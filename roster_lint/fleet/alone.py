"""One district for anyone who has a scheduler already: Spark, Airflow, a queue of jobs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from roster_lint.fleet.district import District, ReportKind
from roster_lint.fleet.judging import given_up
from roster_lint.fleet.slot import Lost, Slot
from roster_lint.fleet.tasks import Wanted, plan


def lint_district(
    name: str,
    source: str,
    *,
    out: str | Path | None = None,
    reports: tuple[ReportKind, ...] = ("json",),
    timeout: float | None = None,
    threads: int = 1,
    config: str | Path | None = None,
    **options: object,
) -> dict[str, Any]:
    """Lints a district in a process of its own, and returns the result in numbers.

    Args:
        name: the district's; its reports are called like it.
        source: a database URL, a folder, a zip, or a URL that fsspec reads.
        out: the folder that its reports are written to; none are where absent.
        reports: json, html, jsonl, sarif, junit, markdown, csv.
        timeout: after how many seconds it is given up.
        threads: how many the engine may use.
        config: a settings file.
        options: settings by name, which go before those in the file.

    Returns:
        A row of ``summary.json``: JSON, and no record in it. A district that could not be linted
        has the verdict ``incomplete`` and says why.

    Raises:
        UsageError: the settings are wrong.
    """
    folder = None if out is None else Path(out).absolute()
    kinds = reports if folder is not None else ()
    file = None if config is None else Path(config)
    planned = plan([District(name, source)], Wanted(options, file, folder, kinds, timeout))
    task = planned.tasks[0]
    slot = Slot(threads)
    try:
        return slot.run(replace(task, token=None)).facts()
    except Lost as lost:
        return given_up(task, lost.reason).facts()
    finally:
        slot.stop()
