/*
code = "OP703"
name = "guardian-without-student"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} {lacks}"
fix = "Name the guardian among the student's agentSourcedIds, or leave the guardian out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, agentSourcedIds (inferred)"
needs = ["users.agentSourcedIds"]
uses = ["guardian.record"]
of = "(SELECT k.userSourcedId FROM payload_user_kind k WHERE k.is_guardian) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

A guardian or parent is sent for a student's sake, and only agentSourcedIds say whose: the student's or
the guardian's own, either will do. Where nobody in the whole file has agents it is one finding for the
file. For a Campus source guardians are sent because of their students only.
*/
SELECT found.file, found.sourcedId, found.who, found.lacks, found.schoolID, found.personID
FROM (
    SELECT
        'users.csv' AS file,
        k.userSourcedId AS sourcedId,
        'guardian ' || k.userSourcedId AS who,
        'is the agent of no student' AS lacks,
        k.schoolID,
        k.userSourcedId AS personID
    FROM payload_user_kind k
    WHERE k.is_guardian
      AND NOT EXISTS (
          SELECT 1 FROM payload_unreadable_cell l
          WHERE l.file = 'users.csv' AND l.column_name = 'agentSourcedIds' AND l.place = k.user_place
      )
      AND EXISTS (SELECT 1 FROM payload_user_agent a)
      AND NOT EXISTS (
          SELECT 1
          FROM payload_user_agent a
          JOIN payload_user_kind s ON s.user_place = a.agent_place AND s.is_student
          WHERE a.user_place = k.user_place
      )
      AND NOT EXISTS (
          SELECT 1
          FROM payload_user_agent a
          JOIN payload_user_kind s ON s.user_place = a.user_place AND s.is_student
          WHERE a.agent_place = k.user_place
      )
    UNION ALL
    SELECT
        'users.csv',
        CAST(NULL AS VARCHAR),
        CASE count(*) WHEN 1 THEN 'the only guardian' ELSE 'every one of ' || CAST(count(*) AS VARCHAR) || ' guardians' END,
        'is without a student: agentSourcedIds is blank in the whole file',
        CAST(NULL AS VARCHAR),
        CAST(NULL AS VARCHAR)
    FROM payload_user_kind k
    WHERE k.is_guardian
      AND NOT EXISTS (SELECT 1 FROM payload_user_agent a)
      AND NOT EXISTS (
          SELECT 1 FROM payload_unreadable_cell l WHERE l.file = 'users.csv' AND l.column_name = 'agentSourcedIds'
      )
    HAVING count(*) > 0
) found
