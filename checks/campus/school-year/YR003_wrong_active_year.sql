/*
code = "YR003"
name = "wrong-active-year"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
message = "The active school year is {yearName}{but}"
fix = "Mark the school year to sync Active (System Administration > Calendar > School Year Setup), unless the next one was activated early on purpose"
owner = "scheduler"
article = "School Year Dates and Active Year"

Data is scoped to the school year set as active; the wrong one sends last year's classes. The year to sync is
the one that --year names; else the latest-starting school year whose dates include the as-of date; else the
next one to begin. Blank dates count as July 1 and June 30 here.

Only a warning in June to August while last year is still active and the expected year already has
calendars: the district is on its way. Only a warning, too, where the next year was activated early,
as districts do for summer classes: its calendars have enrollments, and the last school day of the
expected year is past. Until that day today's classes vanish: an error. It is also an error where the last
school day is not known, because the expected year has no calendar with days or an end.

Silent where the active year's dates are reversed (YR005) and --year names none: nobody can say then which
year the date falls in.
*/
SELECT
    wrong.endYear,
    wrong.yearName,
    CASE
        WHEN wrong.is_early THEN ' already: the last school day of ' || wrong.expected || ' was ' || CAST(wrong.lastDay AS VARCHAR)
        ELSE ', but ' || wrong.expected || ' is the one to sync'
    END AS but,
    CAST(NULL AS BIGINT) AS schoolID,
    CASE WHEN wrong.is_early OR wrong.is_on_its_way THEN 'warning' ELSE 'error' END AS severity,
    CASE WHEN wrong.is_early THEN 'risk' ELSE 'blocked' END AS effect
FROM (
    SELECT
        y.endYear,
        y.yearName,
        CAST(e.endYear - 1 AS VARCHAR) || '-' || right(CAST(e.endYear AS VARCHAR), 2) AS expected,
        d.lastDay,
        y.endYear = e.endYear + 1
            AND t.as_of > d.lastDay
            AND EXISTS (
                SELECT 1 FROM Calendar c JOIN Enrollment n ON n.calendarID = c.calendarID WHERE c.endYear = y.endYear
            ) AS is_early,
        y.endYear = e.endYear - 1
            AND extract(month FROM t.as_of) BETWEEN 6 AND 8
            AND EXISTS (SELECT 1 FROM Calendar c WHERE c.endYear = e.endYear) AS is_on_its_way
    FROM judged_year y
    CROSS JOIN expected_year e
    CROSS JOIN settings t
    LEFT JOIN year_last_day d ON d.endYear = e.endYear
    -- Where no year is active, the expected year itself is judged, so nothing is found.
    WHERE y.endYear <> e.endYear
      AND NOT (y.reversed AND t.expected_year IS NULL)
) wrong
