/*
code = "OP305"
name = "no-session-now"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
sources = ["bundle"]
message = "{sessions:The only session|All # sessions} {when_they_are}: {sessions:it runs|they run} from {starts} to {ends}, and today is {as_of}"
fix = "Export the school year that is to be taught"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.2 academicSessions.csv (inferred)"

skip = [{ when = "SELECT NOT sessions FROM payload_whole", reason = "academicSessions.csv is absent, empty, unreadable or holds changes alone" }]

A bundle whose sessions have all ended is last year's: at the vendor every class is over, and nobody sees
any. The specification has no rule for it; it is an error all the same, since nothing of the bundle will
be in use. Where all begin more than 120 days from now it is an information, as the bundle may be meant
for later. Holidays between two sessions do not matter. Where a session's dates cannot be read (OF007) it
may be the one that is on. For a Campus source YR008 says it.
*/
SELECT
    'academicSessions.csv' AS file,
    count(*) AS sessions,
    CASE
        WHEN max(s.endDate) <= t.as_of THEN CASE count(*) WHEN 1 THEN 'has ended' ELSE 'have ended' END
        ELSE CASE count(*) WHEN 1 THEN 'is far ahead' ELSE 'are far ahead' END
    END AS when_they_are,
    min(s.startDate) AS starts,
    max(s.endDate) AS ends,
    t.as_of,
    CAST(NULL AS VARCHAR) AS schoolID,
    CASE WHEN max(s.endDate) <= t.as_of THEN 'error' ELSE 'info' END AS severity
FROM payload_session s
CROSS JOIN settings t
WHERE s.status = 'active'
  AND s.startDate < s.endDate
  AND NOT EXISTS (
      SELECT 1 FROM payload_unreadable_cell l
      WHERE l.file = 'academicSessions.csv' AND l.column_name IN ('startDate', 'endDate')
  )
GROUP BY t.as_of
HAVING max(s.endDate) <= t.as_of OR min(s.startDate) > t.as_of + 120
