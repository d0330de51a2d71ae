/*
code = "OP904"
name = "result-of-non-student"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "user"
key = ["file", "studentSourcedId"]
sources = ["bundle"]
message = "{who} has {results:result} ({example}{results:| first}) and is no student"
fix = "Name the student as studentSourcedId"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.16 results.csv, studentSourcedId"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

A result belongs to a student: the user whom it names must be one. Somebody who is a student and has other
roles as well is. A user that is not there is OP109's. One finding for each user.
*/
SELECT
    'results.csv' AS file,
    u.sourcedId AS studentSourcedId,
    'user ' || u.sourcedId AS who,
    count(*) AS results,
    min(r.sourcedId) AS example,
    k.schoolID,
    u.personID
FROM payload_result r
JOIN payload_user u ON u.sourcedId = r.studentSourcedId
JOIN payload_user_kind k ON k.user_place = u.place
WHERE r.status = 'active'
  AND NOT k.is_student
  AND (k.is_teacher OR k.is_staff OR k.is_guardian OR k.is_relative)
GROUP BY u.sourcedId, k.schoolID, u.personID
