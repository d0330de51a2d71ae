/*
code = "OP604"
name = "user-not-at-school"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId", "schoolSourcedId"]
sources = ["bundle"]
message = "{who} is enrolled in {seats:class} at {schoolSourcedId} and does not belong to that school"
fix = "Add the school to the user's orgs (OneRoster 1.2: a role at the school), or end the enrollments"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv and 3.18 roles.csv (inferred)"
of = "(SELECT user_place FROM payload_enrolled_user) counted"

skip = [{ when = "SELECT NOT (people AND orgs) FROM payload_whole", reason = "orgs.csv, users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

Who is enrolled in a class should belong to its school: many vendors sync school by school and leave out
anyone who is not there. Somebody who belongs to the district above the school, or to a department of it, is
left alone, as are users without any org. For a Campus source RO003 and TE011 say it.
*/
-- Almost everybody has one org and sits in its classes: only who does not is looked for among several orgs.
WITH stranger AS (
    SELECT s.user_place, c.schoolSourcedId, count(*) AS seats
    FROM payload_active_enrollment s
    JOIN payload_class c ON c.place = s.class_place
    JOIN (
        SELECT user_place, min(orgSourcedId) AS orgSourcedId FROM payload_user_org GROUP BY user_place
    ) first_org ON first_org.user_place = s.user_place
    WHERE c.status = 'active'
      AND first_org.orgSourcedId <> c.schoolSourcedId
      AND NOT EXISTS (
          SELECT 1
          FROM payload_user_org o
          WHERE o.user_place = s.user_place AND o.orgSourcedId = c.schoolSourcedId
      )
    GROUP BY s.user_place, c.schoolSourcedId
),
near AS (
    SELECT s.user_place, s.schoolSourcedId
    FROM stranger s
    JOIN payload_org_above a ON a.sourcedId = s.schoolSourcedId
    JOIN payload_user_org o ON o.user_place = s.user_place AND o.orgSourcedId = a.ancestor
    UNION
    SELECT s.user_place, s.schoolSourcedId
    FROM stranger s
    JOIN payload_org_above a ON a.ancestor = s.schoolSourcedId
    JOIN payload_user_org o ON o.user_place = s.user_place AND o.orgSourcedId = a.sourcedId
)
SELECT
    'users.csv' AS file,
    u.sourcedId,
    s.schoolSourcedId,
    'user ' || u.sourcedId AS who,
    s.seats,
    s.schoolSourcedId AS schoolID,
    u.personID
FROM stranger s
JOIN payload_user u ON u.place = s.user_place
WHERE EXISTS (SELECT 1 FROM payload_org o WHERE o.sourcedId = s.schoolSourcedId)
  AND NOT EXISTS (
      SELECT 1
      FROM near n
      WHERE n.user_place = s.user_place AND n.schoolSourcedId = s.schoolSourcedId
  )
