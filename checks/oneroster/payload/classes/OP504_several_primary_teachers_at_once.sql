/*
code = "OP504"
name = "several-primary-teachers-at-once"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} has {teachers} primary teachers at the same time"
fix = "Mark one teacher as primary in each period"
owner = "staff records"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv, primary"
judges = ["limit.primary-teachers-per-class"]
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

Only one teacher should be the primary one of a class in the period between begin and end date. Two
people count where their periods overlap; the same teacher in two periods, or one teacher after another,
is right. A class with a date that cannot be read (OF007) is left alone. For a Campus source TE010 says it.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    clash.teachers,
    c.schoolID,
    c.sectionID
FROM (
    SELECT a.class_place, count(DISTINCT a.user_place) AS teachers
    FROM payload_class_member m
    JOIN payload_active_enrollment a ON a.class_place = m.class_place AND a.is_teacher AND a.is_primary
    JOIN payload_active_enrollment b ON b.class_place = a.class_place AND b.is_teacher AND b.is_primary AND b.user_place <> a.user_place
    WHERE m.primaries > 1
      AND NOT EXISTS (
          SELECT 1 FROM payload_unresolved_enrollment l
          WHERE l.class_place = m.class_place AND l.column_name IN ('beginDate', 'endDate')
      )
      AND coalesce(a.beginDate, DATE '0001-01-01') < coalesce(b.endDate, DATE '9999-12-31')
      AND coalesce(b.beginDate, DATE '0001-01-01') < coalesce(a.endDate, DATE '9999-12-31')
    GROUP BY a.class_place
) clash
JOIN payload_class c ON c.place = clash.class_place
WHERE c.status = 'active'
