/*
Users, their roles, orgs and agents as they are predicted.
*/
CREATE VIEW payload_user AS
SELECT
    sourcedId,
    status,
    enabledUser,
    username,
    CAST(NULL AS VARCHAR) AS userIds,
    givenName,
    familyName,
    CAST(NULL AS VARCHAR) AS middleName,
    identifier,
    email,
    sms,
    phone,
    grades,
    CAST(NULL AS VARCHAR) AS primaryOrgSourcedId,
    CAST(NULL AS VARCHAR) AS userMasterIdentifier,
    personID,
    rowid AS place
FROM predicted_user;

CREATE VIEW payload_role AS
SELECT
    CASE WHEN t.oneroster = '1.2' THEN r.sourcedId END AS sourcedId,
    r.status,
    r.userSourcedId,
    r.role,
    CASE WHEN t.oneroster = '1.2' AND r.is_primary THEN 'primary' WHEN t.oneroster = '1.2' THEN 'secondary' END AS roleType,
    r.orgSourcedId,
    CASE WHEN t.oneroster = '1.2' THEN r.beginDate END AS beginDate,
    CASE WHEN t.oneroster = '1.2' THEN r.endDate END AS endDate,
    CAST(NULL AS VARCHAR) AS userProfileSourcedId,
    r.rowid AS place
FROM predicted_role r
CROSS JOIN settings t;

CREATE VIEW payload_user_org AS
SELECT DISTINCT r.userSourcedId, u.rowid AS user_place, r.orgSourcedId
FROM predicted_role r
JOIN predicted_user u ON u.sourcedId = r.userSourcedId
WHERE r.status = 'active' AND r.orgSourcedId IS NOT NULL;

CREATE VIEW payload_user_agent AS
SELECT
    u.rowid AS user_place,
    g.rowid AS agent_place,
    CASE WHEN g.rowid IS NULL THEN a.agentSourcedId END AS lostSourcedId
FROM predicted_agent a
JOIN predicted_user u ON u.sourcedId = a.userSourcedId
LEFT JOIN predicted_user g ON g.sourcedId = a.agentSourcedId;

-- What each active user is, at the user's own place, and the school that a finding is reported for.
CREATE VIEW payload_user_kind AS
SELECT
    u.sourcedId AS userSourcedId,
    u.rowid AS user_place,
    k.is_student,
    k.is_teacher,
    k.is_staff,
    k.is_guardian,
    k.is_relative,
    k.schoolID
FROM predicted_user u
JOIN (
    SELECT
        userSourcedId,
        bool_or(population = 'student') AS is_student,
        bool_or(population = 'teacher') AS is_teacher,
        bool_or(population = 'staff') AS is_staff,
        bool_or(population = 'guardian') AS is_guardian,
        bool_or(population = 'relative') AS is_relative,
        min(schoolID) AS schoolID
    FROM predicted_role
    GROUP BY userSourcedId
) k ON k.userSourcedId = u.sourcedId
WHERE u.status = 'active';

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
