/*
code = "OP704"
name = "student-without-guardian"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} has no guardian among the users"
fix = "Send the student's guardians, named in agentSourcedIds"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, agentSourcedIds (inferred)"
judges = ["guardian.record"]
needs = ["users.agentSourcedIds"]
uses = ["guardian.record"]
of = "(SELECT k.userSourcedId FROM payload_user_kind k WHERE k.is_student) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

Where families are sent, a student to whom no guardian or parent belongs, in either direction, has nobody
who can follow along. A bundle without guardians, or without any agents (OP703), is left alone, as are
agents that cannot be read. For a Campus source FA002 says it.
*/
SELECT
    'users.csv' AS file,
    k.userSourcedId AS sourcedId,
    'student ' || k.userSourcedId AS who,
    k.schoolID,
    k.userSourcedId AS personID
FROM payload_user_kind k
WHERE k.is_student
  AND NOT EXISTS (
      SELECT 1 FROM payload_unreadable_cell l
      WHERE l.file = 'users.csv' AND l.column_name = 'agentSourcedIds' AND l.place = k.user_place
  )
  AND EXISTS (SELECT 1 FROM payload_user_agent a)
  AND EXISTS (SELECT 1 FROM payload_user_kind g WHERE g.is_guardian)
  AND NOT EXISTS (
      SELECT 1
      FROM payload_user_agent a
      JOIN payload_user_kind g ON g.user_place = a.agent_place AND g.is_guardian
      WHERE a.user_place = k.user_place
  )
  AND NOT EXISTS (
      SELECT 1
      FROM payload_user_agent a
      JOIN payload_user_kind g ON g.user_place = a.user_place AND g.is_guardian
      WHERE a.agent_place = k.user_place
  )
