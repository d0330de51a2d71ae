/*
code = "OP206"
name = "repeated-enrollment"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "enrollment"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} is enrolled {rows} times at once as {role} in class {sectionID}, first by {sourcedId}"
fix = "Send one enrollment for each user, class and role, or dates that do not overlap"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv (inferred)"

One user twice in one class in the same role, at the same time: the vendor keeps one of them, and nobody
knows which one's dates. Two periods one after the other are right, and the end date is the first day
that does not count. Nothing is known of a period whose dates cannot be read (OF007). For a Campus source
RO006 says it.
*/
WITH seat AS MATERIALIZED (
    SELECT s.place, s.class_place, s.user_place
    FROM payload_active_enrollment s
    JOIN payload_repeated_active_enrollment twice ON twice.class_place = s.class_place AND twice.user_place = s.user_place
    WHERE NOT EXISTS (
        SELECT 1 FROM payload_unresolved_enrollment l
        WHERE l.place = s.place AND l.column_name IN ('beginDate', 'endDate')
    )
)
SELECT
    'enrollments.csv' AS file,
    min(a.sourcedId) AS sourcedId,
    'user ' || a.userSourcedId AS who,
    count(DISTINCT a.sourcedId) AS rows,
    a.role,
    min(a.schoolSourcedId) AS schoolID,
    a.userSourcedId AS personID,
    a.classSourcedId AS sectionID
FROM seat s
JOIN seat o ON o.class_place = s.class_place AND o.user_place = s.user_place AND o.place <> s.place
JOIN payload_enrollment a ON a.place = s.place
JOIN payload_enrollment b ON b.place = o.place AND b.role = a.role
WHERE coalesce(a.beginDate, DATE '0001-01-01') < coalesce(b.endDate, DATE '9999-12-31')
  AND coalesce(b.beginDate, DATE '0001-01-01') < coalesce(a.endDate, DATE '9999-12-31')
GROUP BY a.userSourcedId, a.classSourcedId, a.role
