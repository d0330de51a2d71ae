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
same two people is active.
*/
SELECT
    r.personID1,
    r.personID2,
    r.personID2 AS personID,
    coalesce(max(l.asStudent), 'person ' || CAST(r.personID1 AS VARCHAR)) AS who,
    min(r.schoolID) AS schoolID,
    min(r.calendarID) AS calendarID,
    CASE
        WHEN bool_or(r.is_guardian) AND max(alive.personID1) IS NULL AND max(others.guardians) = 1 THEN 'warning'
        ELSE 'info'
    END AS severity
FROM relationship_criteria r
LEFT JOIN person_label l ON l.personID = r.personID1
LEFT JOIN (
    SELECT DISTINCT personID1 FROM relationship_criteria WHERE is_guardian AND has_portal AND is_active
) alive ON alive.personID1 = r.personID1
LEFT JOIN (
    SELECT personID1, count(DISTINCT personID2) AS guardians
    FROM relationship_criteria
    WHERE is_guardian AND has_portal
    GROUP BY personID1
) others ON others.personID1 = r.personID1
WHERE r.student_syncs AND r.has_portal
GROUP BY r.personID1, r.personID2
HAVING NOT bool_or(r.is_active)
