/*
code = "OP304"
name = "reversed-session"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "session"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Session {sourcedId} has no day: it starts on {startDate} and its endDate is {endDate}"
fix = "Correct the dates: endDate is the first day after the session"
owner = "scheduler"
article = "OneRoster CSV Binding 1.2, 3.2 academicSessions.csv (inferred)"
of = "(SELECT s.sourcedId FROM payload_session s WHERE s.status = 'active') counted"

The start is the session's first day and the end is the first day that is not the session's any more. A
session that ends before it starts, or on the same date, holds no day, and its classes are never held.
For a Campus source SC005 and YR005 say it.
*/
SELECT
    'academicSessions.csv' AS file,
    s.sourcedId,
    s.startDate,
    s.endDate,
    CAST(NULL AS VARCHAR) AS schoolID
FROM payload_session s
WHERE s.status = 'active' AND s.endDate <= s.startDate
