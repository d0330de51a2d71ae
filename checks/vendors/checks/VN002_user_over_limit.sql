/*
code = "VN002"
name = "user-over-limit"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "user"
key = ["sourcedId", "counted"]
message = "User {sourcedId} has {number} {words}: {stated}"
fix = "Student Information > Schedule, or Census > Relationships: end what no longer applies"
owner = "scheduler"
of = "payload_user WHERE status = 'active'"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_limit WHERE counted IN ('classes-per-user', 'classes-per-teacher', 'guardians-per-student'))"
reason = "no chosen vendor limits what a user has"

A vendor limits the classes of a user, or the guardians of a student. Classes count where
the enrollment has not ended by the as-of date; guardians are the agents of a student that are sent as such;
relatives do not count.
*/
SELECT
    u.sourcedId,
    l.counted,
    k.schoolID,
    u.personID,
    n.number,
    l.words,
    min(l.effect) AS effect,
    string_agg(DISTINCT l.stated, '; ' ORDER BY l.stated) AS stated,
    string_agg(DISTINCT l.mark, ' ' ORDER BY l.mark) AS vendors
FROM payload_user u
JOIN payload_user_kind k ON k.user_place = u.place
JOIN vendor_user_count n ON n.user_place = u.place
JOIN vendor_limit l ON l.counted = n.counted AND n.number > l.most AND (l.until IS NULL OR n.number <= l.until)
GROUP BY u.sourcedId, l.counted, k.schoolID, u.personID, n.number, l.words
