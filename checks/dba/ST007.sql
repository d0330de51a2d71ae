/*
code = "ST007"
may_be_missing = [
    "Calendar.externalLMSExclude", "Enrollment.externalLMSExclude", "GradeLevel.externalLMSExclude",
    "ScheduleStructure.externalLMSExclude", "School.externalLMSExclude", "SchoolYear.startYear",
    "SectionPlacement.periodID", "SectionPlacement.trialID",
]

Enrollments marked No Show with open roster records in the same calendar, in which no other enrollment of the
student syncs.

For SQL Server; nothing is written. Dates are expected without a time of day. Left out, where roster-lint's
settings or a vendor's needs say otherwise: other OneRoster versions than 1.1, --school, other assumptions than the
defaults (roster-lint rule ST007 names the settings), suppressions and tolerances.
With several active school years (YR002) it looks at the latest, with none (YR001) it finds nothing; roster-lint
looks at the year that should be active then.

Delete what reads a column in may_be_missing if your database lacks it.

Read as T-SQL and tried, translated, on DuckDB; not on a SQL Server.
*/
DECLARE @asOf date = CAST(GETDATE() AS date);  -- the date to judge, or '2026-08-10'

WITH school_year AS (
    -- The active school year; Campus assumes the year's first and last day where a date is blank.
    SELECT TOP 1
        y.endYear,
        COALESCE(y.startDate, DATEFROMPARTS(COALESCE(y.startYear, y.endYear - 1), 1, 1)) AS windowStart,
        COALESCE(y.endDate, DATEFROMPARTS(y.endYear, 12, 31)) AS windowEnd
    FROM SchoolYear y
    WHERE y.active = 1
    ORDER BY y.endYear DESC
),
calendar_of_year AS (
    SELECT
        c.calendarID,
        c.schoolID,
        c.endDate,
        CASE WHEN c.externalLMSExclude = 1 OR s.externalLMSExclude = 1 THEN 1 ELSE 0 END AS excluded
    FROM Calendar c
    JOIN school_year y ON y.endYear = c.endYear
    LEFT JOIN School s ON s.schoolID = c.schoolID
),
syncing_enrollment AS (
    SELECT e.enrollmentID, e.personID, e.calendarID
    FROM Enrollment e
    JOIN calendar_of_year c ON c.calendarID = e.calendarID AND c.excluded = 0
    JOIN School s ON s.schoolID = c.schoolID
    CROSS JOIN school_year y
    LEFT JOIN ScheduleStructure st ON st.structureID = e.structureID
    WHERE COALESCE(e.noShow, 0) = 0
      AND COALESCE(e.externalLMSExclude, 0) = 0
      AND COALESCE(st.externalLMSExclude, 0) = 0
      AND NOT EXISTS (
          SELECT 1 FROM GradeLevel g
          WHERE g.structureID = e.structureID AND LOWER(g.name) = LOWER(e.grade) AND g.externalLMSExclude = 1
      )
      AND y.windowStart <= y.windowEnd
      AND (e.startDate IS NULL OR e.startDate <= y.windowEnd)
      AND (e.endDate IS NULL OR e.endDate >= y.windowStart)
      AND (e.endDate IS NULL OR e.endDate >= @asOf OR e.endDate = c.endDate)
),
live_section AS (
    -- Sections of the schedule in use: of an active trial, with trial and course of one calendar of the year.
    SELECT s.sectionID, s.trialID, st.structureID, c.calendarID, c.excluded, s.courseID
    FROM Section s
    JOIN Trial t ON t.trialID = s.trialID AND t.active = 1
    JOIN ScheduleStructure st ON st.structureID = t.structureID
    JOIN calendar_of_year c ON c.calendarID = st.calendarID
    JOIN Course co ON co.courseID = s.courseID AND co.calendarID = st.calendarID
),
section_end AS (
    -- When a section's terms are over: the terms of its own schedule structure in which it is placed.
    SELECT p.sectionID, MAX(t.endDate) AS termEnd
    FROM SectionPlacement p
    JOIN live_section v ON v.sectionID = p.sectionID
    JOIN Term t ON t.termID = p.termID
    JOIN TermSchedule ts ON ts.termScheduleID = t.termScheduleID AND ts.structureID = v.structureID
    WHERE p.periodID IS NOT NULL AND (p.trialID IS NULL OR p.trialID = v.trialID)
    GROUP BY p.sectionID
)
SELECT e.enrollmentID
FROM Enrollment e
JOIN calendar_of_year c ON c.calendarID = e.calendarID AND c.excluded = 0
LEFT JOIN ScheduleStructure st ON st.structureID = e.structureID
WHERE e.noShow = 1
  AND COALESCE(st.externalLMSExclude, 0) = 0
  AND NOT EXISTS (
      SELECT 1 FROM GradeLevel g
      WHERE g.structureID = e.structureID AND LOWER(g.name) = LOWER(e.grade) AND g.externalLMSExclude = 1
  )
  AND EXISTS (
      SELECT 1 FROM Roster r
      JOIN live_section v ON v.sectionID = r.sectionID AND v.calendarID = e.calendarID
      LEFT JOIN section_end d ON d.sectionID = r.sectionID
      WHERE r.personID = e.personID
        AND (COALESCE(r.endDate, d.termEnd) IS NULL OR COALESCE(r.endDate, d.termEnd) >= @asOf)
  )
  AND NOT EXISTS (
      SELECT 1 FROM syncing_enrollment o
      WHERE o.personID = e.personID AND o.calendarID = e.calendarID
  )
ORDER BY e.enrollmentID;
