/*
code = "YR005"
may_be_missing = [
    "SchoolYear.startYear",
]

The school year that is judged starts after it ends. It is the active one; of several, the one that should be
active; where none is active, the one that should be.

Left out: the setting year, which names the year to sync.

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
JOIN SchoolYear y ON y.endYear = j.endYear
WHERE COALESCE(y.startDate, DATEFROMPARTS(COALESCE(y.startYear, y.endYear - 1), 1, 1))
    > COALESCE(y.endDate, DATEFROMPARTS(y.endYear, 12, 31));
