/*
The numbers that identify people in the district, one row a person and number: student number, staff number
and state ID. A missing column is blank for everybody. Letter case does not matter, as in Campus, nor do
blanks around a number; leading zeros do: 0123 is not 123. ``shown`` is the number as a report may print it,
which a state ID is not.
*/
CREATE VIEW numbered_person AS
SELECT personID, studentNumber, staffNumber, stateID
FROM Person;

CREATE VIEW compared_number AS
SELECT personID, 'student number' AS called, lower(studentNumber) AS numberKey, studentNumber AS shown
FROM numbered_person
WHERE studentNumber IS NOT NULL
UNION ALL
SELECT personID, 'staff number', lower(staffNumber), staffNumber
FROM numbered_person
WHERE staffNumber IS NOT NULL
UNION ALL
SELECT personID, 'state ID', lower(stateID), NULL
FROM numbered_person
WHERE stateID IS NOT NULL;

-- Those that occur more than once, mostly few: only these are compared.
CREATE TABLE repeated_number AS
SELECT n.personID, n.called, n.numberKey, n.shown
FROM compared_number n
JOIN (
    SELECT called, numberKey FROM compared_number GROUP BY called, numberKey HAVING count(*) > 1
) twice ON twice.called = n.called AND twice.numberKey = n.numberKey;

-- People who share the number that OneRoster sends as their identifier, where a vendor takes each
-- identifier once: VN008 names them.
CREATE VIEW shared_identifier AS
SELECT DISTINCT personID, called
FROM (
    SELECT
        personID,
        called,
        min(personID) OVER (PARTITION BY vendor, line, identifierKey, sameSchool) AS lowest,
        max(personID) OVER (PARTITION BY vendor, line, identifierKey, sameSchool) AS highest
    FROM (
        SELECT
            c.personID,
            CASE WHEN f.is_student THEN 'student number' ELSE 'staff number' END AS called,
            l.vendor,
            l.line,
            CASE WHEN l.ignores_case THEN lower(f.identifier) ELSE f.identifier END AS identifierKey,
            CASE WHEN l.within_school THEN c.schoolID END AS sameSchool
        FROM vendor_unique l
        JOIN person_criteria c ON c.role = l.population AND c.available
        JOIN field_person f ON f.personID = c.personID AND f.field = 'record'
        WHERE l.field = 'identifier'
    ) compared
) held
WHERE lowest < highest;
