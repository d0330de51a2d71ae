/*
Addresses that may be right where the one that will be sent is not, and what speaks for and against each.

Candidates of students and staff come from the other email field, from accounts that are reached by an
alias, have the same number or the same name, and from the pattern that most addresses follow. Where
accounts are known a candidate is an account's own address, and the account's number, name and kind
are compared with the person's. Student numbers and staff numbers are different numbers.
*/
-- Their names: a person can be student and teacher, with a number as each.
CREATE TABLE failing_name AS
SELECT DISTINCT f.personID, m.kind, nullif(m.given, '') AS given, nullif(m.family, '') AS family, m.number
FROM failing_address f
JOIN address_maker m ON m.personID = f.personID
WHERE f.is_student_or_staff;

-- ``is_inside``: the address is inside the domains that the settings name; ``form``: of the pattern.
CREATE TABLE found_candidate AS
SELECT
    w.personID,
    w.address,
    lower(w.address) AS addressKey,
    'the other email field' AS basis,
    w.in_domains AND EXISTS (SELECT 1 FROM district_domain) AS is_inside,
    CAST(NULL AS VARCHAR) AS form
FROM failing_address f
JOIN written_address w ON w.personID = f.personID AND w.which = 'other'
WHERE f.is_student_or_staff AND w.is_well_formed
UNION
SELECT r.personID, r.email, lower(r.email), 'the account whose alias it is', FALSE, NULL
FROM failing_address f
JOIN reached_account r ON r.personID = f.personID
WHERE f.is_student_or_staff AND NOT r.own
UNION
SELECT a.personID, a.email, lower(a.email), a.basis, FALSE, NULL
FROM (
    SELECT n.personID, a.directory, a.email, 'the account of the same number' AS basis
    FROM failing_name n
    JOIN account a ON lower(a.number) = n.number
    UNION ALL
    SELECT n.personID, a.directory, a.email, 'the account of the same name'
    FROM failing_name n
    JOIN account a
        ON regexp_replace(lower(strip_accents(a.family)), '[ .''`´’-]', '', 'g') = n.family
       AND regexp_replace(lower(strip_accents(a.given)), '[ .''`´’-]', '', 'g') = n.given
) a
JOIN checked_lookup c
    ON c.personID = a.personID
   AND (c.directory IS NULL OR a.directory IS NULL OR c.directory = a.directory)
UNION
SELECT personID, part || '@' || domain, part || '@' || domain, 'the pattern of most addresses', FALSE, form
FROM (
    SELECT
        m.personID,
        d.domain,
        d.form,
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
) made
WHERE part IS NOT NULL;

-- The accounts whose own address a candidate is, in the directories that are looked into.
CREATE TABLE candidate_account AS
SELECT DISTINCT c.personID, c.addressKey, a.place, a.address, coalesce(l.directory, '') AS directory
FROM (SELECT DISTINCT personID, addressKey FROM found_candidate) c
JOIN account_address a ON a.addressKey = c.addressKey AND a.own
JOIN checked_lookup l
    ON l.personID = c.personID
   AND (l.directory IS NULL OR a.directory IS NULL OR l.directory = a.directory);

-- Accounts that another person is known by, with any address: they are that person's.
CREATE TABLE taken_account AS
SELECT DISTINCT c.personID, c.place
FROM candidate_account c
JOIN account_address a ON a.place = c.place
JOIN used_address u ON u.emailKey = a.addressKey AND u.personID <> c.personID;

-- Accounts with another person's number.
CREATE TABLE numbered_account AS
SELECT DISTINCT c.personID, c.place
FROM candidate_account c
JOIN account a ON a.place = c.place
JOIN known_number k
    ON lower(k.number) = lower(a.number)
   AND k.personID <> c.personID
   AND (a.kind IS NULL OR a.kind = k.kind OR (a.kind = 'cohort' AND k.kind = 'student'));

-- People whose name, or family name and initial, another person has too.
CREATE TABLE namesake AS
SELECT n.personID, bool_or(k.given = n.given) AS is_shared
FROM (
    SELECT DISTINCT personID, given, family
    FROM failing_name
    WHERE personID IN (SELECT personID FROM found_candidate)
) n
JOIN (
    SELECT
        personID,
        regexp_replace(lower(strip_accents(givenName)), '[ .''`´’-]', '', 'g') AS given,
        regexp_replace(lower(strip_accents(familyName)), '[ .''`´’-]', '', 'g') AS family
    FROM known_name
) k
    ON k.family = n.family
   AND left(k.given, 1) = left(n.given, 1)
   AND k.personID <> n.personID
GROUP BY n.personID;

-- People whose number another person has too, as a student or as staff.
CREATE TABLE shared_number AS
SELECT DISTINCT n.personID
FROM failing_name n
JOIN known_number k ON lower(k.number) = n.number AND k.personID <> n.personID
WHERE n.personID IN (SELECT personID FROM found_candidate WHERE form = 'number');

-- What an account's facts say: whether its number and its name are the person's, and whose it can be.
CREATE TABLE compared_account AS
SELECT
    c.personID,
    c.place,
    coalesce(bool_or(c.counts AND c.number = n.number), FALSE) AS number_agrees,
    coalesce(bool_or((c.counts OR c.kind = 'nobody') AND c.number = n.number), FALSE) AS has_number,
    coalesce(bool_or(c.counts AND c.number <> n.number), FALSE) AS a_number_differs,
    coalesce(bool_or(c.given = n.given AND c.family = n.family), FALSE) AS name_agrees,
    coalesce(bool_or(c.given <> n.given), FALSE) OR coalesce(bool_or(c.family <> n.family), FALSE) AS name_differs,
    bool_or(c.counts) AS kind_fits,
    coalesce(bool_or(c.kind = c.own_kind), FALSE) AS kind_agrees
FROM (
    SELECT
        d.personID,
        d.place,
        n.kind AS own_kind,
        a.kind,
        lower(a.number) AS number,
        nullif(regexp_replace(lower(strip_accents(a.given)), '[ .''`´’-]', '', 'g'), '') AS given,
        nullif(regexp_replace(lower(strip_accents(a.family)), '[ .''`´’-]', '', 'g'), '') AS family,
        a.kind IS NULL OR a.kind = n.kind OR (a.kind = 'cohort' AND n.kind = 'student') AS counts
    FROM (SELECT DISTINCT personID, place FROM candidate_account) d
    JOIN account a ON a.place = d.place
    JOIN (SELECT DISTINCT personID, kind FROM failing_name) n ON n.personID = d.personID
) c
JOIN failing_name n ON n.personID = c.personID AND n.kind = c.own_kind
GROUP BY c.personID, c.place;
