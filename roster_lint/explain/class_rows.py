"""Reads one section or one course with its criteria and the values behind them."""

from roster_lint.engine.base import Engine
from roster_lint.explain.rows import Row, row

_ABOVE = """
    k.calendarID,
    k.endYear,
    coalesce(k.name, 'calendar ' || CAST(k.calendarID AS VARCHAR)) AS calendar,
    sc.schoolID,
    coalesce(sc.name, 'school ' || CAST(sc.schoolID AS VARCHAR)) AS school,
    co.number AS courseNumber,
    coalesce(co.number, CAST(co.courseID AS VARCHAR)) AS course,
    coalesce(m.name, CAST(m.courseMasterID AS VARCHAR)) AS courseMaster,
    co.active AS courseActive,
    co.externalLMSExclude AS course_marked,
    m.externalLMSExclude AS courseMaster_marked,
    k.externalLMSExclude AS calendar_marked,
    sc.externalLMSExclude AS school_marked
"""

_SECTION = f"""
SELECT
    s.sectionID, s.courseID, s.trialID, s.number, {_ABOVE},
    coalesce(co.number, 'course ' || CAST(s.courseID AS VARCHAR))
        || '-' || coalesce(s.number, CAST(s.sectionID AS VARCHAR)) AS label,
    s.externalLMSExclude AS section_marked,
    CASE WHEN kept.is_kept THEN coalesce(s.active, FALSE) END AS sectionActive,
    coalesce(t.name, CAST(s.trialID AS VARCHAR)) AS trial,
    coalesce(t.active, FALSE) AS trialActive,
    st.structureID IS NOT NULL AND k.calendarID IS NOT NULL AS placedInCalendar,
    EXISTS (SELECT 1 FROM year_calendar y WHERE y.calendarID = k.calendarID) AS calendarJudged,
    (
        SELECT list(coalesce(e.name, CAST(e.termID AS VARCHAR)) ORDER BY e.startDate, e.termID)
        FROM section_term x JOIN Term e ON e.termID = x.termID
        WHERE x.sectionID = s.sectionID
    ) AS terms,
    (
        SELECT list(x.termID ORDER BY x.termID) FROM section_term x WHERE x.sectionID = s.sectionID
    ) AS termIDs,
    c.sectionID IS NOT NULL AS judged,
    c.in_active_trial, c.not_excluded, c.is_active, c.is_placed
FROM Section s
CROSS JOIN section_mark kept
LEFT JOIN section_criteria c ON c.sectionID = s.sectionID
LEFT JOIN Course co ON co.courseID = s.courseID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
LEFT JOIN Trial t ON t.trialID = s.trialID
LEFT JOIN ScheduleStructure st ON st.structureID = t.structureID
LEFT JOIN Calendar k ON k.calendarID = coalesce(st.calendarID, co.calendarID)
LEFT JOIN School sc ON sc.schoolID = k.schoolID
WHERE s.sectionID = ?
"""

_COURSE = f"""
SELECT
    co.courseID, co.courseMasterID, co.name AS title, {_ABOVE},
    c.courseID IS NOT NULL AS judged,
    c.not_excluded, c.is_active
FROM Course co
LEFT JOIN course_criteria c ON c.courseID = co.courseID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
LEFT JOIN Calendar k ON k.calendarID = co.calendarID
LEFT JOIN School sc ON sc.schoolID = k.schoolID
WHERE co.courseID = ?
"""


def section_row(engine: Engine, section_id: int) -> Row:
    """A section of any year; ``judged`` says whether the model counts it."""
    return row(engine, _SECTION, (section_id,)) or {}


def course_row(engine: Engine, course_id: int) -> Row:
    """A course of any year; ``judged`` says whether the model counts it."""
    return row(engine, _COURSE, (course_id,)) or {}
