"""The findings of a report as rows of the engine: all but what may hold a name."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roster_lint.engine.base import Engine
from roster_lint.history.facts import Facts, SchoolId
from roster_lint.history.reading import TornReport, read_report
from roster_lint.vocabulary import Progress

_BATCH = 50_000
_BEFORE_PROGRESS = 10_000
_COLUMNS = ("code", "fingerprint", "level", "key", "school")
_SEVERITIES = ("error", "warning", "info")
_LONGEST = 200

encode_id = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode
"""How the engine spells a school's ID or a record's key: as JSON, so that 1 is not "1"."""


def load_findings(path: Path, engine: Engine, table: str, progress: Progress) -> Facts:
    """Reads a report, and its findings into a table.

    ``n`` is a finding's place in the report, ``level`` its severity, or that it is accepted.

    Args:
        path: the report.
        engine: where to.
        table: a new table's name.
        progress: follows the reading.

    Raises:
        NotAReport: it is another file.
        TornReport: it is not whole.
        ResourceError: there is not enough memory or room.
    """
    types = ", ".join(f"{name} VARCHAR" for name in _COLUMNS)
    engine.run(f"CREATE TABLE {table} (n BIGINT, {types})")
    rows = _Rows(engine, table, str(path), progress)
    facts = read_report(path, rows.take)
    rows.write()
    _refuse_partial(path, facts, rows.by_code)
    return facts


class _Rows:
    """Collects findings, and hands them to the engine by the batch."""

    def __init__(self, engine: Engine, table: str, name: str, progress: Progress) -> None:
        self._engine, self._table, self._name, self._progress = engine, table, name, progress
        self._batch: list[tuple[object, ...]] = []
        self._written = 0
        self._schools: dict[SchoolId, str] = {}
        self.by_code: Counter[str] = Counter()

    def take(self, finding: Mapping[str, Any]) -> None:
        """Notes one finding; raises KeyError, TypeError or ValueError where it is none."""
        code, fingerprint = finding["code"], finding["fingerprint"]
        severity, accepted = finding["severity"], _accepted(finding)
        key, school = finding["key"], finding["school_id"]
        is_sound = (
            _is_name(code)
            and _is_name(fingerprint)
            and severity in _SEVERITIES
            and type(key) is dict
            and (school is None or type(school) in (int, str))
        )
        if not is_sound:
            raise ValueError("no finding")
        if (place := self._schools.get(school)) is None:
            place = self._schools[school] = encode_id(school)
        self.by_code[code] += 1
        self._batch.append((code, fingerprint, accepted or severity, encode_id(key), place))
        if len(self._batch) % _BEFORE_PROGRESS == 0:
            self._progress(self._name, self._written + len(self._batch), None)
        if len(self._batch) == _BATCH:
            self.write()

    def write(self) -> None:
        """Hands over what is collected."""
        if not self._batch:
            return
        import polars as pl  # a report without findings does without it

        frame = pl.DataFrame(self._batch, schema=list(_COLUMNS), orient="row")
        self._engine.register("findings_read", frame.with_row_index("n", offset=self._written))
        names = ", ".join(("n", *_COLUMNS))
        self._engine.run(f"INSERT INTO {self._table} SELECT {names} FROM findings_read")
        self._engine.register("findings_read", frame.clear())
        self._written += len(self._batch)
        self._batch.clear()


def _accepted(finding: Mapping[str, Any]) -> str | None:
    """Why a finding counts for nothing: ``known`` to the baseline, or ``tolerated``."""
    known, tolerated = finding.get("known", False), finding.get("tolerated", False)
    if type(known) is not bool or type(tolerated) is not bool:
        raise ValueError("no finding")
    return "known" if known else "tolerated" if tolerated else None


def _is_name(value: object) -> bool:
    return (
        type(value) is str
        and 0 < len(value) <= _LONGEST
        and value.isascii()
        and value.isprintable()
    )


def _refuse_partial(path: Path, facts: Facts, listed: Mapping[str, int]) -> None:
    """Raises TornReport where a check counts other findings than are listed: some were cut out."""
    counted = {check.code: check.findings + check.known for check in facts.checks}
    for code in sorted(counted.keys() | listed.keys()):
        said, has = counted.get(code, 0), listed.get(code, 0)
        if said != has:
            raise TornReport(
                path, f"is not whole: it counts {said:,} findings of {code} and lists {has:,}"
            )
