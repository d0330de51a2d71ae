/*
code = "SC001"
may_be_missing = [
    "Calendar.externalLMSExclude", "ScheduleStructure.externalLMSExclude", "School.externalLMSExclude",
    "SchoolYear.startYear",
]

Schedule structures of the active school year that have sections and no active trial.

Left out: --school.
With several active school years (YR002) it looks at the latest, with none (YR001) it finds nothing; roster-lint
looks at the year that should be active then.

Delete what reads a column in may_be_missing if your database lacks it.

Read as T-SQL and tried, translated, on DuckDB; not on a SQL Server.
*/
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
)
SELECT st.structureID
FROM ScheduleStructure st
JOIN calendar_of_year c ON c.calendarID = st.calendarID AND c.excluded = 0
WHERE COALESCE(st.externalLMSExclude, 0) = 0
  AND EXISTS (
      SELECT 1 FROM Trial t
      JOIN Section s ON s.trialID = t.trialID
      WHERE t.structureID = st.structureID
  )
  AND NOT EXISTS (SELECT 1 FROM Trial a WHERE a.structureID = st.structureID AND a.active = 1)
ORDER BY st.structureID;
