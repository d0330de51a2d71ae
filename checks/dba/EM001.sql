/*
code = "EM001"
may_be_missing = [
    "Calendar.externalLMSExclude", "EmploymentAssignment.advisor", "EmploymentAssignment.approver",
    "EmploymentAssignment.behavior", "EmploymentAssignment.counselor",
    "EmploymentAssignment.externalLMSExclude", "EmploymentAssignment.foodservice",
    "EmploymentAssignment.framProcessor", "EmploymentAssignment.health", "EmploymentAssignment.program",
    "EmploymentAssignment.responseApprover", "EmploymentAssignment.rti", "EmploymentAssignment.specialEd",
    "EmploymentAssignment.supervisor", "Enrollment.externalLMSExclude", "GradeLevel.externalLMSExclude",
    "ScheduleStructure.externalLMSExclude", "School.externalLMSExclude", "SchoolYear.startYear",
]

People who would sync and have no email address in Email, the field that is sent by default.

For SQL Server; nothing is written. Dates are expected without a time of day. Left out, where roster-lint's
settings or a vendor's needs say otherwise: other OneRoster versions than 1.1, --school, other assumptions than the
defaults (roster-lint rule EM001 names the settings), suppressions and tolerances. A vendor may use
addresses of students and teachers alone, or none.
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
    JOIN School s ON s.schoolID = c.schoolID
),
syncing_enrollment AS (
    SELECT e.enrollmentID, e.personID, e.calendarID
    FROM Enrollment e
    JOIN calendar_of_year c ON c.calendarID = e.calendarID AND c.excluded = 0
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
assignment AS (
    SELECT
        a.assignmentID,
        a.personID,
        a.schoolID,
        a.startDate,
        CASE WHEN a.endDate IS NULL OR a.endDate >= @asOf THEN 1 ELSE 0 END AS not_ended,
        CASE
            WHEN y.windowStart <= y.windowEnd
                AND (a.startDate IS NULL OR a.startDate <= y.windowEnd)
                AND (a.endDate IS NULL OR a.endDate >= y.windowStart)
            THEN 1 ELSE 0
        END AS in_school_year,
        CASE WHEN a.externalLMSExclude = 1 THEN 0 ELSE 1 END AS not_excluded,
        CASE WHEN a.teacher = 1 THEN 1 ELSE 0 END AS is_teacher,
        CASE
            WHEN a.specialEd = 1 OR a.program = 1 OR a.behavior = 1 OR a.health = 1
                OR a.responseApprover = 1 OR a.rti = 1 OR a.advisor = 1 OR a.supervisor = 1
                OR a.counselor = 1 OR a.foodservice = 1 OR a.approver = 1 OR a.framProcessor = 1
            THEN 1 ELSE 0
        END AS has_role,
        CASE
            WHEN EXISTS (SELECT 1 FROM Calendar c WHERE c.schoolID = a.schoolID AND c.endYear = y.endYear)
            THEN 1 ELSE 0
        END AS has_calendar
    FROM EmploymentAssignment a
    CROSS JOIN school_year y
),
syncing_person AS (
    SELECT personID FROM syncing_enrollment
    UNION
    -- Teachers, and other staff.
    SELECT personID
    FROM assignment
    WHERE not_ended = 1
      AND in_school_year = 1
      AND not_excluded = 1
      AND (is_teacher = 1 OR (has_role = 1 AND has_calendar = 1))
    UNION
    -- Guardians and relatives: an active relationship with Portal to a student who syncs.
    SELECT r.personID2
    FROM RelatedPair r
    JOIN syncing_enrollment e ON e.personID = r.personID1
    WHERE r.portal = 1
      AND (r.startDate IS NULL OR r.startDate <= @asOf)
      AND (r.endDate IS NULL OR r.endDate >= @asOf)
)
SELECT p.personID
FROM syncing_person p
WHERE p.personID IS NOT NULL
  AND NOT EXISTS (
      SELECT 1 FROM Contact c
      WHERE c.personID = p.personID
        -- Blanks, tabs and fixed spaces are no address.
        AND LTRIM(RTRIM(REPLACE(REPLACE(c.email, CHAR(9), ' '), NCHAR(160), ' '))) <> ''
  )
ORDER BY p.personID;
