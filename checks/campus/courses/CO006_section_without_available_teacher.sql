/*
code = "CO006"
name = "section-without-available-teacher"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: no teacher of section {section} will sync ({teachers} listed): see {causes}"
fix = "Census > People > District Assignments: correct the teachers' assignments, and create the user accounts that they lack"
owner = "staff records"
article = "Courses/Sections"
judges = ["class.teacher"]
of = "live_section WHERE not_excluded AND is_active"

Every teacher of the section in its staff history fails a condition of being sent, so the class arrives
without a teacher. Only where TE002, TE003 or TE004 (of one of them) or TE008 has not given the reason
already: a missing username (UN001), disabled accounts (UN005) or an assignment outside the school year
(TE001), which the message names: mend that, and the class has its teacher. Where nobody is listed
TE006 or TE009 says it.
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
