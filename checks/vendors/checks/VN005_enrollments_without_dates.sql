/*
code = "VN005"
name = "enrollments-without-dates"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "class"
key = ["sourcedId"]
message = "{number} of {enrollments:enrollment} in class {sourcedId} {number:lacks|lack} {stated}"
fix = "Fill in beginDate and endDate in the system that exports the files"
owner = "IT"
of = "payload_class WHERE status = 'active'"
sources = ["bundle"]

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_need WHERE is_left AND population = 'enrollment')"
reason = "no chosen vendor needs the dates of enrollments"

A vendor requires the begin or end date of each enrollment, and active ones lack it. One finding for
each class, since the enrollments of a class are mostly written alike. In enrollments that are
predicted from Campus a blank date stands for that of the terms, so those are not tested. A date
that cannot be read is OF007's, a column that is not there OB016's.
*/
SELECT
    c.sourcedId,
    c.schoolID,
    c.sectionID,
    count(DISTINCT s.place) AS number,
    m.seats AS enrollments,
    min(n.effect) AS effect,
    string_agg(DISTINCT n.stated, '; ' ORDER BY n.stated) AS stated,
    string_agg(DISTINCT n.mark, ' ' ORDER BY n.mark) AS vendors
FROM payload_active_enrollment s
JOIN vendor_need n
    ON n.is_left
    AND n.population = 'enrollment'
    AND ((n.field = 'beginDate' AND s.beginDate IS NULL) OR (n.field = 'endDate' AND s.endDate IS NULL))
JOIN payload_class c ON c.place = s.class_place AND c.status = 'active'
JOIN payload_class_member m ON m.class_place = s.class_place
WHERE NOT EXISTS (
      SELECT 1 FROM payload_absent_column a WHERE a.file = 'enrollments.csv' AND a.column_name = n.field
  )
  AND NOT EXISTS (SELECT 1 FROM payload_unresolved_enrollment l WHERE l.column_name = n.field AND l.place = s.place)
GROUP BY c.sourcedId, c.schoolID, c.sectionID, m.seats
