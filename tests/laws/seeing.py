"""One run, with everything that it says at once: what the laws compare with each other."""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from roster_lint import lint
from roster_lint.explain import explain, kind_of
from roster_lint.prepare import Prepared, prepare
from roster_lint.preview.preview import Count, preview
from roster_lint.report.counts import Availability
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.text.verdict import verdict
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings
from tests.laws.second_reader import Year
from tests.remembering import all_remembered, remembering

PEOPLE = ("student", "teacher", "staff", "guardian", "relative")
POPULATIONS = (*PEOPLE, "section")

Record = tuple[str, str, int]
"""A population, what becomes of a record of it, and the record's ID."""


@dataclass(frozen=True)
class Seen:
    """What a run on one district says.

    Attributes:
        folder: the district.
        settings: of the run.
        year: the year that was judged; None where there is none.
        is_limited: the run was limited to some schools.
        availability: the funnel, by population.
        reported: the report as JSON.
        headline: the verdict's sentences in the text report.
        outcomes: a row for each record that will not sync: population, IDs, outcome, codes.
        ids: the IDs of all records of the judged year, by population or table; drafts apart.
        findings: code, severity, person_id and section_id of each, suppressed ones too.
        sent: how many of each population, and classes, the preview sends; empty where the source
            lacks what it needs.
        explained: the verdict of ``explain`` on one record of each population and outcome.
    """

    folder: Path
    settings: Settings
    year: Year | None
    is_limited: bool
    availability: Mapping[str, Availability]
    reported: Mapping[str, Any]
    headline: str
    outcomes: pl.DataFrame
    ids: Mapping[str, frozenset[int]]
    findings: pl.DataFrame
    sent: Mapping[str, Count]
    explained: Mapping[Record, str]

    @property
    def as_of(self) -> date:
        """The date of the run."""
        assert self.settings.as_of is not None
        return self.settings.as_of

    def held_back(self, population: str) -> dict[int, tuple[str, ...]]:
        """The records of a population that are held back, and the codes that are said to do it."""
        rows = self.outcomes.filter(population=population, outcome="held_back")
        codes = (tuple((text or "").split()) for text in rows["codes"].to_list())
        return dict(zip(rows["id"].to_list(), codes, strict=True))


_IDS = {
    "enrollment": "SELECT enrollmentID FROM enrollment_criteria",
    "section": "SELECT sectionID FROM section_criteria",
    "roster": "SELECT rosterID FROM roster_criteria",
    "draft": "SELECT sectionID FROM draft_section",
    **{p: f"SELECT personID FROM person_criteria WHERE role = '{p}'" for p in PEOPLE},
}

_OUTCOMES = """
SELECT population, CASE population
    WHEN 'section' THEN sectionID WHEN 'roster' THEN rosterID ELSE personID END AS id,
    outcome, codes
FROM record_outcome
"""

_WILL_SYNC = {
    **{
        p: f"SELECT min(personID) FROM person_criteria WHERE role = '{p}' AND available"
        for p in PEOPLE
    },
    "section": "SELECT min(sectionID) FROM section_criteria WHERE syncs",
}


def see(folder: Path, settings: Mapping[str, Any]) -> Seen:
    """Lints, previews and explains one district."""
    made = Settings.model_validate(dict(settings))
    with all_remembered():
        with lint(folder, settings=made) as report:
            facts = _of_the_report(report)
        with prepare(folder, made) as prepared:
            is_whole = not prepared.loaded.lacking and bool(prepared.loaded.rows.get("Enrollment"))
            return Seen(
                folder=folder,
                settings=made,
                sent=_sent(prepared) if is_whole else {},
                explained=_explained(prepared, facts["outcomes"]) if is_whole else {},
                **facts,
            )


def _of_the_report(report: Report) -> dict[str, Any]:
    engine, text, year = remembering(), io.StringIO(), report.school_year
    write_json(report, text)
    return {
        "year": Year(year.end_year, year.start, year.end) if year else None,
        "is_limited": bool(report.schools),
        "availability": {one.entity: one for one in report.availability},
        "reported": json.loads(text.getvalue()),
        "headline": "\n".join(str(line) for line in verdict(report, on_terminal=False)),
        "outcomes": engine.frame(_OUTCOMES),
        "ids": {name: frozenset(row[0] for row in engine.rows(sql)) for name, sql in _IDS.items()},
        "findings": engine.frame("SELECT code, severity, person_id, section_id FROM finding"),
    }


def _sent(prepared: Prepared) -> dict[str, Count]:
    whole = preview(prepared)
    roles = prepared.engine.rows("SELECT population, role FROM predicted_role_name")
    return {"section": whole.entities["classes"], **{p: whole.roles[role] for p, role in roles}}


def _explained(prepared: Prepared, outcomes: pl.DataFrame) -> dict[Record, str]:
    return {
        record: explain(prepared, kind_of(record[0]), f"id:{record[2]}").verdict
        for record in _chosen(prepared, outcomes)
    }


def _chosen(prepared: Prepared, outcomes: pl.DataFrame) -> Iterable[Record]:
    """One record of each population and outcome: always the first."""
    for population, sql in _WILL_SYNC.items():
        ((number,),) = prepared.engine.rows(sql)
        if number is not None:
            yield population, "will_sync", number
    of_funnel = outcomes.filter(pl.col("population").is_in(POPULATIONS))
    firsts = of_funnel.group_by("population", "outcome").agg(pl.col("id").min())
    yield from firsts.sort(pl.all()).rows()
