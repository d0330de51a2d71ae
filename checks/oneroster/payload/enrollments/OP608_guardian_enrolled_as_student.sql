/*
code = "OP608"
name = "guardian-enrolled-as-student"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} is enrolled as a student in {classes:class} and is a {role} among the users"
fix = "Enroll the student instead of the family member, or correct the person's role"
owner = "registrar"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv and 3.18 roles.csv, role (inferred)"
of = "(SELECT user_place FROM payload_enrolled_user WHERE is_student) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

A guardian or relative sits in a class as a student: mostly the export took the wrong one of two IDs, and the
student is missing from the class. Anyone with a further role is left alone, such as a parent who takes
evening classes and is a student as well, and so is staff who is enrolled in a training. One finding for each
user. Results of somebody who is no student are OP904's. Campus enrolls no guardians.
*/
SELECT
    'users.csv' AS file,
    k.userSourcedId AS sourcedId,
    'user ' || k.userSourcedId AS who,
    taken.classes,
    CASE WHEN k.is_guardian THEN 'guardian' ELSE 'relative' END AS role,
    k.schoolID,
    k.userSourcedId AS personID
FROM (
    SELECT user_place, count(DISTINCT class_place) AS classes
    FROM payload_active_enrollment
    WHERE is_student AND class_place IS NOT NULL
      -- Most seats are students': only those of the few are counted.
      AND user_place IN (SELECT user_place FROM payload_user_kind WHERE is_guardian OR is_relative)
    GROUP BY user_place
) taken
JOIN payload_user_kind k ON k.user_place = taken.user_place
WHERE (k.is_guardian OR k.is_relative)
  AND NOT EXISTS (
      SELECT 1
      FROM payload_role r
      WHERE r.userSourcedId = k.userSourcedId
        AND r.status = 'active'
        AND coalesce(r.role NOT IN ('guardian', 'parent', 'relative'), TRUE)
  )
