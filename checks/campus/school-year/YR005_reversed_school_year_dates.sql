/*
code = "YR005"
name = "reversed-school-year-dates"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "school_year"
key = ["endYear"]
message = "The school year {yearName} starts on {windowStart}, after it ends on {windowEnd}"
fix = "System Administration > Calendar > School Year Setup: correct the dates"
owner = "scheduler"
action = "correct the school year's dates"
article = "School Year Dates and Active Year"

No enrollment, assignment or Section Staff History record can fall within a school year that ends before it
starts, so nobody is sent. The date checks stay silent then: this is the cause.
*/
SELECT endYear, yearName, windowStart, windowEnd, CAST(NULL AS BIGINT) AS schoolID
FROM judged_year
WHERE reversed
