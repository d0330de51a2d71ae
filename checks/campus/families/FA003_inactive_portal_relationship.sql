/*
code = "FA003"
name = "inactive-portal-relationship"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "relationship"
key = ["personID1", "personID2"]
message = "The Portal relationship of person {personID2} to {who} is not active"
fix = "Census > People > Relationships: correct the dates of the relationship"
owner = "registrar"
article = "Additional Census Records: Guardians and Relatives"
judges = ["guardian.record", "relative.record"]
of = "(SELECT DISTINCT personID1, personID2, schoolID FROM relationship_criteria WHERE student_syncs AND has_portal) pair"
uses = ["guardian.record", "relative.record"]

The relationship is marked Portal, but has ended or has not begun, so the contact is not sent. Mostly
intended; a warning where it is the student's only guardian with Portal. Silent where another row of the same
two people is active with Portal, or makes an active guardian without it (FA001), and for guardians or
relatives where no vendor uses them; it counts for the vendors that do.
*/
SELECT
    f.personID1,
    f.personID2,
    f.personID2 AS personID,
    coalesce(l.asStudent, 'person ' || CAST(f.personID1 AS VARCHAR)) AS who,
    f.schoolID,
    f.calendarID,
    f.severity,
    replace(f.marks, ':info:', ':' || f.severity || ':') AS vendors
FROM (
    SELECT
        r.personID1,
        r.personID2,
        min(r.schoolID) AS schoolID,
        min(r.calendarID) AS calendarID,
        CASE
            WHEN bool_or(r.counts_as_guardian) AND NOT bool_or(others.personID1 IS NOT NULL) THEN 'warning'
            ELSE 'info'
        END AS severity,
        string_agg(DISTINCT p.vendor || ':info:', ' ' ORDER BY p.vendor || ':info:') AS marks
    FROM relationship_criteria r
    JOIN vendor_need p
        ON p.field = 'record'
        AND p.population = CASE WHEN r.counts_as_guardian THEN 'guardian' ELSE 'relative' END
    LEFT JOIN relationship_criteria others
        ON others.personID1 = r.personID1
        AND others.personID2 <> r.personID2
        AND others.counts_as_guardian
        AND others.has_portal
    -- No row of the two may be active (tested below); testing this row first leaves few to test.
    WHERE r.student_syncs AND r.has_portal AND NOT r.is_active
      AND NOT EXISTS (
          SELECT 1 FROM relationship_criteria o
          WHERE o.personID1 = r.personID1 AND o.personID2 = r.personID2 AND o.is_active AND (o.has_portal OR o.is_guardian)
      )
      AND r.personID2 IS NOT NULL
    GROUP BY r.personID1, r.personID2
) f
LEFT JOIN person_label l ON l.personID = f.personID1
