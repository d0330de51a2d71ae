/*
Who and which school stands under which sourcedId, and what a person is called.

A GUID is used where the source has one, no other record has the same, and it looks like one; else
the Campus ID. The GUID of a person is Person.personGUID or, without it, that of the current
identity. OneRoster 1.1 knows a person by one record a role instead: a letter and the personID.
Only s (student) and t (teacher) are documented among the letters. The settings user_ids and
school_ids are for districts where Campus serves other IDs.
*/
CREATE TABLE predicted_role_name AS
SELECT
    n.population,
    CASE WHEN t.oneroster = '1.1' THEN n.role1p1 ELSE n.role1p2 END AS role,
    CASE WHEN t.oneroster = '1.1' AND t.user_ids = 'auto' THEN n.letter ELSE '' END AS letter,
    n.rank
FROM (
    SELECT 'student' AS population, 'student' AS role1p1, 'student' AS role1p2, 's' AS letter, 1 AS rank
    UNION ALL SELECT 'teacher', 'teacher', 'teacher', 't', 2
    UNION ALL SELECT 'staff', 'administrator', 'aide', 'a', 3
    UNION ALL SELECT 'guardian', 'guardian', 'guardian', 'g', 4
    UNION ALL SELECT 'relative', 'relative', 'relative', 'r', 5
) n
CROSS JOIN settings t;

CREATE TABLE predicted_school AS
SELECT
    s.schoolID,
    s.name,
    s.number,
    coalesce(s.externalLMSExclude, FALSE) AS is_excluded,
    CASE
        WHEN t.school_ids = 'id' THEN CAST(s.schoolID AS VARCHAR)
        WHEN s.schoolGUID LIKE '________-____-____-____-____________' AND count(*) OVER (PARTITION BY lower(s.schoolGUID)) = 1 THEN s.schoolGUID
        ELSE CAST(s.schoolID AS VARCHAR)
    END AS sourcedId
FROM School s
CROSS JOIN settings t;

-- The identity that a person goes by: the current one, else the latest. A view, since it is read once.
CREATE VIEW predicted_identity AS
SELECT d.personID, d.firstName, d.lastName, d.identityGUID
FROM Identity d
JOIN (
    SELECT
        i.personID,
        coalesce(max(CASE WHEN i.identityID = p.currentIdentityID THEN i.identityID END), max(i.identityID)) AS identityID
    FROM Identity i
    LEFT JOIN Person p ON p.personID = i.personID
    GROUP BY i.personID
) chosen ON chosen.personID = d.personID AND chosen.identityID = d.identityID;

-- Everybody who has a record, active or to be deleted.
CREATE TABLE predicted_person AS
WITH person AS (
    SELECT
        served.personID,
        served.has_several_roles,
        i.firstName,
        i.lastName,
        n.studentNumber,
        n.staffNumber,
        CASE
            WHEN t.user_ids = 'person-id' THEN NULL
            WHEN t.user_ids <> 'identity-guid' AND n.personGUID LIKE '________-____-____-____-____________' THEN n.personGUID
            WHEN t.user_ids <> 'person-guid' AND i.identityGUID LIKE '________-____-____-____-____________' THEN i.identityGUID
        END AS guid
    FROM (
        SELECT personID, count(*) > 1 AS has_several_roles
        FROM person_criteria
        WHERE available OR to_be_deleted
        GROUP BY personID
    ) served
    CROSS JOIN settings t
    LEFT JOIN Person n ON n.personID = served.personID
    LEFT JOIN predicted_identity i ON i.personID = served.personID
)
SELECT
    p.personID,
    p.has_several_roles,
    p.guid IS NOT NULL AND r.guidKey IS NULL AS has_guid,
    CASE WHEN p.guid IS NOT NULL AND r.guidKey IS NULL THEN p.guid ELSE CAST(p.personID AS VARCHAR) END AS sourcedId,
    p.firstName,
    p.lastName,
    p.studentNumber,
    p.staffNumber
FROM person p
LEFT JOIN (
    SELECT lower(guid) AS guidKey
    FROM person
    WHERE guid IS NOT NULL
    GROUP BY lower(guid)
    HAVING count(*) > 1
) r ON r.guidKey = lower(p.guid);

-- As what and under which sourcedId each of them stands in each population, in it or not.
CREATE VIEW predicted_role_person AS
SELECT
    n.population,
    n.role,
    n.rank,
    p.personID,
    p.has_guid,
    p.has_several_roles,
    n.letter || CASE WHEN n.letter = '' THEN p.sourcedId ELSE CAST(p.personID AS VARCHAR) END AS userSourcedId
FROM predicted_role_name n
CROSS JOIN predicted_person p;
