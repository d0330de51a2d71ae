/*
Which accounts the addresses lead to, for those whom the vendor finds by their address.

A person can be looked up in several directories, where vendors with different ones are judged
together; an address must be found in each. A directory of which no accounts file was given is not
looked into.
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

CREATE TABLE checked_lookup AS
SELECT l.personID, l.directory, l.is_sure
FROM looked_up l
WHERE EXISTS (
    SELECT 1 FROM accounts_file f WHERE f.directory IS NULL OR l.directory IS NULL OR f.directory = l.directory
);

-- One row a person, directory and account that the address leads to.
CREATE TABLE reached_account AS
SELECT c.personID, c.directory, c.is_sure, p.email AS sent, p.emailKey, a.place, a.email, a.active, a.address, a.own
FROM checked_lookup c
JOIN addressed_person p ON p.personID = c.personID
JOIN account_address a
    ON a.addressKey = p.emailKey
   AND (a.directory IS NULL OR c.directory IS NULL OR a.directory = c.directory);

-- How a person's address stands in a directory, for those whose address is there to be looked up.
CREATE TABLE address_standing AS
SELECT
    c.personID,
    c.directory,
    c.is_sure,
    CASE c.directory WHEN 'google' THEN 'Google''s accounts' WHEN 'microsoft' THEN 'Microsoft''s accounts' ELSE 'the accounts' END AS accounts,
    coalesce(bool_or(r.own), FALSE) AS is_own,
    coalesce(bool_or(NOT r.own), FALSE) AS is_alias,
    coalesce(bool_or(r.own AND coalesce(r.active, TRUE)), FALSE) AS is_active,
    coalesce(bool_or(r.own AND r.address = r.sent), FALSE) AS is_exact,
    min(CASE WHEN r.own THEN r.address END) AS ownAddress,
    min(CASE WHEN NOT r.own THEN r.email END) AS aliasOf
FROM checked_lookup c
JOIN addressed_person p ON p.personID = c.personID AND p.email IS NOT NULL
LEFT JOIN reached_account r ON r.personID = c.personID AND r.directory IS NOT DISTINCT FROM c.directory
GROUP BY c.personID, c.directory, c.is_sure;

-- Accounts to which several people come by different addresses. The same address twice is EM003's.
CREATE TABLE shared_account AS
SELECT r.personID, max(s.people) AS people, bool_or(r.is_sure) AS is_sure
FROM reached_account r
JOIN (
    SELECT place, count(DISTINCT personID) AS people
    FROM reached_account
    GROUP BY place
    HAVING min(emailKey) <> max(emailKey)
) s ON s.place = r.place
GROUP BY r.personID;

-- Whose address is looked up where accounts are known, one row a person.
CREATE VIEW checked_person AS
SELECT p.personID, p.schoolID
FROM addressed_person p
WHERE p.personID IN (SELECT personID FROM checked_lookup);
