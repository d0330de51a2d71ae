/*
code = "OP601"
name = "enrollment-outside-sessions"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "class"
key = ["file", "classSourcedId"]
sources = ["bundle"]
message = "{rows} of {seats:enrollment} in class {classSourcedId} ({example}{rows:| first}: {beginDate} to {endDate}) {rows:is|are} not within its sessions ({starts} to {ends})"
fix = "Correct the dates of the enrollments, or the sessions of the class"
owner = "scheduler"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv, beginDate and endDate"
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

The dates of an enrollment must lie within the sessions of its class, taken together. The end date, like a
session's, is the first day that does not count, so both may be the same. Blank dates mean the sessions'.
Teachers mostly take up a class some days before it meets: theirs may reach beyond, as long as they have a
day in common with the sessions; from 120 days on it is a warning, as the date is mostly another year's. One finding for each class, as the cause is often the class's own
sessions. Dates the wrong way round are OP602's. For a Campus source RO002 and RO007 say it.
*/
SELECT
    'enrollments.csv' AS file,
    c.sourcedId AS classSourcedId,
    count(*) AS rows,
    max(m.seats) AS seats,
    min(e.sourcedId) AS example,
    coalesce(CAST(min_by(s.beginDate, e.sourcedId) AS VARCHAR), 'open') AS beginDate,
    coalesce(CAST(min_by(s.endDate, e.sourcedId) AS VARCHAR), 'open') AS endDate,
    d.starts,
    d.ends,
    c.schoolID,
    c.sectionID,
    CASE
        WHEN bool_or(NOT s.is_teacher OR s.beginDate >= d.ends OR s.endDate <= d.starts) THEN 'error'
        ELSE 'warning'
    END AS severity
FROM payload_active_enrollment s
JOIN payload_class_span d ON d.class_place = s.class_place
JOIN payload_class c ON c.place = s.class_place
JOIN payload_class_member m ON m.class_place = s.class_place
JOIN payload_enrollment e ON e.place = s.place
WHERE (
      s.beginDate >= d.ends
      OR s.endDate <= d.starts
      OR ((s.beginDate < d.starts OR s.endDate > d.ends) AND NOT s.is_teacher)
      OR s.beginDate <= d.starts - 120
      OR s.endDate >= d.ends + 120
  )
  AND NOT coalesce(s.beginDate >= s.endDate, FALSE)
GROUP BY c.sourcedId, d.starts, d.ends, c.schoolID, c.sectionID
