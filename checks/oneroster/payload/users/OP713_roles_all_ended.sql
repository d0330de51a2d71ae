/*
code = "OP713"
name = "roles-all-ended"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "user"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} has no role any more: {roles:its only one|all #} ended by {ended}"
fix = "Send the user's current role, or leave the user out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.18 roles.csv, endDate (inferred)"
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'active') counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

The user is active and every role of the user has ended: the end date is the first day that does not count. A
vendor that reads the dates knows nobody any more; an information where the user is in no class, since such
users are mostly leftovers. Roles without a day are OP710's, and where all sessions are over, OP305 names the
cause. For a Campus source people whose assignments or enrollments have ended are not sent.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    ended.roles,
    ended.ended,
    ended.schoolID,
    u.personID,
    CASE
        WHEN EXISTS (SELECT 1 FROM payload_active_enrollment s WHERE s.user_place = u.place) THEN 'warning'
        ELSE 'info'
    END AS severity
FROM (
    SELECT r.userSourcedId, count(*) AS roles, max(r.endDate) AS ended, min(r.orgSourcedId) AS schoolID
    FROM payload_role r
    CROSS JOIN settings t
    WHERE r.status = 'active'
    GROUP BY r.userSourcedId, t.as_of
    HAVING bool_and(coalesce(r.endDate <= t.as_of AND coalesce(r.beginDate < r.endDate, TRUE), FALSE))
) ended
JOIN payload_user u ON u.sourcedId = ended.userSourcedId
WHERE u.status = 'active'
  AND EXISTS (
      SELECT 1
      FROM (SELECT max(s.endDate) AS ends FROM payload_session s WHERE s.status = 'active') session
      CROSS JOIN settings t
      WHERE coalesce(session.ends > t.as_of, TRUE)
  )
