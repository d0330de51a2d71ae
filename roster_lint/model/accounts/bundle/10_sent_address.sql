/*
The email addresses that a OneRoster bundle holds, in the shape that all sources share.

There is no second address in a bundle. Where neither accounts nor the district's domains are known
nothing compares addresses: then no population is compared, and a large district need not wait for that.
*/
CREATE TABLE compared_population AS
SELECT unnest(['student', 'teacher', 'staff', 'guardian', 'relative']) AS population
WHERE EXISTS (SELECT 1 FROM accounts_file) OR EXISTS (SELECT 1 FROM district_domain);

CREATE VIEW sent_address AS
SELECT
    p.sourcedId AS personID,
    p.population,
    p.schoolID,
    p.email,
    p.identifier,
    p.givenName,
    p.familyName
FROM payload_active_person p
JOIN compared_population c ON c.population = p.population;

-- Every address that anyone has: none of them is free for another person.
CREATE VIEW used_address AS
SELECT sourcedId AS personID, lower(trim(email)) AS emailKey
FROM payload_user
WHERE email IS NOT NULL;

-- People with an address that a vendor uses, one row a person.
CREATE TABLE addressed_person AS
SELECT
    p.personID,
    coalesce(min(p.population) || ' ' || min(p.identifier), 'user ' || p.personID) AS who,
    string_agg(DISTINCT p.population, ' and ' ORDER BY p.population) AS roles,
    min(p.schoolID) AS schoolID,
    CAST(NULL AS VARCHAR) AS calendarID,
    bool_or(m.population IS NOT NULL) AS is_matched,
    bool_or(p.population IN ('student', 'teacher', 'staff')) AS is_student_or_staff,
    min(p.email) AS email,
    CAST(NULL AS VARCHAR) AS otherEmail
FROM sent_address p
JOIN (SELECT DISTINCT population FROM vendor_need WHERE field = 'email') n ON n.population = p.population
LEFT JOIN (SELECT DISTINCT population FROM vendor_match WHERE field = 'email') m ON m.population = p.population
GROUP BY p.personID;

CREATE VIEW address_user AS
SELECT personID, roles, schoolID, is_student_or_staff
FROM addressed_person;

CREATE VIEW payload_email AS
SELECT personID, email
FROM addressed_person
WHERE email IS NOT NULL;

-- Whatever these people can be at once.
CREATE VIEW address_role AS
SELECT DISTINCT roles
FROM addressed_person;

-- What other checks report about the addresses that a vendor looks up: VN006 that one is not well
-- formed, where the vendor's profile says how it must be; EM006 that one is outside the domains, where
-- the vendor matches on them.
CREATE VIEW reported_elsewhere AS
SELECT
    v.vendor,
    v.population,
    EXISTS (
        SELECT 1 FROM vendor_value l
        WHERE l.vendor = v.vendor AND l.population = v.population AND l.field = 'email' AND l.pattern IS NOT NULL
    ) AS form_is_reported,
    EXISTS (
        SELECT 1 FROM vendor_match m
        WHERE m.vendor = v.vendor AND m.population = v.population AND m.field = 'email'
    ) AS domain_is_reported
FROM vendor_accounts v;

-- Which vendors match accounts on the addresses of anyone who has these roles. VN006 names an address
-- that is not well formed.
CREATE VIEW matching_vendor AS
SELECT DISTINCT r.roles, m.vendor, m.vendor || ':error:' AS mark
FROM address_role r
JOIN vendor_match m ON m.field = 'email' AND ' ' || r.roles || ' ' LIKE '% ' || m.population || ' %';
