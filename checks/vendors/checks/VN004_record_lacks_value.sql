/*
code = "VN004"
name = "record-lacks-value"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "record"
key = ["entity", "sourcedId"]
message = "The {entity} {sourcedId} lacks {stated}"
fix = "Scheduling & Courses > Courses, or System Administration > Calendar"
owner = "scheduler"
of = "(SELECT DISTINCT record, sourcedId, schoolID FROM vendor_record_value) records"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_need WHERE is_left AND population IN ('class', 'course', 'session', 'org'))"
reason = "no chosen vendor needs a field of classes, courses, sessions or orgs that other checks do not cover"

A vendor requires or uses something that a class, course, academic session or org lacks: a title, a
code, a term, a school, a student, a teacher, a primary teacher. One finding for each record. Students and
teachers are tested only where all enrollments are in the source, whatever their dates. From Campus, empty
classes and those without a teacher or primary teacher are CO005's, CO006's, TE008's and TE009's. In a bundle,
a blank where OneRoster itself requires a value is OF001's, one that cannot be read another OF check's, and a
column that is not there OB016's.
*/
SELECT
    v.record AS entity,
    v.sourcedId,
    v.schoolID,
    v.sectionID,
    min(n.effect) AS effect,
    string_agg(DISTINCT n.stated, '; ' ORDER BY n.stated) AS stated,
    string_agg(DISTINCT n.mark, ' ' ORDER BY n.mark) AS vendors
FROM vendor_record_value v
JOIN vendor_need n ON n.is_left AND n.population = v.record AND n.field = v.field
WHERE trim(coalesce(v.value, '')) = ''
  AND NOT EXISTS (
      SELECT 1 FROM payload_unreadable_cell l WHERE l.file = v.file AND l.column_name = v.field AND l.place = v.place
  )
GROUP BY v.record, v.sourcedId, v.schoolID, v.sectionID
