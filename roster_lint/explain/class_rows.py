"""Reads one section or one course with its criteria and the values behind them."""

from roster_lint.explain.calendars import CALENDAR
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook

_ABOVE = f"""
    k.schoolID,
    {CALENDAR},
    co.number AS courseNumber,
    coalesce(co.number, CAST(co.courseID AS VARCHAR)) AS course,
    coalesce(m.name, CAST(m.courseMasterID AS VARCHAR)) AS courseMaster,
    co.active AS courseActive,
    co.externalLMSExclude AS course_marked,
    m.externalLMSExclude AS courseMaster_marked,
    own.externalLMSExclude AS calendar_marked,
    sc.externalLMSExclude AS school_marked
"""

_SECTION = f"""
SELECT
    s.sectionID, s.courseID, s.trialID, s.number, k.calendarID, {_ABOVE},
    coalesce(
        co.number,
        'course ' || CAST(s.courseID AS VARCHAR),
        'section ' || CAST(s.sectionID AS VARCHAR)
    ) || '-' || coalesce(s.number, CAST(s.sectionID AS VARCHAR)) AS label,
    s.externalLMSExclude AS section_marked,
    CASE WHEN mark.is_kept THEN coalesce(s.active, FALSE) END AS sectionActive,
    coalesce(t.name, CAST(s.trialID AS VARCHAR)) AS trial,
    t.trialID IS NOT NULL AS trialThere,
    coalesce(t.active, FALSE) AS trialActive,
    t.structureID AS structureID,
    st.structureID IS NOT NULL AS structureThere,
    st.calendarID AS trialCalendarID,
    tk.calendarName AS trialCalendar,
    tk.endYear AS trialYear,
    coalesce(tk.is_of_year, FALSE) AS trialOfYear,
    co.courseID IS NOT NULL AS courseThere,
    co.calendarID AS courseCalendarID,
    ck.calendarName AS courseCalendar,
    ck.endYear AS courseYear,
    coalesce(ck.is_of_year, FALSE) AS courseOfYear,
    (
        SELECT list(coalesce(e.name, CAST(e.termID AS VARCHAR)) ORDER BY e.startDate, e.termID)
        FROM section_term x JOIN Term e ON e.termID = x.termID
        WHERE x.sectionID = s.sectionID
    ) AS terms,
    (
        SELECT list(x.termID ORDER BY x.termID) FROM section_term x WHERE x.sectionID = s.sectionID
    ) AS termIDs,
    (
        SELECT list(coalesce(e.name || ' ', '') || CAST(x.termID AS VARCHAR) ORDER BY x.termID)
        FROM section_placed x LEFT JOIN Term e ON e.termID = x.termID
        WHERE x.sectionID = s.sectionID AND x.belongs = 'foreign'
    ) AS foreignTerms,
    (
        SELECT list(CAST(x.termID AS VARCHAR) ORDER BY x.termID)
        FROM section_placed x
        WHERE x.sectionID = s.sectionID AND x.belongs = 'lost' AND x.termID IS NOT NULL
    ) AS lostTerms,
    (
        SELECT count(*) FROM SectionPlacement l WHERE l.sectionID = s.sectionID AND l.termID IS NULL
    ) AS blankTerms,
    c.sectionID IS NOT NULL AS judged,
    d.sectionID IS NOT NULL AS draft,
    (SELECT count(*) FROM waiting_section w WHERE w.sectionID = s.sectionID) AS waits,
    cause.code AS cause,
    y.in_active_trial, y.in_one_calendar, y.has_school, y.not_excluded, y.is_active,
    EXISTS (SELECT 1 FROM section_term x WHERE x.sectionID = s.sectionID) AS is_placed
FROM Section s
CROSS JOIN section_mark mark
LEFT JOIN section_criteria c ON c.sectionID = s.sectionID
LEFT JOIN draft_section d ON d.sectionID = s.sectionID
LEFT JOIN year_section y ON y.sectionID = s.sectionID
LEFT JOIN section_cause cause ON cause.sectionID = s.sectionID
LEFT JOIN Trial t ON t.trialID = s.trialID
LEFT JOIN ScheduleStructure st ON st.structureID = t.structureID
LEFT JOIN any_calendar tk ON tk.calendarID = st.calendarID
LEFT JOIN Course co ON co.courseID = s.courseID
LEFT JOIN any_calendar ck ON ck.calendarID = co.calendarID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
-- Outside the year, the calendar that proves it.
LEFT JOIN any_calendar k ON k.calendarID = CASE
    WHEN y.sectionID IS NOT NULL THEN y.calendarID
    WHEN ck.is_of_other_year AND NOT coalesce(tk.is_of_other_year, FALSE) THEN ck.calendarID
    ELSE coalesce(tk.calendarID, ck.calendarID)
END
LEFT JOIN Calendar own ON own.calendarID = k.calendarID
LEFT JOIN School sc ON sc.schoolID = k.schoolID
WHERE s.sectionID = ?
"""

_COURSE = f"""
SELECT
    co.courseID, co.courseMasterID, co.name AS title, co.calendarID, {_ABOVE},
    c.courseID IS NOT NULL AS judged,
    c.has_calendar, c.not_excluded, c.is_active
FROM Course co
LEFT JOIN course_criteria c ON c.courseID = co.courseID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
LEFT JOIN any_calendar k ON k.calendarID = co.calendarID
LEFT JOIN Calendar own ON own.calendarID = co.calendarID
LEFT JOIN School sc ON sc.schoolID = k.schoolID
WHERE co.courseID = ?
"""


def section_row(book: Rulebook, section_id: int) -> Row:
    """A section of any year; ``judged`` says whether the model counts it, ``draft`` a draft."""
    return book.row(_SECTION, section_id) or {}


def course_row(book: Rulebook, course_id: int) -> Row:
    """A course of any year; ``judged`` says whether the model counts it."""
    return book.row(_COURSE, course_id) or {}
