/*
Which accounts the addresses lead to, for those whom the vendor finds by their address.

A person can be looked up in several directories, where vendors with different ones are judged
together: how an address stands in one of them counts for the vendors that look there, and for no
other. A directory without an accounts file is not searched. A file that does not say whose accounts it lists
counts for every directory. An address is compared by its key, which is without case and blanks.
*/
-- Every address of these people, sent or not, and how it is written: has_form is without the blanks around
-- it. A row, too, for anyone who has none.
CREATE VIEW judged_address AS
SELECT f.*, f.has_form AND f.bare = f.address AS is_well_formed
FROM (
    SELECT
        a.*,
        a.bare LIKE '_%@_%._%'
            AND a.bare NOT LIKE '%@%@%'
            AND a.bare NOT LIKE '% %'
            AND a.bare NOT LIKE '%' || chr(9) || '%'
            AND a.bare NOT LIKE '%' || chr(10) || '%'
            AND a.bare NOT LIKE '%' || chr(13) || '%'
            AND a.bare NOT LIKE '%' || chr(160) || '%'
            AND a.bare NOT LIKE '%,%'
            AND a.bare NOT LIKE '%;%'
            AND a.bare NOT LIKE '%..%'
            AND a.bare NOT LIKE '.%'
            AND a.bare NOT LIKE '%.'
            AND a.bare NOT LIKE '%.@%'
            AND a.bare NOT LIKE '%@.%' AS has_form,
        NOT EXISTS (SELECT 1 FROM district_domain)
            OR (
                lower(trim(a.address)) LIKE '_%@%'
                AND split_part(lower(trim(a.address)), '@', -1) IN (SELECT domain FROM district_domain)
            ) AS in_domains
    FROM (
        SELECT
            *,
            -- To trim is costly, and needed only of a text with white space or outside of ASCII.
            CASE
                WHEN contains(address, ' ')
                    OR contains(address, chr(9))
                    OR contains(address, chr(10))
                    OR contains(address, chr(13))
                    OR strlen(address) <> length(address)
                    THEN trim(address, ' ' || chr(9) || chr(10) || chr(13) || chr(160))
                ELSE address
            END AS bare
        FROM (
            SELECT personID, is_student_or_staff, is_matched, 'sent' AS which, email AS address
            FROM addressed_person
            UNION ALL
            SELECT personID, is_student_or_staff, is_matched, 'other', otherEmail
            FROM addressed_person
        ) written
    ) a
) f;

CREATE VIEW written_address AS
SELECT personID, which, address, has_form, is_well_formed, in_domains
FROM judged_address
WHERE address IS NOT NULL;

-- Every address of every account; ``own`` where the directory knows the account itself by it.
CREATE VIEW account_address AS
SELECT place, directory, email, active, email AS address, emailKey AS addressKey, TRUE AS own
FROM account
UNION ALL
SELECT a.place, a.directory, a.email, a.active, s.alias, s.aliasKey, s.own
FROM account_alias s
JOIN account a ON a.place = s.place;

-- Which vendors look up in which directory anyone who has these roles, one row a vendor, with the marks
-- of a finding: for what the vendor is documented to do, for something else, for what is not documented, and
-- for a mere risk.
CREATE TABLE vendor_lookup AS
SELECT
    roles,
    directory,
    vendor,
    severity,
    concat_ws(':', vendor, severity, consequence) AS mark,
    concat_ws(':', vendor, severity, '') AS plain_mark,
    concat_ws(':', vendor, CASE severity WHEN 'info' THEN 'info' ELSE 'warning' END, '') AS doubt_mark,
    concat_ws(':', vendor, 'warning', '') AS risk_mark,
    form_is_reported,
    domain_is_reported
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
        bool_or(t.form_is_reported) AS form_is_reported,
        bool_or(t.domain_is_reported) AS domain_is_reported
    FROM address_role r
    JOIN vendor_accounts m ON ' ' || r.roles || ' ' LIKE '% ' || m.population || ' %'
    JOIN reported_elsewhere t ON t.vendor = m.vendor AND t.population = m.population
    GROUP BY r.roles, m.directory, m.vendor
) of_vendor;

-- Who is looked up in which directory, and which have an accounts file.
CREATE TABLE directory_lookup AS
SELECT
    l.roles,
    l.directory,
    EXISTS (
        SELECT 1 FROM accounts_file f WHERE f.directory IS NULL OR l.directory IS NULL OR f.directory = l.directory
    ) AS is_known
FROM (SELECT DISTINCT roles, directory FROM vendor_lookup) l;

CREATE VIEW looked_up AS
SELECT p.personID, p.roles, l.directory
FROM address_user p
JOIN directory_lookup l ON l.roles = p.roles;

CREATE TABLE checked_lookup AS
SELECT p.personID, p.roles, l.directory
FROM address_user p
JOIN directory_lookup l ON l.roles = p.roles AND l.is_known;

-- One row a person, directory and account that the address leads to.
CREATE TABLE reached_account AS
SELECT c.personID, c.roles, c.directory, p.email AS sent, p.emailKey, a.place, a.email, a.active, a.address, a.own
FROM checked_lookup c
JOIN (
    SELECT personID, email, translate(lower(email), ' ' || chr(9) || chr(10) || chr(13) || chr(160), '') AS emailKey
    FROM payload_email
) p ON p.personID = c.personID
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
JOIN payload_email p ON p.personID = c.personID
LEFT JOIN reached_account r ON r.personID = c.personID AND r.directory IS NOT DISTINCT FROM c.directory
GROUP BY c.personID, c.roles, c.directory;

-- The same for each vendor that looks there.
CREATE VIEW vendor_standing AS
SELECT s.*, l.vendor, l.severity, l.mark, l.plain_mark, l.doubt_mark, l.risk_mark, l.form_is_reported, l.domain_is_reported
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
FROM address_user p
WHERE p.personID IN (SELECT personID FROM checked_lookup);

-- Whose address will not do: none, one that is not well formed or outside the domains, or not an
-- account's in every directory in which it is looked up.
CREATE TABLE failing_address AS
SELECT w.personID, w.is_student_or_staff, w.address AS email, w.has_form, w.is_well_formed
FROM judged_address w
LEFT JOIN (
    SELECT personID, bool_and(is_own) AS is_own
    FROM address_standing
    GROUP BY personID
) s ON s.personID = w.personID
WHERE w.which = 'sent'
  AND NOT coalesce(s.is_own, FALSE)
  AND (
      w.address IS NULL
      OR NOT w.is_well_formed
      OR (w.is_matched AND NOT w.in_domains)
      OR s.personID IS NOT NULL
  );

-- In a large district some twenty thousand people, chosen by their ID, show what pattern all follow.
CREATE TABLE pattern_sample AS
SELECT p.personID
FROM address_user p
CROSS JOIN (
    SELECT CAST(greatest(1, count(*) // 20000) AS UBIGINT) AS every FROM address_user WHERE is_student_or_staff
) n
WHERE p.is_student_or_staff AND hash(p.personID) % n.every = 0;

-- Whose names are needed: theirs, and those of anyone who needs an address.
CREATE TABLE wants_name AS
SELECT personID, translate(lower(email), ' ' || chr(9) || chr(10) || chr(13) || chr(160), '') AS emailKey
FROM (
    SELECT p.personID, e.email
    FROM pattern_sample p
    LEFT JOIN payload_email e ON e.personID = p.personID
    UNION
    SELECT personID, email
    FROM failing_address
) w;
