/*
code = "OP202"
name = "repeated-identifier"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["campus", "bundle"]
message = "{who} shares the identifier with {others} more users who are {population} too"
fix = "Give each person a student number or staff number of their own"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv (uniqueness inferred)"
of = "(SELECT u.sourcedId FROM sent_user u WHERE u.status = 'active') counted"

The identifier is the number that people are known by: two students with one student number become one
at a vendor that matches on it. Compared without case among students, among teachers, and among other
staff; a person who is sent once for each role has the same number in each, and families have none.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    found.population,
    found.users - 1 AS others,
    found.schoolID,
    u.personID
FROM (
    SELECT
        k.user_place,
        k.schoolID,
        CASE WHEN k.is_student THEN 'students' WHEN k.is_teacher THEN 'teachers' ELSE 'staff' END AS population,
        count(*) OVER (
            PARTITION BY
                lower(p.identifier),
                CASE WHEN k.is_student THEN 'students' WHEN k.is_teacher THEN 'teachers' ELSE 'staff' END
        ) AS users
    FROM sent_user p
    JOIN sent_user_kind k ON k.user_place = p.place
    JOIN (
        SELECT lower(identifier) AS identifierKey
        FROM sent_user
        WHERE status = 'active' AND identifier IS NOT NULL
        GROUP BY lower(identifier)
        HAVING count(*) > 1
    ) twice ON twice.identifierKey = lower(p.identifier)
    WHERE k.is_student OR k.is_teacher OR k.is_staff
) found
JOIN sent_user u ON u.place = found.user_place
WHERE found.users > 1
