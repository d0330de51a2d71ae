/*
code = "VN001"
name = "class-over-limit"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "class"
key = ["sourcedId", "counted"]
message = "Class {sourcedId} has {number} {words}: {stated}"
fix = "Scheduling & Courses > Courses > Sections: split the section, or end the records of people who have left it"
owner = "scheduler"
of = "payload_class WHERE status = 'active'"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_limit WHERE counted LIKE '%-per-class')"
reason = "no chosen vendor limits classes"

A vendor limits the teachers, students or members of a class. Counted are the people
with an active enrollment that has not ended by the as-of date, each once. If a class exceeds two limits of
one vendor on the same thing, only the higher one is reported. The vendor's profile gives the severity and
what is known to happen. From Campus several primary teachers are TE010's.
*/
SELECT
    c.sourcedId,
    l.counted,
    c.schoolID,
    c.sectionID,
    n.number,
    l.words,
    min(l.effect) AS effect,
    string_agg(DISTINCT l.stated, '; ' ORDER BY l.stated) AS stated,
    string_agg(DISTINCT l.mark, ' ' ORDER BY l.mark) AS vendors
FROM payload_class c
JOIN vendor_class_count n ON n.class_place = c.place
JOIN vendor_limit l ON l.counted = n.counted AND n.number > l.most AND (l.until IS NULL OR n.number <= l.until)
WHERE c.status = 'active'
GROUP BY c.sourcedId, l.counted, c.schoolID, c.sectionID, n.number, l.words
