"""Reads a snapshot's judged year a second time, without the model: plain polars over the files.

It shares nothing with the linter but the files and the year that was judged, so that what a report
counts can be held against what is there. Words as in the design: a row is of the judged year
unless its calendar, its trial, its end year or its dates prove another one.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

_YES = ("1", "true")
_YEARS = (1900, 2199)


@dataclass(frozen=True)
class JudgedRows:
    """The IDs of all rows of the judged year, drafts included.

    Attributes:
        drafts: those of the sections that only stand in an experiment beside the active trial.
        draft_rosters: the roster records of these.
    """

    enrollments: frozenset[int]
    sections: frozenset[int]
    rosters: frozenset[int]
    drafts: frozenset[int]
    draft_rosters: frozenset[int]


@dataclass(frozen=True)
class Year:
    """The year that was judged, as the report's header has it."""

    end_year: int
    start: date
    end: date


class SecondReader:
    """One snapshot, seen on one date."""

    def __init__(self, folder: Path, year: Year, as_of: date) -> None:
        """Reads the files that say which year a row is of.

        Args:
            folder: the snapshot.
            year: the judged one.
            as_of: what has not ended by then is open.
        """
        self._folder, self._year, self._as_of = folder, year, as_of
        self._known = self._ids("SchoolYear", "endYear")["endYear"]
        self._calendars = self._rows("Calendar", "calendarID", "endYear").select(
            "calendarID", self._proven("endYear").alias("year")
        )
        structures = self._rows("ScheduleStructure", "structureID", "calendarID")
        self._structures = structures.join(self._calendars, "calendarID", "left")
        trials = self._rows("Trial", "trialID", "structureID", active="active")
        self._trials = trials.join(
            self._structures.select("structureID", "year"), "structureID", "left"
        )

    def judged(self) -> JudgedRows:
        """All rows of the judged year."""
        sections = self._sections()
        rosters = self._rosters(sections)
        drafts = self._drafts(sections, rosters)
        in_draft = rosters.filter(pl.col("sectionID").is_in(drafts["sectionID"].implode()))
        return JudgedRows(
            _set(self._enrollments(), "enrollmentID"),
            _set(sections.filter("is_judged"), "sectionID"),
            _set(rosters, "rosterID"),
            _set(drafts, "sectionID"),
            _set(in_draft, "rosterID"),
        )

    def _enrollments(self) -> pl.DataFrame:
        rows = self._rows(
            "Enrollment", "enrollmentID", "calendarID", "endYear", "startDate", "endDate"
        )
        rows = rows.rename({"endYear": "own"}).join(self._calendars, "calendarID", "left")
        # A calendar of another year goes before what the enrollment says of itself (ST002).
        year = pl.coalesce("year", self._proven("own"))
        says_so = year == self._year.end_year
        return rows.filter(says_so.fill_null(False) | (year.is_null() & self._may_be(rows, year)))

    def _sections(self) -> pl.DataFrame:
        courses = self._rows("Course", "courseID", "calendarID").join(
            self._calendars, "calendarID", "left"
        )
        rows = self._rows("Section", "sectionID", "courseID", "trialID")
        rows = rows.join(
            courses.select("courseID", pl.col("year").alias("courseYear")), "courseID", "left"
        ).join(
            self._trials.select(
                "trialID", "structureID", "active", pl.col("year").alias("trialYear")
            ),
            "trialID",
            "left",
        )
        judged = self._year.end_year
        either = (pl.col("trialYear") == judged) | (pl.col("courseYear") == judged)
        neither = pl.col("trialYear").is_null() & pl.col("courseYear").is_null()
        return rows.with_columns(is_judged=either.fill_null(False) | neither)

    def _rosters(self, sections: pl.DataFrame) -> pl.DataFrame:
        rows = self._rows("Roster", "rosterID", "sectionID", "trialID", "startDate", "endDate")
        rows = rows.join(
            sections.select("sectionID", "is_judged", pl.lit(True).alias("is_there")),
            "sectionID",
            "left",
        ).join(
            self._trials.select("trialID", "active", pl.col("year").alias("trialYear")),
            "trialID",
            "left",
        )
        by_section = pl.col("is_judged").fill_null(False)
        by_trial = (pl.col("trialYear") == self._year.end_year).fill_null(False)
        nowhere = pl.col("is_there").is_null() & pl.col("trialYear").is_null()
        unproven = nowhere & self._may_be(rows, pl.col("trialYear"))
        return rows.filter(by_section | by_trial | unproven)

    def _drafts(self, sections: pl.DataFrame, rosters: pl.DataFrame) -> pl.DataFrame:
        with_active = self._trials.filter("active").select("structureID").unique()
        beside = sections.filter(
            "is_judged",
            pl.col("active").eq(False),
            pl.col("structureID").is_in(with_active["structureID"].implode()),
        )
        ends = pl.col("endDate")
        is_open = ends.is_null() | (ends >= self._as_of)
        in_use = pl.col("active") & (pl.col("trialYear") == self._year.end_year)
        held = rosters.filter(is_open, in_use.fill_null(False))["sectionID"]
        return beside.filter(~pl.col("sectionID").is_in(held.implode()))

    def _proven(self, end_year: str) -> pl.Expr:
        """An end year that proves something: one that has a school year, or has come already."""
        column = pl.col(end_year)
        has_come = column <= self._year.end_year
        return pl.when(column.is_in(self._known.implode()) | has_come).then(column)

    def _may_be(self, rows: pl.DataFrame, year: pl.Expr) -> pl.Expr:
        """Whether the dates leave it open that a row of no known year is of the judged one."""
        ended = pl.col("endDate") < self._year.start
        begins = pl.col("startDate") > self._year.end
        return year.is_not_null() | ~(ended.fill_null(False) | begins.fill_null(False))

    def _ids(self, table: str, *columns: str) -> pl.DataFrame:
        texts = self._texts(table)
        return texts.select(_cast(texts, name) for name in columns)

    def _rows(self, table: str, key: str, *columns: str, active: str | None = None) -> pl.DataFrame:
        """Columns of a table by their types, without rows that lack the key or repeat it."""
        texts = self._texts(table)
        wanted = [_cast(texts, name) for name in (key, *columns)]
        if active:
            wanted.append(
                _text(texts, active).str.to_lowercase().is_in(_YES).fill_null(False).alias("active")
            )
        rows = texts.select(wanted)
        return rows.filter(pl.col(key).is_not_null()).unique(key, keep="first", maintain_order=True)

    def _texts(self, table: str) -> pl.DataFrame:
        path = self._folder / f"{table}.csv"
        if not path.exists():
            return pl.DataFrame()
        return pl.read_csv(path, infer_schema=False, encoding="utf8")


def _text(texts: pl.DataFrame, name: str) -> pl.Expr:
    if name not in texts.columns:
        return pl.lit(None, pl.String).alias(name)
    text = pl.col(name).str.strip_chars()
    return pl.when(~text.is_in(["", "NULL"])).then(text).alias(name)


def _cast(texts: pl.DataFrame, name: str) -> pl.Expr:
    text = _text(texts, name)
    if name.endswith("Date"):
        return text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    number = text.cast(pl.Int64, strict=False)
    if name == "endYear":  # 27 is no year
        return pl.when(number.is_between(*_YEARS)).then(number).alias(name)
    return number


def _set(rows: pl.DataFrame, key: str) -> frozenset[int]:
    return frozenset(rows[key].to_list())
