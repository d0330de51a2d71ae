/*
code = "YR003"
may_be_missing = [
    "SchoolYear.startYear",
]

The active school year is not the one to sync. The year to sync is the latest starting one whose dates hold the
date, else the next one to begin.

Left out: the setting year, which names the year to sync; and how severe it is. In summer, while the expected year
already has calendars, and where the next year was activated early, roster-lint warns only.

Delete what reads a column in may_be_missing if your database lacks it.

Read as T-SQL and tried, translated, on DuckDB; not on a SQL Server.
*/
DECLARE @asOf date = CAST(GETDATE() AS date);  -- the date to judge, or '2026-08-10'

WITH year_dates AS (
    -- To tell which year should be active, blank dates count as July 1 and June 30.
    SELECT
        y.endYear,
        y.active,
        y.startDate,
        y.endDate,
        COALESCE(y.startDate, DATEFROMPARTS(COALESCE(y.startYear, y.endYear - 1), 7, 1)) AS likelyStart,
        COALESCE(y.endDate, DATEFROMPARTS(y.endYear, 6, 30)) AS likelyEnd
    FROM SchoolYear y
),
expected AS (
    SELECT COALESCE(
        (
            SELECT TOP 1 w.endYear FROM year_dates w
            WHERE @asOf BETWEEN w.likelyStart AND w.likelyEnd
            ORDER BY w.likelyStart DESC, w.endYear DESC
        ),
        (
            SELECT TOP 1 w.endYear FROM year_dates w
            WHERE w.likelyStart > @asOf AND w.likelyEnd >= w.likelyStart
            ORDER BY w.likelyStart, w.endYear
        )
    ) AS endYear
),
judged AS (
    -- The expected year if it is active, else the latest active one, else the expected one.
    SELECT COALESCE(
        (SELECT e.endYear FROM expected e JOIN year_dates w ON w.endYear = e.endYear WHERE w.active = 1),
        (SELECT MAX(w.endYear) FROM year_dates w WHERE w.active = 1),
        (SELECT e.endYear FROM expected e)
    ) AS endYear
)
SELECT j.endYear
FROM judged j
CROSS JOIN expected e
LEFT JOIN year_dates w ON w.endYear = j.endYear
WHERE j.endYear <> e.endYear
  -- Where the dates are reversed nobody can say which year the date falls in: YR005.
  AND COALESCE(w.startDate, DATEFROMPARTS(j.endYear - 1, 1, 1))
      <= COALESCE(w.endDate, DATEFROMPARTS(j.endYear, 12, 31));
