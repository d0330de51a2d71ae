/*
code = "OP705"
name = "student-without-grade"
since = "0.1.0"
severity = "info"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} without a grade level"
fix = "Send the grade level of each student in users.csv"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, grades (optional)"
judges = ["student.grade"]
needs = ["users.grades"]
uses = ["*.grade"]
of = "(SELECT k.userSourcedId FROM payload_user_kind k WHERE k.is_student) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

The grade is optional in both versions, hence an information: vendors that group or filter by it leave
students without one aside. Where no student at all has a grade it is one finding for the file. A grade
that cannot be read is listed where fields are checked. For a Campus source the GR checks say it.
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
    JOIN payload_user u ON u.place = k.user_place
    WHERE k.is_student
      AND u.grades IS NULL
      AND NOT EXISTS (
          SELECT 1 FROM payload_unreadable_cell l
          WHERE l.file = 'users.csv' AND l.column_name = 'grades' AND l.place = u.place
      )
      AND EXISTS (
          SELECT 1
          FROM payload_user_kind s
          JOIN payload_user g ON g.place = s.user_place
          WHERE s.is_student AND g.grades IS NOT NULL
      )
    UNION ALL
    SELECT
        'users.csv',
        CAST(NULL AS VARCHAR),
        CASE count(*) WHEN 1 THEN 'the only student is' ELSE 'all ' || CAST(count(*) AS VARCHAR) || ' students are' END,
        CAST(NULL AS VARCHAR),
        CAST(NULL AS VARCHAR)
    FROM payload_user_kind k
    JOIN payload_user u ON u.place = k.user_place
    LEFT JOIN payload_unreadable_cell l ON l.file = 'users.csv' AND l.column_name = 'grades' AND l.place = u.place
    WHERE k.is_student AND l.place IS NULL
    HAVING count(*) > 0 AND count(u.grades) = 0
) found
