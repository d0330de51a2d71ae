/*
code = "OP607"
name = "teacher-without-teaching-role"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} is enrolled as the teacher of {classes:class} and is a {role} among the users"
fix = "Send the person with the role teacher (OneRoster 1.1: users.csv, 1.2: roles.csv), or correct the enrollments"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv and 3.18 roles.csv, role (inferred)"
judges_in_part = ["roles"]
of = "(SELECT user_place FROM payload_enrolled_user WHERE is_teacher) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

The enrollments name somebody as a teacher who is nothing but a student, a guardian or a relative among the users.
Vendors that create accounts by the role of the user give this person a student's account, and the classes
have no teacher there: an error for vendors that are documented to know people by that role. Administrators,
aides and other staff who teach are right, as is anyone with a further role, with a role of the district's
own (ext:…) or with one that cannot be read. One finding for each user. Campus
sends nobody as a teacher who is none.
*/
SELECT
    'users.csv' AS file,
    k.userSourcedId AS sourcedId,
    'user ' || k.userSourcedId AS who,
    taught.classes,
    CASE WHEN k.is_student THEN 'student' WHEN k.is_guardian THEN 'guardian' ELSE 'relative' END AS role,
    k.schoolID,
    k.userSourcedId AS personID
FROM (
    SELECT user_place, count(DISTINCT class_place) AS classes
    FROM payload_active_enrollment
    WHERE is_teacher AND class_place IS NOT NULL
    GROUP BY user_place
) taught
JOIN payload_user_kind k ON k.user_place = taught.user_place
WHERE (k.is_student OR k.is_guardian OR k.is_relative)
  AND NOT EXISTS (
      SELECT 1
      FROM payload_role r
      WHERE r.userSourcedId = k.userSourcedId
        AND r.status = 'active'
        AND coalesce(r.role NOT IN ('student', 'guardian', 'parent', 'relative'), TRUE)
  )
