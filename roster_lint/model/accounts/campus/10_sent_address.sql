/*
The email addresses that a Campus source sends, in the shape that all sources share.

An address is compared by its key, which is without case and blanks.
*/
CREATE VIEW sent_address AS
SELECT
    p.personID,
    p.role AS population,
    p.schoolID,
    c.emailSent AS email,
    translate(lower(c.emailSent), ' ' || chr(9) || chr(10) || chr(13) || chr(160), '') AS emailKey,
    CASE WHEN p.role = 'student' THEN n.studentNumber WHEN p.role IN ('teacher', 'staff') THEN n.staffNumber END AS identifier,
    i.firstName AS givenName,
    i.lastName AS familyName,
    p.available
FROM person_criteria p
LEFT JOIN person_contact c ON c.personID = p.personID
LEFT JOIN Person n ON n.personID = p.personID
LEFT JOIN (
    SELECT
        d.personID,
        coalesce(
            max(CASE WHEN d.identityID = q.currentIdentityID THEN d.identityID END), max(d.identityID)
        ) AS identityID
    FROM Identity d
    JOIN Person q ON q.personID = d.personID
    GROUP BY d.personID
) named ON named.personID = p.personID
LEFT JOIN Identity i ON i.identityID = named.identityID AND i.personID = p.personID
WHERE p.wanted;

-- Whose address the vendor looks up in which directory, and whether that is sure.
CREATE VIEW looked_up AS
SELECT p.personID, m.directory, bool_or(m.severity = 'error') AS is_sure
FROM person_criteria p
JOIN vendor_accounts m ON m.population = p.role
WHERE p.wanted
GROUP BY p.personID, m.directory;

-- Every address that anybody has, sent or not: none of them is free for somebody else.
CREATE VIEW used_address AS
SELECT personID, lower(trim(emailSent)) AS emailKey
FROM person_contact
WHERE emailSent IS NOT NULL
UNION ALL
SELECT personID, lower(trim(emailOther))
FROM person_contact
WHERE emailOther IS NOT NULL;

-- People of whom the vendor uses the address, one row a person. Of an address outside the
-- district's domains EM006 tells.
CREATE TABLE addressed_person AS
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.matched AS is_matched,
    p.is_student_or_staff,
    c.emailSent AS email,
    translate(lower(c.emailSent), ' ' || chr(9) || chr(10) || chr(13) || chr(160), '') AS emailKey,
    c.emailOther AS otherEmail,
    TRUE AS domain_is_told,
    p.used_marks,
    p.matching_marks
FROM field_person p
LEFT JOIN person_contact c ON c.personID = p.personID
WHERE p.field = 'email';
