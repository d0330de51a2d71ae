/*
Names of people whose addresses show a pattern or need one, in the shape that all sources
share, one row a person and role.
*/
CREATE VIEW called AS
SELECT a.personID, a.population, w.emailKey, a.identifier, a.givenName, a.familyName
FROM sent_address a
JOIN wants_name w ON w.personID = a.personID;

-- Everyone's names and numbers: what two people share identifies neither.
CREATE VIEW known_name AS
SELECT sourcedId AS personID, givenName, familyName
FROM payload_user;

CREATE VIEW known_number AS
SELECT sourcedId AS personID, CASE population WHEN 'student' THEN 'student' ELSE 'staff' END AS kind, identifier AS number
FROM payload_active_person
WHERE identifier IS NOT NULL AND population IN ('student', 'teacher', 'staff');
