/*
code = "FA002"
name = "student-without-portal-guardian"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "student"
key = ["personID"]
message = "{who} has no active guardian marked Portal"
fix = "Census > People > Relationships: mark Guardian and Portal for one guardian"
owner = "registrar"
article = "Additional Census Records: Guardians and Relatives"
judges = ["guardian.record"]
of = "person_criteria WHERE role = 'student' AND wanted"
uses = ["guardian.record"]

Guardians reach the vendor through an active relationship marked Guardian and Portal. This student syncs and
has none, so no guardian arrives.
*/
SELECT p.personID, coalesce(l.asStudent, 'person ' || CAST(p.personID AS VARCHAR)) AS who, p.schoolID, p.calendarID
FROM person_criteria p
LEFT JOIN person_label l ON l.personID = p.personID
LEFT JOIN relationship_criteria r
    ON r.personID1 = p.personID AND r.counts_as_guardian AND r.has_portal AND r.is_active
WHERE p.role = 'student' AND p.wanted AND r.personID1 IS NULL
