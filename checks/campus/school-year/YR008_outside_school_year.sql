/*
code = "YR008"
name = "outside-school-year"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
message = "{as_of} lies {side} the active school year, {windowStart} to {windowEnd}"
fix = "System Administration > Calendar > School Year Setup: correct the dates, or mark the right year Active"
owner = "scheduler"
article = "School Year Dates and Active Year"

The start and end dates of the school year affect when data is made available. After the window
nothing can be expected to arrive (error); before it students are sent already, staff perhaps not
(warning). Silent where another year should be active (YR003), where none is (YR001), and where the
dates are reversed (YR005).
*/
SELECT
    outside.endYear,
    outside.as_of,
    outside.windowStart,
    outside.windowEnd,
    outside.side,
    CASE outside.side WHEN 'after' THEN 'error' ELSE 'warning' END AS severity,
    CASE outside.side WHEN 'after' THEN 'blocked' ELSE 'risk' END AS effect,
    CAST(NULL AS BIGINT) AS schoolID
FROM (
    SELECT
        y.endYear,
        t.as_of,
        y.windowStart,
        y.windowEnd,
        CASE WHEN t.as_of > y.windowEnd THEN 'after' WHEN t.as_of < y.windowStart THEN 'before' END AS side
    FROM judged_year y
    CROSS JOIN expected_year e
    CROSS JOIN settings t
    WHERE y.active
      AND NOT y.reversed
      AND (e.endYear IS NULL OR e.endYear = y.endYear)
) outside
WHERE outside.side IS NOT NULL
