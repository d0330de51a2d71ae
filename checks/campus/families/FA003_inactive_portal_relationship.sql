/*
code = "FA003"
name = "inactive-portal-relationship"
severity = "info"
effect = "risk"
entity = "relationship"
key = ["personID1", "personID2"]
oneroster = ["1.1", "1.2"]
message = "The Portal relationship of person {personID2} to {who} is not active"
fix = "Census > People > Relationships: correct the dates of the relationship"
article = "Additional Census Records: Guardians and Relatives"
of = "(SELECT DISTINCT personID1, personID2, schoolID FROM relationship_criteria WHERE student_syncs AND has_portal) pair"
uses = ["guardian.record", "relative.record"]

The relationship is marked Portal, but has ended or has not begun, so that the contact is not sent. Mostly
meant; a warning where it is the student's only guardian with Portal. Silent where another row of the
same two people is active with Portal, or makes an active guardian without it (FA001), and for guardians
or relatives where the vendor does not use them.
*/
SELECT
    r.personID1,
    r.personID2,
    r.personID2 AS personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID1 AS VARCHAR)) AS who,
    min(r.schoolID) AS schoolID,
    min(r.calendarID) AS calendarID,
    CASE
        WHEN bool_or(r.counts_as_guardian) AND NOT bool_or(others.personID1 IS NOT NULL) THEN 'warning'
        ELSE 'info'
    END AS severity
FROM relationship_criteria r
LEFT JOIN person_label l ON l.personID = r.personID1
LEFT JOIN relationship_criteria others
    ON others.personID1 = r.personID1
    AND others.personID2 <> r.personID2
    AND others.counts_as_guardian
    AND others.has_portal
-- No row of the two may be active, as is asked below; to ask it of this one first leaves few to ask.
WHERE r.student_syncs AND r.has_portal AND NOT r.is_active
  AND EXISTS (
      SELECT 1 FROM profile p
      WHERE p.field = 'record'
        AND p.population = CASE WHEN r.counts_as_guardian THEN 'guardian' ELSE 'relative' END
  )
  AND NOT EXISTS (
      SELECT 1 FROM relationship_criteria o
      WHERE o.personID1 = r.personID1 AND o.personID2 = r.personID2 AND o.is_active AND (o.has_portal OR o.is_guardian)
  )
  AND r.personID2 IS NOT NULL
GROUP BY r.personID1, r.personID2, l.asStudent
