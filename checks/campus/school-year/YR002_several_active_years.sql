/*
code = "YR002"
name = "several-active-years"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
message = "The school year {yearName} is marked active, and so {others}"
fix = "System Administration > Calendar > School Year Setup: mark one school year Active and save"
owner = "scheduler"
article = "School Year Dates and Active Year"
of = "school_year_window"

Campus allows one active year: saving one clears the other. Where several are marked, nobody can say
which one OneRoster serves. One finding for each of them. The other checks look at the expected year
if it is among them, else at the latest.
*/
SELECT
    w.endYear,
    w.yearName,
    CASE count(*) WHEN 1 THEN 'is ' ELSE 'are ' END || string_agg(o.yearName, ' and ' ORDER BY o.endYear) AS others,
    CAST(NULL AS BIGINT) AS schoolID
FROM school_year_window w
JOIN school_year_window o ON o.active AND o.endYear <> w.endYear
WHERE w.active
GROUP BY w.endYear, w.yearName
