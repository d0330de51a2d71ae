/*
code = "YR003"
name = "wrong-active-year"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
oneroster = ["1.1", "1.2"]
message = "The active school year is {yearName}, but {expected} is the one to sync"
fix = "System Administration > Calendar > School Year Setup: mark the school year that the message names Active"
article = "School Year Dates and Active Year"

Data is scoped to the school year set as active; the wrong one sends last year's classes. The year to
sync is the one that --year names; else, of the school years whose dates hold the as-of date, the
latest starting; else the next one to begin. Blank dates count as July 1 and June 30 here.
Only a warning in June to August while last year is still active and the expected year already has
calendars: the district is on its way. Silent where the active year's dates are reversed (YR005) and
no year is named: nobody can say then which year the date falls in.
*/
SELECT
    y.endYear,
    y.yearName,
    CAST(e.endYear - 1 AS VARCHAR) || '-' || right(CAST(e.endYear AS VARCHAR), 2) AS expected,
    CAST(NULL AS BIGINT) AS schoolID,
    CASE
        WHEN extract(month FROM t.as_of) BETWEEN 6 AND 8
            AND y.endYear = e.endYear - 1
            AND EXISTS (SELECT 1 FROM Calendar c WHERE c.endYear = e.endYear)
        THEN 'warning'
        ELSE 'error'
    END AS severity
FROM judged_year y
CROSS JOIN expected_year e
CROSS JOIN settings t
-- Where no year is active the expected one is judged, which differs from itself in nothing.
WHERE y.endYear <> e.endYear
  AND NOT (y.reversed AND t.expected_year IS NULL)
