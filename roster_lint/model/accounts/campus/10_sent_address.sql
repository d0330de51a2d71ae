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
    i.lastName AS familyName
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

-- Every address that anybody has, sent or not: none of them is free for somebody else.
CREATE VIEW used_address AS
SELECT personID, lower(trim(emailSent)) AS emailKey
FROM person_contact
UNION ALL
SELECT personID, lower(trim(emailOther))
FROM person_contact;

-- People of whom a vendor uses the address, one row a person.
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
    p.used_marks
FROM field_person p
LEFT JOIN person_contact c ON c.personID = p.personID
WHERE p.field = 'email';

-- What other checks tell of the addresses of those whom a vendor looks up: EM002 that one is not well
-- formed, where the vendor uses them; EM006 that one is outside the domains, where it matches on them.
CREATE VIEW told_elsewhere AS
SELECT
    v.vendor,
    v.population,
    EXISTS (
        SELECT 1 FROM profile n
        WHERE n.vendor = v.vendor AND n.population = v.population AND n.field = 'email'
    ) AS form_is_told,
    EXISTS (
        SELECT 1 FROM vendor_match m
        WHERE m.vendor = v.vendor AND m.population = v.population AND m.field = 'email'
    ) AS domain_is_told
FROM vendor_accounts v;

-- Which vendors match accounts on the addresses of whoever has these roles. That one is not well formed
-- EM002 tells of any vendor, as a warning: what it costs with these is still to be told.
CREATE VIEW matching_vendor AS
SELECT DISTINCT r.roles, m.vendor, m.vendor || ':error:' AS mark, FALSE AS form_is_told
FROM (SELECT DISTINCT roles FROM addressed_person) r
JOIN vendor_match m ON m.field = 'email' AND ' ' || r.roles || ' ' LIKE '% ' || m.population || ' %';
