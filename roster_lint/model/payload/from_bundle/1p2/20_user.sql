/*
Users of OneRoster 1.2: one row a person, with roles at orgs in a file of their own.
*/
CREATE VIEW payload_user AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    enabledUser,
    username,
    userIds,
    givenName,
    familyName,
    middleName,
    identifier,
    email,
    sms,
    phone,
    grades,
    primaryOrgSourcedId,
    userMasterIdentifier,
    sourcedId AS personID,
    rowid AS place
FROM users;

CREATE VIEW payload_role AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    userSourcedId,
    role,
    roleType,
    orgSourcedId,
    beginDate,
    endDate,
    userProfileSourcedId,
    rowid AS place
FROM roles;

-- Every live role with its user's place, without which the user cannot be judged.
CREATE TABLE payload_role_place AS
SELECT r.rowid AS role_place, u.rowid AS user_place
FROM roles r
JOIN users u ON u.sourcedId = r.userSourcedId
WHERE coalesce(r.status, 'active') NOT IN ('tobedeleted', 'inactive')
  AND coalesce(u.status, 'active') NOT IN ('tobedeleted', 'inactive');

CREATE TABLE payload_user_org AS
SELECT DISTINCT r.userSourcedId, p.user_place, r.orgSourcedId
FROM payload_role_place p
JOIN roles r ON r.rowid = p.role_place
WHERE r.orgSourcedId IS NOT NULL;

-- What each active user is, at the user's own place, and the school that a finding is reported for.
CREATE TABLE payload_user_kind AS
SELECT
    u.sourcedId AS userSourcedId,
    u.rowid AS user_place,
    coalesce(k.is_student, FALSE) AS is_student,
    coalesce(k.is_teacher, FALSE) AS is_teacher,
    coalesce(k.is_staff, FALSE) AS is_staff,
    coalesce(k.is_guardian, FALSE) AS is_guardian,
    coalesce(k.is_relative, FALSE) AS is_relative,
    coalesce(u.primaryOrgSourcedId, k.schoolID) AS schoolID
FROM users u
LEFT JOIN (
    SELECT
        p.user_place,
        bool_or(r.role = 'student') AS is_student,
        bool_or(r.role = 'teacher') AS is_teacher,
        bool_or(
            r.role IN (
                'aide', 'counselor', 'districtAdministrator', 'principal', 'proctor', 'siteAdministrator',
                'systemAdministrator'
            )
        ) AS is_staff,
        bool_or(r.role IN ('guardian', 'parent')) AS is_guardian,
        bool_or(r.role = 'relative') AS is_relative,
        min(r.orgSourcedId) AS schoolID
    FROM payload_role_place p
    JOIN roles r ON r.rowid = p.role_place
    GROUP BY p.user_place
) k ON k.user_place = u.rowid
WHERE coalesce(u.status, 'active') NOT IN ('tobedeleted', 'inactive');

-- Active users with what they are and how to reach them.
CREATE VIEW payload_active_user AS
SELECT
    u.place,
    u.sourcedId,
    u.personID,
    k.is_student,
    k.is_teacher,
    k.is_staff,
    k.is_guardian,
    k.is_relative,
    k.schoolID,
    u.username,
    u.givenName,
    u.familyName,
    u.identifier,
    u.email,
    u.phone,
    u.grades
FROM payload_user_kind k
JOIN payload_user u ON u.place = k.user_place;

-- Users that are sent to be deleted, one row a population: what they are stands in their
-- roles, removed or not.
CREATE VIEW payload_to_be_deleted_user AS
SELECT p.population, min(p.schoolID) AS schoolID
FROM (
    SELECT
        r.userSourcedId,
        CASE
            WHEN r.role IN ('student', 'teacher', 'relative') THEN r.role
            WHEN r.role IN ('guardian', 'parent') THEN 'guardian'
            ELSE 'staff'
        END AS population,
        coalesce(u.primaryOrgSourcedId, r.orgSourcedId) AS schoolID
    FROM users u
    JOIN roles r ON r.userSourcedId = u.sourcedId
    WHERE u.status IN ('tobedeleted', 'inactive') AND r.role IS NOT NULL
) p
GROUP BY p.userSourcedId, p.population;

CREATE VIEW payload_user_profile AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    userSourcedId
FROM userProfiles;
