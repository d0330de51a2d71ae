/*
code = "CO006"
name = "section-without-available-teacher"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: no teacher of section {section} will sync ({teachers} listed): see {causes}"
fix = "Census > People > District Assignments: correct the teachers' assignments, and create their missing user accounts"
owner = "staff records"
article = "Courses/Sections"
judges = ["class.teacher"]
of = "live_section WHERE not_excluded AND is_active"

Every teacher in the section's staff history fails a condition for being sent, so the class arrives without a
teacher. The message names the checks that report them: a missing username (UN001), disabled accounts (UN005)
or an assignment outside the school year (TE001). Fix that, and the class has its teacher. Silent where TE002,
TE003, TE004 (for one of them) or TE008 gives the reason already; where nobody is listed TE006 or TE009
reports it.
*/
SELECT
    s.sectionID,
    s.schoolID,
    s.calendarID,
    s.calendarName AS calendar,
    s.sectionName AS section,
    count(DISTINCT t.personID) AS teachers,
    string_agg(
        DISTINCT CASE p.first_failed WHEN 'has_username' THEN 'UN001' WHEN 'has_enabled_account' THEN 'UN005' ELSE 'TE001' END,
        ' and '
        ORDER BY CASE p.first_failed WHEN 'has_username' THEN 'UN001' WHEN 'has_enabled_account' THEN 'UN005' ELSE 'TE001' END
    ) AS causes
FROM live_section s
JOIN live_teaching t ON t.sectionID = s.sectionID
JOIN person_criteria p ON p.personID = t.personID AND p.role = 'teacher'
JOIN scheduled_teacher w ON w.personID = t.personID
-- Almost every section has one: those are left out first.
WHERE NOT EXISTS (
    SELECT 1
    FROM live_teaching o
    JOIN person_criteria q ON q.personID = o.personID AND q.role = 'teacher' AND q.available
    WHERE o.sectionID = s.sectionID
)
GROUP BY s.sectionID, s.schoolID, s.calendarID, s.calendarName, s.sectionName
HAVING NOT bool_or(coalesce(w.reason IN ('ended', 'role', 'excluded'), FALSE))
