/*
code = "OP714"
name = "agent-outside-the-family"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} has {problem} among the agents"
fix = "Name the guardians of a student in agentSourcedIds, and nobody else"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, agentSourcedIds (mostly parental relations)"
uses = ["guardian.record"]
of = "(SELECT DISTINCT user_place FROM payload_user_agent) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

Agents are mostly a student's parents: vendors let them see the student's work. A user who is its own agent shows
that the export takes one column for another. It is an info where a student's agent is a teacher and
neither guardian nor relative: it may be a parent who teaches, whose record has the one role only. Other staff,
such as counselors, are left alone. Agents who are not there are OP104's. For a Campus source the FA checks say it.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    CASE WHEN bool_or(a.agent_place = a.user_place) THEN 'itself' ELSE 'a teacher' END AS problem,
    k.schoolID,
    u.personID,
    CASE WHEN bool_or(a.agent_place = a.user_place) THEN 'warning' ELSE 'info' END AS severity
FROM (
    -- There are millions of agents, and few are either: those are looked for first.
    SELECT user_place, agent_place
    FROM payload_user_agent
    WHERE agent_place = user_place
       OR agent_place IN (
           SELECT user_place FROM payload_user_kind WHERE is_teacher AND NOT is_guardian AND NOT is_relative
       )
) a
JOIN payload_user u ON u.place = a.user_place
JOIN payload_user_kind k ON k.user_place = a.user_place
WHERE a.agent_place = a.user_place OR k.is_student
GROUP BY u.sourcedId, k.schoolID, u.personID
