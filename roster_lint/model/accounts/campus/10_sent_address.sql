/*
The email addresses that a Campus source sends, in the shape that all sources share.

There is one row a person, with the other field's address beside the one that is sent.
*/
-- Every address that anyone has, sent or not: none of them is free for another person.
CREATE VIEW used_address AS
SELECT personID, emailKey
FROM person_contact
UNION ALL
SELECT personID, lower(trim(emailOther))
FROM person_contact;

-- People with an address that a vendor uses, one row a person.
CREATE VIEW addressed_person AS
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.matched AS is_matched,
    p.is_student_or_staff,
    c.emailSent AS email,
    c.emailOther AS otherEmail,
    p.used_marks
FROM field_person p
LEFT JOIN person_contact c ON c.personID = p.personID
WHERE p.field = 'email';

-- The same without their addresses, and addresses without their people: to put the two together costs
-- much, and is seldom needed.
CREATE VIEW address_user AS
SELECT personID, roles, schoolID, is_student_or_staff
FROM field_person
WHERE field = 'email';

CREATE VIEW payload_email AS
SELECT personID, emailSent AS email
FROM person_contact
WHERE emailSent IS NOT NULL;

-- Whatever these people can be at once.
CREATE VIEW address_role AS
SELECT roles
FROM field_need
WHERE field = 'email';

-- What other checks report about the addresses that a vendor looks up: EM002 that one is not well
-- formed, where the vendor uses them; EM006 that one is outside the domains, where it matches on them.
CREATE VIEW reported_elsewhere AS
SELECT
    v.vendor,
    v.population,
    EXISTS (
        SELECT 1 FROM vendor_need n
        WHERE n.vendor = v.vendor AND n.population = v.population AND n.field = 'email'
    ) AS form_is_reported,
    EXISTS (
        SELECT 1 FROM vendor_match m
        WHERE m.vendor = v.vendor AND m.population = v.population AND m.field = 'email'
    ) AS domain_is_reported
FROM vendor_accounts v;

-- Which vendors match accounts on the addresses of anyone who has these roles. EM002 names an address
-- that is not well formed, as an error for them.
CREATE VIEW matching_vendor AS
SELECT DISTINCT r.roles, m.vendor, m.vendor || ':error:' AS mark
FROM address_role r
JOIN vendor_match m ON m.field = 'email' AND ' ' || r.roles || ' ' LIKE '% ' || m.population || ' %';
