/*
code = "YR006"
name = "year-starts-after-first-school-day"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "school_year"
key = ["endYear"]
message = "School starts on {firstDay}, before the school year opens on {windowStart} (calendars: {calendars})"
fix = "System Administration > Calendar > School Year Setup: set the start date to the first day of school or before"
owner = "scheduler"
article = "School Year Dates and Active Year"

Campus recommends a start date of at least the first day of school district-wide, if the state gives
no other guidance. The first day is the first day in session of a calendar of the year, or the
calendar's start where it has no days.
*/
SELECT y.endYear, y.windowStart, min(d.firstDay) AS firstDay, count(*) AS calendars, CAST(NULL AS BIGINT) AS schoolID
FROM judged_year y
JOIN calendar_days d ON d.firstDay < y.windowStart
WHERE NOT y.reversed
GROUP BY y.endYear, y.windowStart
