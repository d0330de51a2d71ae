/*
Which accounts the addresses lead to, for those whom the vendor finds by their address.

A person can be looked up in several directories, where vendors with different ones are judged
together: how an address stands in one of them counts for the vendors that look there, and for no
other. A directory of which no accounts file was given is not looked into. A file that does not tell
whose accounts it lists counts for every directory.
*/
CREATE VIEW written_address AS
SELECT
    a.personID,
    a.which,
    a.address,
    a.address LIKE '_%@_%._%'
        AND a.address NOT LIKE '%@%@%'
        AND a.address NOT LIKE '% %'
        AND a.address NOT LIKE '%' || chr(9) || '%'
        AND a.address NOT LIKE '%' || chr(10) || '%'
        AND a.address NOT LIKE '%' || chr(13) || '%'
        AND a.address NOT LIKE '%' || chr(160) || '%'
        AND a.address NOT LIKE '%,%'
        AND a.address NOT LIKE '%;%'
        AND a.address NOT LIKE '%..%'
        AND a.address NOT LIKE '.%'
        AND a.address NOT LIKE '%.'
        AND a.address NOT LIKE '%.@%'
        AND a.address NOT LIKE '%@.%' AS is_well_formed,
    NOT EXISTS (SELECT 1 FROM district_domain)
        OR EXISTS (SELECT 1 FROM district_domain d WHERE lower(trim(a.address)) LIKE '%_@' || d.domain) AS in_domains
FROM (
    SELECT personID, 'sent' AS which, email AS address
    FROM addressed_person
    WHERE email IS NOT NULL
    UNION ALL
    SELECT personID, 'other', otherEmail
    FROM addressed_person
    WHERE otherEmail IS NOT NULL
) a;

-- Every address of every account; ``own`` where the directory knows the account itself by it.
CREATE VIEW account_address AS
SELECT place, directory, email, active, email AS address, emailKey AS addressKey, TRUE AS own
FROM account
UNION ALL
SELECT a.place, a.directory, a.email, a.active, s.alias, s.aliasKey, s.own
FROM account_alias s
JOIN account a ON a.place = s.place;

-- Which vendors look up in which directory whoever has these roles, one row a vendor, with the marks
-- of a finding: for what the vendor is documented to do, for something else, and for a mere risk.
CREATE TABLE vendor_lookup AS
SELECT
    roles,
    directory,
    vendor,
    severity,
    concat_ws(':', vendor, severity, consequence) AS mark,
    concat_ws(':', vendor, severity, '') AS plain_mark,
    concat_ws(':', vendor, 'warning', '') AS risk_mark,
    form_is_told,
    domain_is_told
FROM (
    SELECT
        r.roles,
        m.directory,
        m.vendor,
        CASE
            WHEN bool_or(m.severity = 'error') THEN 'error'
            WHEN bool_or(m.severity = 'warning') THEN 'warning'
            ELSE 'info'
        END AS severity,
        max(m.consequence) AS consequence,
        bool_or(t.form_is_told) AS form_is_told,
        bool_or(t.domain_is_told) AS domain_is_told
    FROM (SELECT DISTINCT roles FROM addressed_person) r
    JOIN vendor_accounts m ON ' ' || r.roles || ' ' LIKE '% ' || m.population || ' %'
    JOIN told_elsewhere t ON t.vendor = m.vendor AND t.population = m.population
    GROUP BY r.roles, m.directory, m.vendor
) of_vendor;

-- Who is looked up in which directory.
CREATE VIEW looked_up AS
SELECT p.personID, p.roles, l.directory
FROM addressed_person p
JOIN (SELECT DISTINCT roles, directory FROM vendor_lookup) l ON l.roles = p.roles;

CREATE TABLE checked_lookup AS
SELECT l.personID, l.roles, l.directory
FROM looked_up l
WHERE EXISTS (
    SELECT 1 FROM accounts_file f WHERE f.directory IS NULL OR l.directory IS NULL OR f.directory = l.directory
);

-- One row a person, directory and account that the address leads to.
CREATE TABLE reached_account AS
SELECT c.personID, c.roles, c.directory, p.email AS sent, p.emailKey, a.place, a.email, a.active, a.address, a.own
FROM checked_lookup c
JOIN addressed_person p ON p.personID = c.personID
JOIN account_address a
    ON a.addressKey = p.emailKey
   AND (a.directory IS NULL OR c.directory IS NULL OR a.directory = c.directory);

-- How a person's address stands in a directory, for those whose address is there to be looked up.
CREATE TABLE address_standing AS
SELECT
    c.personID,
    c.roles,
    c.directory,
    CASE c.directory WHEN 'google' THEN 'Google Workspace' WHEN 'microsoft' THEN 'Entra ID' ELSE 'the directory' END AS place,
    coalesce(bool_or(r.own), FALSE) AS is_own,
    coalesce(bool_or(NOT r.own), FALSE) AS is_alias,
    coalesce(bool_or(r.own AND coalesce(r.active, TRUE)), FALSE) AS is_active,
    coalesce(bool_or(r.own AND r.address = r.sent), FALSE) AS is_exact,
    min(CASE WHEN r.own THEN r.address END) AS ownAddress,
    min(r.email) AS account
FROM checked_lookup c
JOIN addressed_person p ON p.personID = c.personID AND p.email IS NOT NULL
LEFT JOIN reached_account r ON r.personID = c.personID AND r.directory IS NOT DISTINCT FROM c.directory
GROUP BY c.personID, c.roles, c.directory;

-- The same for each vendor that looks there.
CREATE VIEW vendor_standing AS
SELECT s.*, l.vendor, l.severity, l.mark, l.plain_mark, l.risk_mark, l.form_is_told, l.domain_is_told
FROM address_standing s
JOIN vendor_lookup l ON l.roles = s.roles AND l.directory IS NOT DISTINCT FROM s.directory;

-- Whose address leads to an account in a vendor's own directory, though it be as an alias.
CREATE VIEW known_account AS
SELECT personID, vendor
FROM vendor_standing
WHERE is_own OR is_alias;

-- Accounts to which several people come by different addresses. The same address twice is EM003's.
CREATE TABLE shared_account AS
SELECT r.personID, r.roles, r.directory, max(s.people) AS people
FROM reached_account r
JOIN (
    SELECT place, directory, count(DISTINCT personID) AS people
    FROM reached_account
    GROUP BY place, directory
    HAVING min(emailKey) <> max(emailKey)
) s ON s.place = r.place AND s.directory IS NOT DISTINCT FROM r.directory
GROUP BY r.personID, r.roles, r.directory;

-- Whose address is looked up where accounts are known, one row a person.
CREATE VIEW checked_person AS
SELECT p.personID, p.schoolID
FROM addressed_person p
WHERE p.personID IN (SELECT personID FROM checked_lookup);

-- Whose address will not do: none, one that is not well formed or outside the domains, or not an
-- account's in every directory in which it is looked up.
CREATE TABLE failing_address AS
SELECT p.personID, p.is_student_or_staff, p.emailKey
FROM addressed_person p
LEFT JOIN written_address w ON w.personID = p.personID AND w.which = 'sent'
LEFT JOIN (
    SELECT personID, bool_and(is_own) AS is_own
    FROM address_standing
    GROUP BY personID
) s ON s.personID = p.personID
WHERE NOT coalesce(s.is_own, FALSE)
  AND (
      p.email IS NULL
      OR NOT w.is_well_formed
      OR (p.is_matched AND NOT w.in_domains)
      OR s.personID IS NOT NULL
  );
