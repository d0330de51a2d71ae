/*
code = "VN012"
name = "enrollments-in-a-row"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "enrollment"
key = ["classSourcedId", "userSourcedId", "role"]
message = "{who} has {number:enrollment} as {role} in class {classSourcedId}, one after the other: {stated}"
fix = "Scheduling & Courses > Walk-In Scheduler or Section Staff History: keep only the current record, or check with the vendor"
owner = "scheduler"
of = "payload_enrollment WHERE status = 'active'"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_limit WHERE counted = 'enrollments-per-user-and-class')"
reason = "no chosen vendor limits the enrollments of a user in a class"

A student who was removed from a class and added again has two enrollments there, one after the other.
OneRoster allows that; some vendors take only the current one. One finding for each user, class and
role. Rows that overlap are RO006's from Campus and OP206's in a bundle, and dates that cannot be read
OF007's.
*/
SELECT
    p.classSourcedId,
    p.userSourcedId,
    p.role,
    'user ' || p.userSourcedId AS who,
    p.number,
    c.schoolID,
    u.personID,
    c.sectionID,
    min(l.effect) AS effect,
    string_agg(DISTINCT l.stated, '; ' ORDER BY l.stated) AS stated,
    string_agg(DISTINCT l.mark, ' ' ORDER BY l.mark) AS vendors
FROM vendor_period p
JOIN payload_class c ON c.place = p.class_place AND c.status = 'active'
JOIN payload_user u ON u.place = p.user_place
JOIN vendor_limit l
    ON l.counted = 'enrollments-per-user-and-class'
    AND p.number > l.most
    AND (l.until IS NULL OR p.number <= l.until)
GROUP BY p.classSourcedId, p.userSourcedId, p.role, p.number, c.schoolID, u.personID, c.sectionID
