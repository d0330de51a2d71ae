/*
code = "YR007"
name = "year-ends-before-last-school-day"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "school_year"
key = ["endYear"]
message = "School goes on until {lastDay}, after the school year closes on {windowEnd} (calendars: {calendars})"
fix = "System Administration > Calendar > School Year Setup: set the end date to the last day of school or after"
owner = "scheduler"
article = "School Year Dates and Active Year"

Campus recommends an end date of at least the last day of school district-wide, if the state gives no
other guidance. The last day is the last day in session of a calendar of the year, summer calendars
among them, or the calendar's end where it has no days.
*/
SELECT y.endYear, y.windowEnd, max(d.lastDay) AS lastDay, count(*) AS calendars, CAST(NULL AS BIGINT) AS schoolID
FROM judged_year y
JOIN calendar_days d ON d.lastDay > y.windowEnd
WHERE NOT y.reversed
GROUP BY y.endYear, y.windowEnd
