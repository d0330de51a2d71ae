/*
code = "OP903"
name = "result-without-enrollment"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "studentSourcedId", "classSourcedId"]
sources = ["bundle"]
message = "{who} has {results:result} ({example}{results:| first}) in class {classSourcedId} and is not enrolled there as a student"
fix = "Send the student's enrollment, or leave the results out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.16 results.csv (inferred)"
needs = ["enrollments.classSourcedId", "enrollments.userSourcedId", "enrollments.role"]

skip = [{ when = "SELECT NOT (enrollments AND people) FROM payload_whole", reason = "enrollments.csv, users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

Who has a result for a line item should be, or have been, enrolled in its class as a student; an enrollment
that has ended will do, as will one whose role cannot be read (OF013). Results of somebody who is no student
are OP904's. One finding for each student and class.
*/
WITH seated AS (
    SELECT DISTINCT s.class_place, s.user_place
    FROM payload_active_enrollment s
    JOIN (SELECT DISTINCT class_place, user_place FROM payload_class_result) q
        ON q.class_place = s.class_place AND q.user_place = s.user_place
    WHERE s.is_student OR s.place IN (SELECT l.place FROM payload_unresolved_enrollment l WHERE l.column_name = 'role')
)
SELECT
    'results.csv' AS file,
    r.studentSourcedId,
    r.classSourcedId,
    'student ' || r.studentSourcedId AS who,
    count(*) AS results,
    min(r.sourcedId) AS example,
    r.schoolID,
    r.personID,
    r.sectionID
FROM payload_class_result r
WHERE NOT EXISTS (
    SELECT 1
    FROM seated s
    WHERE s.class_place = r.class_place AND s.user_place = r.user_place
)
GROUP BY r.studentSourcedId, r.classSourcedId, r.schoolID, r.personID, r.sectionID
