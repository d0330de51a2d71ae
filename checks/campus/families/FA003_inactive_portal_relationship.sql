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
    coalesce(l.asStudent, 'person ' || CAST(r.personID1 AS VARCHAR)) AS who,
    r.schoolID,
    r.calendarID,
    CASE
        WHEN r.is_guardian
            AND NOT EXISTS (
                SELECT 1 FROM relationship_criteria o
                WHERE o.personID1 = r.personID1 AND o.personID2 <> r.personID2 AND o.is_guardian AND o.has_portal
            )
        THEN 'warning'
        ELSE 'info'
    END AS severity
FROM (
    SELECT
        personID1,
        personID2,
        min(schoolID) AS schoolID,
        min(calendarID) AS calendarID,
        bool_or(is_guardian) AS is_guardian
    FROM relationship_criteria
    WHERE student_syncs AND has_portal AND NOT is_active
    GROUP BY personID1, personID2
) r
LEFT JOIN person_label l ON l.personID = r.personID1
WHERE NOT EXISTS (
    SELECT 1 FROM relationship_criteria a
    WHERE a.personID1 = r.personID1 AND a.personID2 = r.personID2 AND a.has_portal AND a.is_active
)
