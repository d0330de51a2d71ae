/*
Which Campus record stands behind what is served under another sourcedId than the expected one: by the
forms of ID that Campus has used, then by identifiers.

A key counts where exactly one Campus record and exactly one served record have it. ``rank`` says
which key it was, the surest first; the words stand in match_words.
*/
CREATE TABLE known_school AS
SELECT servedId, arg_min(schoolID, rank) AS schoolID, min(rank) AS rank
FROM (
    SELECT
        s.servedId,
        c.schoolID,
        s.rank,
        count(*) OVER (PARTITION BY s.servedId, s.rank) AS campus,
        count(*) OVER (PARTITION BY c.schoolID, s.rank) AS served
    FROM (
        SELECT sourcedId AS servedId, 1 AS rank, idKey AS key FROM served_org
        UNION ALL SELECT sourcedId, 5, idKey FROM served_org
        UNION ALL SELECT sourcedId, 4, lower(identifier) FROM served_org
        UNION ALL SELECT sourcedId, 7, lower(name) FROM served_org
    ) s
    JOIN (
        SELECT schoolID, 1 AS rank, id_key(schoolGUID) AS key FROM School
        UNION ALL SELECT schoolID, 5, CAST(schoolID AS VARCHAR) FROM School
        UNION ALL SELECT schoolID, 4, lower(clean(number)) FROM School
        UNION ALL SELECT schoolID, 7, lower(clean(name)) FROM School
    ) c ON c.rank = s.rank AND c.key = s.key
) found
WHERE campus = 1 AND served = 1
GROUP BY servedId;

CREATE TABLE org_match AS
SELECT e.sourcedId AS expectedId, s.sourcedId AS servedId, 0 AS rank
FROM expected_org e
JOIN served_org s ON s.idKey = e.idKey
UNION ALL
SELECT expectedId, servedId, rank
FROM (
    SELECT
        e.sourcedId AS expectedId,
        k.servedId,
        k.rank,
        row_number() OVER (PARTITION BY e.sourcedId ORDER BY k.rank, k.servedId) AS place
    FROM known_school k
    JOIN expected_org e ON e.schoolID = k.schoolID
    WHERE NOT EXISTS (SELECT 1 FROM served_org s WHERE s.idKey = e.idKey)
      AND NOT EXISTS (
          SELECT 1 FROM served_org s JOIN expected_org x ON x.idKey = s.idKey WHERE s.sourcedId = k.servedId
      )
) by_other
WHERE place = 1;

CREATE TABLE user_by_id AS
SELECT e.sourcedId AS expectedId, s.sourcedId AS servedId
FROM expected_user e
JOIN served_user s ON s.idKey = e.idKey;

-- Served users who are not expected under their ID: who they are in Campus. In OneRoster 1.1 a
-- person is one user in each role.
CREATE TABLE unmatched_user AS
SELECT s.sourcedId AS servedId, s.idKey, s.ownRole, s.username, s.identifier, s.email, r.is_student
FROM served_user s
LEFT JOIN user_by_id m ON m.servedId = s.sourcedId
LEFT JOIN (
    SELECT userSourcedId, bool_or(role = 'student') AS is_student FROM served_role GROUP BY userSourcedId
) r ON r.userSourcedId = s.sourcedId
WHERE m.servedId IS NULL;

CREATE TABLE known_person AS
SELECT servedId, arg_min(personID, rank) AS personID, min(rank) AS rank
FROM (
    SELECT
        s.servedId,
        c.personID,
        s.rank,
        count(*) OVER (PARTITION BY s.servedId, s.rank) AS campus,
        count(*) OVER (PARTITION BY c.personID, s.ownRole, s.rank) AS served
    FROM (
        SELECT servedId, ownRole, 1 AS rank, idKey AS key FROM unmatched_user
        UNION ALL SELECT servedId, ownRole, 2, nullif(regexp_extract(idKey, '^[a-z]([0-9]+)$', 1), '') FROM unmatched_user
        UNION ALL SELECT servedId, ownRole, 3, lower(username) FROM unmatched_user
        UNION ALL
        SELECT
            servedId,
            ownRole,
            4,
            CASE WHEN coalesce(is_student, ownRole = 'student', FALSE) THEN 'student ' ELSE 'staff ' END || lower(identifier)
        FROM unmatched_user
        UNION ALL SELECT servedId, ownRole, 5, idKey FROM unmatched_user
        UNION ALL SELECT servedId, ownRole, 6, lower(email) FROM unmatched_user
    ) s
    JOIN (
        SELECT personID, 1 AS rank, id_key(personGUID) AS key FROM Person
        UNION SELECT personID, 1, id_key(identityGUID) FROM Identity
        UNION ALL SELECT personID, 2, CAST(personID AS VARCHAR) FROM Person
        UNION SELECT personID, 3, lower(clean(username)) FROM UserAccount
        UNION ALL SELECT personID, 4, 'student ' || lower(clean(studentNumber)) FROM Person
        UNION ALL SELECT personID, 4, 'staff ' || lower(clean(staffNumber)) FROM Person
        UNION ALL SELECT personID, 5, CAST(personID AS VARCHAR) FROM Person
        UNION ALL SELECT personID, 6, lower(clean(email)) FROM Contact
        UNION SELECT personID, 6, lower(clean(secondaryEmail)) FROM Contact
    ) c ON c.rank = s.rank AND c.key = s.key
    WHERE c.personID IS NOT NULL
) found
WHERE campus = 1 AND served = 1
GROUP BY servedId;

CREATE TABLE user_match AS
SELECT expectedId, servedId, 0 AS rank
FROM user_by_id
UNION ALL
SELECT expectedId, servedId, rank
FROM (
    SELECT
        e.sourcedId AS expectedId,
        k.servedId,
        k.rank,
        row_number() OVER (PARTITION BY e.sourcedId ORDER BY k.rank, k.servedId) AS expected_place,
        row_number() OVER (PARTITION BY k.servedId ORDER BY k.rank, e.sourcedId) AS served_place
    FROM known_person k
    JOIN unmatched_user s ON s.servedId = k.servedId
    JOIN expected_user e ON e.personID = k.personID AND e.ownRole IS NOT DISTINCT FROM s.ownRole
    LEFT JOIN user_by_id m ON m.expectedId = e.sourcedId
    WHERE m.expectedId IS NULL
) by_other
WHERE expected_place = 1 AND served_place = 1;
