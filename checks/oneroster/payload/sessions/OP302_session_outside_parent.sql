/*
code = "OP302"
name = "session-outside-parent"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "session"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Session {sourcedId} ({startDate} to {endDate}) is not within its parent {parent} ({parentStart} to {parentEnd})"
fix = "Correct the dates of the session or of its parent"
owner = "scheduler"
article = "OneRoster CSV Binding 1.2, 3.2 academicSessions.csv (inferred)"
of = "(SELECT s.sourcedId FROM payload_session s WHERE s.status = 'active' AND s.parentSourcedId IS NOT NULL) counted"

A term lies within its school year, a grading period within its term. Both ends are the first day that
does not count, so a child may end on the same date as its parent. Dates the wrong way round are OP304's.
For a Campus source SC005, YR006 and YR007 say it.
*/
SELECT
    'academicSessions.csv' AS file,
    s.sourcedId,
    s.startDate,
    s.endDate,
    p.sourcedId AS parent,
    p.startDate AS parentStart,
    p.endDate AS parentEnd,
    CAST(NULL AS VARCHAR) AS schoolID
FROM payload_session s
JOIN payload_session p ON p.sourcedId = s.parentSourcedId
WHERE s.status = 'active'
  AND p.status = 'active'
  AND s.startDate < s.endDate
  AND p.startDate < p.endDate
  AND (s.startDate < p.startDate OR s.endDate > p.endDate)
