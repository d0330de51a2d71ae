"""Reads one section or one course, of any year, with its criteria and the values behind them.

``judged`` says whether the model counts it, ``draft`` whether a section is a draft.
"""

from roster_lint.explain.reasons import CALENDAR

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

SECTION = f"""
SELECT
    s.sectionID, s.courseID, s.trialID, s.number, k.calendarID, {_ABOVE},
    'section ' || coalesce(
        co.number,
        'course ' || CAST(s.courseID AS VARCHAR),
        'section ' || CAST(s.sectionID AS VARCHAR)
    ) || '-' || coalesce(s.number, CAST(s.sectionID AS VARCHAR)) AS label,
    s.externalLMSExclude AS section_marked,
    CASE WHEN mark.is_kept THEN coalesce(s.active, FALSE) END AS sectionActive,
    coalesce(t.name, CAST(s.trialID AS VARCHAR)) AS trial,
    y.has_trial, y.trial_active, y.has_course, y.structureID,
    st.structureID IS NOT NULL AS structureThere,
    st.calendarID AS trialCalendarID,
    tk.calendarName AS trialCalendar,
    tk.endYear AS trialYear,
    co.calendarID AS courseCalendarID,
    ck.calendarName AS courseCalendar,
    ck.endYear AS courseYear,
    placed.* EXCLUDE (sectionID),
    (
        SELECT count(*) FROM SectionPlacement l WHERE l.sectionID = s.sectionID AND l.termID IS NULL
    ) AS blankTerms,
    c.sectionID IS NOT NULL AS judged,
    d.sectionID IS NOT NULL AS draft,
    (SELECT count(*) FROM waiting_section w WHERE w.sectionID = s.sectionID) AS waits,
    cause.code AS cause,
    coalesce(y.in_active_trial, FALSE) AS in_active_trial,
    y.in_one_calendar, y.has_school, y.not_excluded, y.is_active,
    CASE WHEN y.sectionID IS NOT NULL THEN placed.terms IS NOT NULL END AS is_placed,
    y.is_marked, y.course_is_marked, y.ancestors_not_excluded,
    y.course_is_active, y.section_is_active
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
LEFT JOIN (
    SELECT
        x.sectionID,
        list(coalesce(e.name, CAST(x.termID AS VARCHAR)) ORDER BY e.startDate, x.termID)
            FILTER (WHERE x.belongs = 'own') AS terms,
        list(x.termID ORDER BY x.termID) FILTER (WHERE x.belongs = 'own') AS termIDs,
        list(coalesce(e.name || ' ', '') || CAST(x.termID AS VARCHAR) ORDER BY x.termID)
            FILTER (WHERE x.belongs = 'foreign') AS foreignTerms,
        list(CAST(x.termID AS VARCHAR) ORDER BY x.termID)
            FILTER (WHERE x.belongs = 'lost' AND x.termID IS NOT NULL) AS lostTerms
    FROM section_placed x
    LEFT JOIN Term e ON e.termID = x.termID
    GROUP BY x.sectionID
) placed ON placed.sectionID = s.sectionID
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

COURSE = f"""
SELECT
    co.courseID, co.courseMasterID, co.name AS title, co.calendarID, {_ABOVE},
    'course ' || coalesce(co.number, CAST(co.courseID AS VARCHAR)) AS label,
    c.courseID IS NOT NULL AS judged,
    coalesce(cause.code, 'DA004') AS calendarCode,
    c.has_calendar, c.not_excluded, c.is_active, c.is_marked, c.ancestors_not_excluded
FROM Course co
LEFT JOIN course_criteria c ON c.courseID = co.courseID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
LEFT JOIN any_calendar k ON k.calendarID = co.calendarID
LEFT JOIN calendar_cause cause ON cause.calendarID IS NOT DISTINCT FROM co.calendarID
LEFT JOIN Calendar own ON own.calendarID = co.calendarID
LEFT JOIN School sc ON sc.schoolID = k.schoolID
WHERE co.courseID = ?
"""
