/*
code = "YR004"
name = "blank-school-year-dates"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "school_year"
key = ["endYear"]
message = "The school year {yearName} has blank dates: {windowStart} to {windowEnd} is assumed"
fix = "System Administration > Calendar > School Year Setup: enter the start and end date"
owner = "scheduler"
article = "School Year Dates and Active Year"

Where the dates of the school year are blank, Campus assumes January 1 of the start year and
December 31 of the end year. Two such years overlap, and staff whose assignment ended in the spring
or begins in the fall after still count. Each blank date is assumed on its own.
*/
SELECT y.endYear, y.yearName, y.windowStart, y.windowEnd, CAST(NULL AS BIGINT) AS schoolID
FROM judged_year y
JOIN school_year_window w ON w.endYear = y.endYear
WHERE y.startAssumed OR y.endAssumed
