/*
code = "OP711"
name = "grades-of-non-students"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "file"
key = ["file"]
sources = ["bundle"]
message = "{users:# user who is no student has|# users who are no students have} grades ({example}{users:| first})"
fix = "Leave grades blank for all but students"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, grades"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

Grades mean something for students only. On staff or guardians they are not read, and may show that the
export mixes up columns or roles. One finding for the file.
*/
SELECT 'users.csv' AS file, count(*) AS users, min(k.userSourcedId) AS example, CAST(NULL AS VARCHAR) AS schoolID
FROM payload_user_kind k
JOIN payload_user u ON u.place = k.user_place
WHERE u.grades IS NOT NULL
  AND NOT k.is_student
  AND (k.is_teacher OR k.is_staff OR k.is_guardian OR k.is_relative)
HAVING count(*) > 0
