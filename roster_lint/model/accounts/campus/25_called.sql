/*
Names of people whose addresses show a pattern or need one, in the shape that all sources
share, one row a person and role.

By the current identity, or the latest where none is current. Only these few are looked up.
*/
CREATE VIEW called AS
SELECT
    p.personID,
    p.role AS population,
    w.emailKey,
    CASE WHEN p.role = 'student' THEN n.studentNumber WHEN p.role IN ('teacher', 'staff') THEN n.staffNumber END AS identifier,
    i.firstName AS givenName,
    i.lastName AS familyName
FROM person_criteria p
JOIN wants_name w ON w.personID = p.personID
LEFT JOIN Person n ON n.personID = p.personID
LEFT JOIN (
    SELECT
        d.personID,
        coalesce(
            max(CASE WHEN d.identityID = q.currentIdentityID THEN d.identityID END), max(d.identityID)
        ) AS identityID
    FROM Identity d
    JOIN Person q ON q.personID = d.personID
    WHERE d.personID IN (SELECT personID FROM wants_name)
    GROUP BY d.personID
) named ON named.personID = p.personID
LEFT JOIN Identity i ON i.identityID = named.identityID AND i.personID = p.personID
WHERE p.wanted;

-- Everyone's names and numbers, sent or not: what two people share identifies neither.
CREATE VIEW known_name AS
SELECT personID, firstName AS givenName, lastName AS familyName
FROM Identity;

CREATE VIEW known_number AS
SELECT personID, CASE called WHEN 'student number' THEN 'student' ELSE 'staff' END AS kind, shown AS number
FROM compared_number
WHERE called <> 'state ID';
