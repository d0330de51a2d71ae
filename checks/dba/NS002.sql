/*
code = "NS002"
may_be_missing = [
    "Calendar.externalLMSExclude", "Course.courseMasterID", "Course.externalLMSExclude",
    "CourseMaster.courseMasterID", "CourseMaster.externalLMSExclude", "EmploymentAssignment.advisor",
    "EmploymentAssignment.approver", "EmploymentAssignment.behavior", "EmploymentAssignment.counselor",
    "EmploymentAssignment.externalLMSExclude", "EmploymentAssignment.foodservice",
    "EmploymentAssignment.framProcessor", "EmploymentAssignment.health", "EmploymentAssignment.program",
    "EmploymentAssignment.responseApprover", "EmploymentAssignment.rti", "EmploymentAssignment.specialEd",
    "EmploymentAssignment.supervisor", "School.externalLMSExclude", "SchoolYear.startYear",
    "Section.active", "Section.externalLMSExclude", "UserAccount.disable", "UserAccount.homepage",
]

People with only ended district assignments who are still section staff of a class of the schedule in
use or still have an enabled staff account.

For SQL Server; nothing is written. Dates are expected without a time of day. Left out, where roster-lint's
settings or a vendor's needs say otherwise: other OneRoster versions than 1.1, --school, other assumptions than the
defaults (roster-lint rule NS002 names the settings), suppressions and tolerances.
Vendors that do not use non-teacher staff miss nobody.
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
live_section AS (
    -- Sections of the schedule in use: of an active trial, with trial and course of one calendar of the year.
    SELECT s.sectionID, s.trialID, st.structureID, c.calendarID, c.excluded, s.courseID
    FROM Section s
    JOIN Trial t ON t.trialID = s.trialID AND t.active = 1
    JOIN ScheduleStructure st ON st.structureID = t.structureID
    JOIN calendar_of_year c ON c.calendarID = st.calendarID
    JOIN Course co ON co.courseID = s.courseID AND co.calendarID = st.calendarID
),
scheduled_teacher AS (
    -- Anyone who teaches a class that is meant to sync is judged as a teacher.
    SELECT h.personID
    FROM SectionStaffHistory h
    JOIN live_section v ON v.sectionID = h.sectionID AND v.excluded = 0
    JOIN Section s ON s.sectionID = h.sectionID
    JOIN Course co ON co.courseID = s.courseID
    LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
    CROSS JOIN school_year y
    WHERE UPPER(h.staffType) IN ('P', 'T')
      AND (h.endDate IS NULL OR h.endDate >= @asOf)
      AND y.windowStart <= y.windowEnd
      AND (h.startDate IS NULL OR h.startDate <= y.windowEnd)
      AND (h.endDate IS NULL OR h.endDate >= y.windowStart)
      AND co.active = 1
      AND (s.active = 1 OR NOT EXISTS (SELECT 1 FROM Section x WHERE x.active IS NOT NULL))
      AND COALESCE(s.externalLMSExclude, 0) = 0
      AND COALESCE(co.externalLMSExclude, 0) = 0
      AND COALESCE(m.externalLMSExclude, 0) = 0
),
nearest AS (
    -- For each person the assignment that comes nearest to being sent, and whether any is sent.
    SELECT
        a.*,
        CASE WHEN a.is_teacher = 0 AND a.has_calendar = 0 THEN 1 ELSE 0 END AS lacks_calendar,
        MAX(CASE
            WHEN a.in_school_year = 1 AND a.not_ended = 1 AND a.not_excluded = 1
                AND (a.is_teacher = 1 OR (a.has_role = 1 AND a.has_calendar = 1))
            THEN 1 ELSE 0
        END) OVER (PARTITION BY a.personID) AS somewhere_passes,
        ROW_NUMBER() OVER (
            PARTITION BY a.personID
            ORDER BY
                a.not_ended DESC,
                CASE WHEN a.is_teacher = 0 AND a.has_role = 0 THEN 1 ELSE 0 END
                    + CASE WHEN a.is_teacher = 0 AND a.has_calendar = 0 THEN 1 ELSE 0 END
                    + 2 - a.in_school_year - a.not_excluded,
                CASE WHEN a.startDate IS NULL THEN 1 ELSE 0 END,
                a.startDate DESC,
                a.assignmentID
        ) AS place
    FROM assignment a
)
SELECT n.personID
FROM nearest n
WHERE n.place = 1
  AND n.somewhere_passes = 0
  AND NOT EXISTS (SELECT 1 FROM scheduled_teacher t WHERE t.personID = n.personID)
  AND n.not_ended = 0
  AND (
      EXISTS (
          SELECT 1 FROM SectionStaffHistory h
          JOIN live_section v ON v.sectionID = h.sectionID
          WHERE h.personID = n.personID
            AND (h.endDate IS NULL OR h.endDate >= @asOf)
            AND COALESCE(UPPER(h.staffType), '') NOT IN ('P', 'T')
      )
      OR EXISTS (
          SELECT 1 FROM UserAccount u
          WHERE u.personID = n.personID
            AND COALESCE(u.disable, 0) = 0
            AND LTRIM(RTRIM(REPLACE(REPLACE(u.username, CHAR(9), ' '), NCHAR(160), ' '))) <> ''
            AND LOWER(COALESCE(u.homepage, '')) NOT LIKE '%portal/parent%'
            AND LOWER(COALESCE(u.homepage, '')) NOT LIKE '%portal/student%'
      )
  )
ORDER BY n.personID;
