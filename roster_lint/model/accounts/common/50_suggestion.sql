/*
The address that is likely right, where exactly one candidate is left.

A candidate is out where the account's number, name or kind contradicts the person's: a number with
another name, a name with another number, a student's account for a teacher. Of the rest an account
with number and name goes before those of the name alone; between two there is no guess. What is left must
work, in every directory in which the vendor looks, belong to nobody else, and have enough in its favor:
number and name, or one of them with a second sign.
*/
CREATE TABLE judged_candidate AS
SELECT
    c.personID,
    c.addressKey,
    min(c.address) AS spelling,
    count(DISTINCT c.directory) AS found_in,
    bool_and(coalesce(a.active, TRUE)) AS is_active,
    bool_or(t.place IS NOT NULL) AS is_taken,
    bool_or(m.number_agrees) AS number_agrees,
    bool_or(m.name_agrees) AS name_agrees,
    bool_or(m.kind_agrees) AS kind_agrees,
    bool_or(m.has_number) AS has_number,
    -- Another person has the number, too: it can be either's, and rules out another account.
    bool_or(o.place IS NOT NULL AND NOT m.name_agrees) AS may_be_anothers,
    bool_or(
        NOT m.kind_fits
        OR m.name_differs
        OR (m.a_number_differs AND NOT m.number_agrees)
        OR (o.place IS NOT NULL AND NOT m.number_agrees)
    ) AS is_contradicted
FROM candidate_account c
JOIN account a ON a.place = c.place
JOIN compared_account m ON m.personID = c.personID AND m.place = c.place
LEFT JOIN taken_account t ON t.personID = c.personID AND t.place = c.place
LEFT JOIN numbered_account o ON o.personID = c.personID AND o.place = c.place
GROUP BY c.personID, c.addressKey;

-- Every candidate that nothing contradicts. It need not be good enough to stand in another's way.
CREATE TABLE possible_candidate AS
SELECT
    c.personID,
    c.addressKey,
    coalesce(j.spelling, c.address) AS address,
    c.basis,
    coalesce(j.number_agrees AND j.name_agrees, FALSE) AS is_certain,
    NOT (c.is_other OR c.is_alias OR coalesce(j.number_agrees, FALSE)) AS is_by_name,
    CASE
        WHEN j.personID IS NULL THEN c.is_other OR NOT c.pattern_is_shared
        WHEN j.found_in < l.directories OR NOT j.is_active OR j.is_taken OR j.may_be_anothers THEN FALSE
        WHEN j.number_agrees THEN j.name_agrees OR j.kind_agrees OR c.is_alias OR c.is_other OR c.is_pattern
        WHEN c.is_other THEN c.is_inside OR (j.name_agrees AND NOT c.name_is_shared)
        WHEN c.is_alias THEN j.name_agrees AND NOT c.name_is_shared
        WHEN j.name_agrees THEN j.kind_agrees AND NOT c.name_is_shared
        ELSE j.kind_agrees AND NOT c.pattern_is_shared
    END AS is_likely
FROM (
    SELECT
        d.personID,
        d.addressKey,
        min(d.address) AS address,
        string_agg(DISTINCT d.basis, ' and ' ORDER BY d.basis) AS basis,
        bool_or(d.basis = 'the other email field') AS is_other,
        bool_or(d.basis = 'the account whose alias it is') AS is_alias,
        bool_or(d.form IS NOT NULL) AS is_pattern,
        bool_or(d.is_inside) AS is_inside,
        coalesce(bool_or(n.is_shared), FALSE) AS name_is_shared,
        bool_or(
            CASE
                WHEN d.form = 'number' THEN s.personID IS NOT NULL
                WHEN d.form IN ('flast', 'f.last', 'lastf') THEN n.personID IS NOT NULL
                ELSE coalesce(n.is_shared, FALSE)
            END
        ) AS pattern_is_shared
    FROM found_candidate d
    LEFT JOIN namesake n ON n.personID = d.personID
    LEFT JOIN shared_number s ON s.personID = d.personID
    GROUP BY d.personID, d.addressKey
) c
JOIN wants_name f ON f.personID = c.personID AND (f.emailKey IS NULL OR f.emailKey <> c.addressKey)
LEFT JOIN judged_candidate j ON j.personID = c.personID AND j.addressKey = c.addressKey
LEFT JOIN (SELECT personID, count(*) AS directories FROM checked_lookup GROUP BY personID) l ON l.personID = c.personID
LEFT JOIN (
    SELECT DISTINCT d.personID, d.addressKey
    FROM found_candidate d
    JOIN used_address u ON u.emailKey = d.addressKey AND u.personID <> d.personID
) taken ON taken.personID = c.personID AND taken.addressKey = c.addressKey
WHERE CASE
    WHEN j.personID IS NOT NULL THEN NOT j.is_contradicted
    ELSE l.personID IS NULL AND taken.personID IS NULL AND (c.is_inside OR c.is_pattern)
END;

-- The candidates that are left where one with number and name outranks those of the name alone.
CREATE TABLE left_candidate AS
SELECT c.*
FROM possible_candidate c
LEFT JOIN (SELECT DISTINCT personID FROM possible_candidate WHERE is_certain) o ON o.personID = c.personID
WHERE o.personID IS NULL OR NOT c.is_by_name;

-- An account with the person's number that is out, for its name or for where it is, makes everything
-- but a certainty doubtful.
CREATE TABLE email_suggestion AS
SELECT c.personID, min(c.address) AS suggestion, min(c.basis) AS basis
FROM left_candidate c
LEFT JOIN (SELECT DISTINCT personID FROM judged_candidate WHERE has_number AND is_contradicted) o
    ON o.personID = c.personID
GROUP BY c.personID
HAVING count(*) = 1
   AND bool_and(c.is_likely)
   AND bool_and(c.is_certain OR o.personID IS NULL)
   AND min(c.addressKey) NOT IN (
       SELECT addressKey FROM left_candidate GROUP BY addressKey HAVING min(personID) <> max(personID)
   );
