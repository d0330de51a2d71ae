/*
code = "VN001"
name = "class-over-limit"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "class"
key = ["sourcedId", "counted"]
message = "Class {sourcedId} has {number} {words}: {told}"
fix = "Scheduling & Courses > Courses > Sections: divide the section, or end who is not in it any more"
owner = "scheduler"
of = "payload_class WHERE status = 'active'"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_limit WHERE counted LIKE '%-per-class')"
reason = "no vendor that is named limits classes"

A vendor takes so many teachers, students or members in a class and no more. Counted are the people
with an active enrollment that has not ended by the as-of date, each once. Of two limits of one
vendor on the same thing the higher one that is passed is told. How grave it is, and what is known to
happen, stands in the vendor's profile. From Campus several primary teachers are TE010's.
*/
SELECT
    c.sourcedId,
    l.counted,
    c.schoolID,
    c.sectionID,
    n.number,
    l.words,
    min(l.effect) AS effect,
    string_agg(DISTINCT l.told, '; ' ORDER BY l.told) AS told,
    string_agg(DISTINCT l.mark, ' ' ORDER BY l.mark) AS vendors
FROM payload_class c
JOIN vendor_class_count n ON n.class_place = c.place
JOIN vendor_limit l ON l.counted = n.counted AND n.number > l.most AND (l.until IS NULL OR n.number <= l.until)
WHERE c.status = 'active'
GROUP BY c.sourcedId, l.counted, c.schoolID, c.sectionID, n.number, l.words
