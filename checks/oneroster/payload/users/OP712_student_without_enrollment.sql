/*
code = "OP712"
name = "student-without-enrollment"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} without an enrollment in any class"
fix = "Export the student's enrollments, or leave the student out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv (inferred)"
judges = ["student.class"]
needs = ["enrollments.userSourcedId"]
of = "(SELECT k.userSourcedId FROM payload_user_kind k WHERE k.is_student) counted"

skip = [{ when = "SELECT NOT (people AND enrollments) FROM payload_whole", reason = "enrollments.csv, users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

The student gets an account and sees no class. That may be right, for students who are still to be scheduled or
who study elsewhere, so it is an information. Where no student at all is enrolled it is one finding for the
file. An enrollment in a class that is not there is OP102's, one whose sourcedId another has OF019's. For a
Campus source ST012 says it.
*/
SELECT found.file, found.sourcedId, found.who, found.schoolID, found.personID
FROM (
    SELECT
        'users.csv' AS file,
        k.userSourcedId AS sourcedId,
        'student ' || k.userSourcedId || ' is' AS who,
        k.schoolID,
        k.userSourcedId AS personID
    FROM payload_user_kind k
    WHERE k.is_student
      AND NOT EXISTS (SELECT 1 FROM payload_enrolled_user s WHERE s.user_place = k.user_place)
      AND NOT EXISTS (
          SELECT 1 FROM payload_dropped_row d WHERE d.file = 'enrollments.csv' AND d.userSourcedId = k.userSourcedId
      )
      AND EXISTS (
          SELECT 1 FROM payload_user_kind o JOIN payload_enrolled_user s ON s.user_place = o.user_place WHERE o.is_student
      )
    UNION ALL
    SELECT
        'users.csv',
        CAST(NULL AS VARCHAR),
        CASE count(*) WHEN 1 THEN 'the only student is' ELSE 'all ' || CAST(count(*) AS VARCHAR) || ' students are' END,
        CAST(NULL AS VARCHAR),
        CAST(NULL AS VARCHAR)
    FROM payload_user_kind k
    WHERE k.is_student
      AND NOT EXISTS (
          SELECT 1 FROM payload_user_kind o JOIN payload_enrolled_user s ON s.user_place = o.user_place WHERE o.is_student
      )
    HAVING count(*) > 0
) found
