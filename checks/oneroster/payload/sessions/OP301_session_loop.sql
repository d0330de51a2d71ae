/*
code = "OP301"
name = "session-loop"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "session"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Session {sourcedId} is its own ancestor: {members:it names itself as its parent|# sessions are each other's parents in a ring}"
fix = "Give each session its true parent; a school year has none"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.2 academicSessions.csv (inferred)"
of = "(SELECT s.sourcedId FROM payload_session s WHERE s.status = 'active') counted"

A session may have a parent, and the chain must end. A ring has no school year at its top, and anyone who
climbs it never arrives. One finding for each ring, under the first of its sessions.
*/
SELECT 'academicSessions.csv' AS file, ring.first AS sourcedId, max(ring.members) AS members, CAST(NULL AS VARCHAR) AS schoolID
FROM (
    SELECT a.sourcedId, min(a.ancestor) AS first, count(*) AS members
    FROM payload_session_above a
    WHERE EXISTS (SELECT 1 FROM payload_session_above l WHERE l.sourcedId = a.sourcedId AND l.ancestor = a.sourcedId)
    GROUP BY a.sourcedId
) ring
GROUP BY ring.first
