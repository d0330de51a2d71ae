/*
What becomes of each person who will not sync, in each population: built once the checks have run.

The first that applies: the vendor does not use the population; the person is held back by a fault, which
an error or a warning names; the person is sent as ToBeDeleted; the person is left out as marked (No Show,
External LMS Exclude on the record itself, withdrawn, no Portal, assignment or relationship ended). A guardian
or relative of a student who is held back is held back with the student. A finding of the check holds back
even where the district suppresses or tolerates it.
*/

-- The codes of the findings that say of a person that a record does not arrive. A finding about a person
-- as such (accounts, contact data) speaks of the roles in which the person would sync otherwise. A guardian
-- without Portal may be a choice (FA001).
CREATE TABLE named_person AS
SELECT DISTINCT p.role AS population, p.personID, f.code
FROM finding f
JOIN person_criteria p
    ON p.personID = f.person_id
    AND (
        (f.entity IN ('student', 'enrollment') AND p.role = 'student')
        OR (f.entity IN ('teacher', 'staff') AND p.role IN ('teacher', 'staff'))
        OR (f.entity = 'relationship' AND p.role IN ('guardian', 'relative'))
        OR (f.entity = 'person' AND p.wanted)
    )
WHERE f.severity IN ('error', 'warning')
  AND f.effect IN ('missing', 'deleted', 'blocked')
  AND f.code <> 'FA001'
  AND NOT p.available;

-- What a record belongs to is blank (DA003) or is not there (DA004). Where that check found nothing, those
-- that say why: a column is blank in every row (DA005) or in another format (DA006), cells cannot be
-- read (DA001).
CREATE TABLE data_code AS
WITH found AS (
    SELECT DISTINCT code
    FROM finding
    WHERE severity IN ('error', 'warning') AND code IN ('DA001', 'DA003', 'DA004', 'DA005', 'DA006')
)
SELECT cause.cause, f.code
FROM (SELECT 'DA003' AS cause UNION ALL SELECT 'DA004') cause
JOIN found f ON f.code = cause.cause OR NOT EXISTS (SELECT 1 FROM found o WHERE o.code = cause.cause);

-- The enrollments whose calendar of the school year is blank or not there. One of another year's calendar is
-- ST002's.
CREATE TABLE lost_enrollment AS
SELECT n.enrollmentID, coalesce(c.code, 'DA004') AS cause
FROM enrollment_criteria n
LEFT JOIN calendar_cause c ON c.calendarID IS NOT DISTINCT FROM n.calendarID
WHERE NOT n.has_calendar AND c.code IS DISTINCT FROM 'ST002';

-- The codes of the findings that count a person without naming one: what is marked above the enrollment,
-- what is not there, and the year itself.
CREATE TABLE counted_person AS
SELECT DISTINCT p.role AS population, p.personID, coalesce(d.code, e.code) AS code
FROM person_criteria p
JOIN (
    SELECT n.personID, coalesce(l.cause, 'EX001') AS code
    FROM enrollment_criteria n
    LEFT JOIN lost_enrollment l ON l.enrollmentID = n.enrollmentID
    WHERE n.in_school_year AND n.not_ended AND n.not_no_show
      AND (NOT n.ancestors_not_excluded OR (l.enrollmentID IS NOT NULL AND NOT n.is_marked))
) e ON e.personID = p.personID
LEFT JOIN data_code d ON d.cause = e.code
WHERE p.role = 'student' AND NOT p.wanted
UNION
SELECT p.role, p.personID, coalesce(d.code, 'DA004')
FROM person_criteria p
LEFT JOIN data_code d ON d.cause = 'DA004'
WHERE p.wanted AND NOT p.has_person
UNION
SELECT p.role, p.personID, 'YR005'
FROM person_criteria p
CROSS JOIN judged_year y
WHERE p.failed = 'in_school_year' AND y.reversed;

CREATE TABLE person_code AS
SELECT population, personID, string_agg(code, ' ' ORDER BY code) AS codes
FROM (
    SELECT population, personID, code FROM named_person
    UNION
    SELECT population, personID, code FROM counted_person
) named
GROUP BY population, personID;

-- The students on whose account a contact would be sent, and who do not sync.
CREATE TABLE contact_student AS
SELECT 'guardian' AS population, r.personID2 AS personID, r.personID1 AS studentID
FROM relationship_criteria r
WHERE r.counts_as_guardian AND r.has_portal AND r.is_active AND NOT r.student_syncs
UNION
SELECT 'relative', r.personID2, r.personID1
FROM relative_criteria r
WHERE r.is_active AND NOT r.student_syncs;

CREATE TABLE contact_code AS
SELECT c.population, c.personID, string_agg(DISTINCT s.codes, ' ' ORDER BY s.codes) AS codes
FROM contact_student c
JOIN person_code s ON s.population = 'student' AND s.personID = c.studentID
GROUP BY c.population, c.personID;

CREATE TABLE person_outcome AS
SELECT
    p.role AS population,
    p.personID,
    p.schoolID,
    p.first_failed AS failed,
    CASE
        WHEN NOT EXISTS (SELECT 1 FROM vendor_need u WHERE u.field = 'record' AND u.population = p.role) THEN 'not_used'
        WHEN c.codes IS NOT NULL OR s.codes IS NOT NULL THEN 'held_back'
        WHEN p.to_be_deleted THEN 'to_be_deleted'
        ELSE 'left_out'
    END AS outcome,
    coalesce(c.codes, s.codes) AS codes
FROM person_criteria p
LEFT JOIN person_code c ON c.population = p.role AND c.personID = p.personID
LEFT JOIN contact_code s
    ON s.population = p.role AND s.personID = p.personID AND p.failed = 'student_syncs'
WHERE NOT p.available;
