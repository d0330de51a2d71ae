/*
code = "FA001"
name = "guardian-without-portal"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "relationship"
key = ["personID1", "personID2"]
message = "The guardian person {personID2} of {who} is not marked Portal"
fix = "Census > People > Relationships: mark Portal, unless custody forbids it"
owner = "registrar"
article = "Additional Census Records: Guardians and Relatives"
judges = ["guardian.record"]
of = "(SELECT DISTINCT personID1, personID2, schoolID FROM relationship_criteria WHERE student_syncs AND is_active AND is_guardian) pair"
uses = ["guardian.record"]

A guardian is sent where the relationship is marked Guardian and Portal and is active. This one is an
active guardian of a student who syncs, without Portal: forgotten, or a deliberate custody choice. A
second active row of the same two people with Portal is enough.
*/
SELECT
    r.personID1,
    r.personID2,
    r.personID2 AS personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID1 AS VARCHAR)) AS who,
    min(r.schoolID) AS schoolID,
    min(r.calendarID) AS calendarID
FROM relationship_criteria r
LEFT JOIN person_label l ON l.personID = r.personID1
-- No row of the two may have Portal (tested below); testing this row first leaves few to test.
WHERE r.student_syncs AND r.is_active AND r.is_guardian AND NOT r.has_portal
  AND r.personID2 IS NOT NULL
  AND NOT EXISTS (
      SELECT 1 FROM relationship_criteria o
      WHERE o.personID1 = r.personID1 AND o.personID2 = r.personID2 AND o.has_portal AND o.is_active
  )
GROUP BY r.personID1, r.personID2, l.asStudent
