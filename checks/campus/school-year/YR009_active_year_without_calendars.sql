/*
code = "YR009"
name = "active-year-without-calendars"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
message = "No calendar belongs to the active school year {yearName}"
fix = "System Administration > Calendar > Calendar Wizard: create the calendars of the year"
owner = "scheduler"
article = "School Year Dates and Active Year"

Enrollments, courses and staff reach the active year through its calendars. Without any, the vendor
gets nothing.
*/
SELECT y.endYear, y.yearName, CAST(NULL AS BIGINT) AS schoolID
FROM judged_year y
WHERE y.active AND NOT EXISTS (SELECT 1 FROM district_calendar)
