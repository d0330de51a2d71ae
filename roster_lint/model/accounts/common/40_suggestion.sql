/*
The address that is likely right, where the one that will be sent is not.

Candidates come from the other email field, from accounts that are led to by an alias, have the same
number or the same name, and from the pattern that most addresses follow. One that anybody else has
is out. Where exactly one is left it is offered; between two nobody guesses. Where accounts are known
a candidate must be one that works, in every directory in which the vendor looks.
*/
-- How they are called: a person can be student and teacher, with a number as each.
CREATE TABLE failing_name AS
SELECT DISTINCT f.personID, m.kind, m.given, m.family, m.number
FROM failing_address f
JOIN address_maker m ON m.personID = f.personID
WHERE f.is_student_or_staff;

CREATE TABLE found_candidate AS
SELECT w.personID, w.address, lower(w.address) AS addressKey, 'the other email field' AS basis
FROM failing_address f
JOIN written_address w ON w.personID = f.personID AND w.which = 'other'
WHERE w.is_well_formed AND w.in_domains
UNION
SELECT r.personID, r.email, lower(r.email), 'the account whose alias it is'
FROM failing_address f
JOIN reached_account r ON r.personID = f.personID
WHERE NOT r.own
UNION
SELECT a.personID, a.email, lower(a.email), a.basis
FROM (
    SELECT n.personID, a.directory, a.email, 'the account of the same number' AS basis
    FROM failing_name n
    JOIN account a ON lower(a.number) = n.number
    UNION ALL
    SELECT n.personID, a.directory, a.email, 'the account of the same name'
    FROM failing_name n
    JOIN account a
        ON translate(lower(strip_accents(a.family)), ' .-''`´’', '') = n.family
       AND translate(lower(strip_accents(a.given)), ' .-''`´’', '') = n.given
    WHERE n.given <> '' AND n.family <> ''
) a
JOIN checked_lookup c
    ON c.personID = a.personID
   AND (c.directory IS NULL OR a.directory IS NULL OR c.directory = a.directory)
UNION
SELECT personID, part || '@' || domain, part || '@' || domain, 'the pattern of most addresses'
FROM (
    SELECT
        m.personID,
        d.domain,
        CASE d.form
            WHEN 'first.last' THEN m.given || '.' || m.family
            WHEN 'last.first' THEN m.family || '.' || m.given
            WHEN 'first_last' THEN m.given || '_' || m.family
            WHEN 'firstlast' THEN m.given || m.family
            WHEN 'lastfirst' THEN m.family || m.given
            WHEN 'flast' THEN left(m.given, 1) || m.family
            WHEN 'f.last' THEN left(m.given, 1) || '.' || m.family
            WHEN 'lastf' THEN m.family || left(m.given, 1)
            WHEN 'number' THEN m.number
        END AS part
    FROM failing_name m
    JOIN dominant_pattern d ON d.kind = m.kind
    WHERE d.form = 'number' OR (m.given <> '' AND m.family <> '')
) made
WHERE part IS NOT NULL;

-- In how many of the directories that are looked into a candidate is an account's own address.
CREATE TABLE candidate_standing AS
SELECT
    c.personID,
    c.addressKey,
    count(DISTINCT coalesce(l.directory, '')) AS found_in,
    min(a.address) AS spelling,
    bool_and(coalesce(a.active, TRUE)) AS is_active
FROM (SELECT DISTINCT personID, addressKey FROM found_candidate) c
JOIN account_address a ON a.addressKey = c.addressKey AND a.own
JOIN checked_lookup l
    ON l.personID = c.personID
   AND (l.directory IS NULL OR a.directory IS NULL OR l.directory = a.directory)
GROUP BY c.personID, c.addressKey;

CREATE TABLE free_candidate AS
SELECT
    c.personID,
    c.addressKey,
    coalesce(s.spelling, c.address) AS address,
    c.basis,
    coalesce(s.is_active, TRUE) AS is_active
FROM found_candidate c
JOIN wants_name f ON f.personID = c.personID
LEFT JOIN candidate_standing s ON s.personID = c.personID AND s.addressKey = c.addressKey
LEFT JOIN (SELECT personID, count(*) AS directories FROM checked_lookup GROUP BY personID) l ON l.personID = c.personID
LEFT JOIN (
    SELECT DISTINCT d.personID, d.addressKey
    FROM found_candidate d
    JOIN used_address u ON u.emailKey = d.addressKey AND u.personID <> d.personID
) taken ON taken.personID = c.personID AND taken.addressKey = c.addressKey
WHERE taken.personID IS NULL
  AND (l.directories IS NULL OR l.directories = s.found_in)
  AND (f.emailKey IS NULL OR f.emailKey <> c.addressKey);

CREATE TABLE email_suggestion AS
SELECT c.personID, min(c.address) AS suggestion, string_agg(DISTINCT c.basis, ' and ' ORDER BY c.basis) AS basis
FROM free_candidate c
GROUP BY c.personID
HAVING min(c.addressKey) = max(c.addressKey)
   AND bool_and(c.is_active)
   AND min(c.addressKey) NOT IN (
       SELECT addressKey FROM free_candidate GROUP BY addressKey HAVING min(personID) <> max(personID)
   );
