/*
code = "YR001"
name = "no-active-year"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
message = "No school year is marked active: OneRoster serves nothing"
fix = "System Administration > Calendar > School Year Setup: mark the school year Active"
owner = "scheduler"
article = "School Year Dates and Active Year"

Everything that OneRoster serves is scoped to the school year that is set as active. With none, the
vendor gets nothing at all. The other checks then look at the year that should be active.
*/
SELECT CAST(NULL AS INTEGER) AS endYear, CAST(NULL AS BIGINT) AS schoolID
FROM settings
WHERE NOT EXISTS (SELECT 1 FROM school_year_window WHERE active)
