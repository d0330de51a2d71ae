/*
Users of OneRoster 1.1: one role a user, and a list of orgs in the user's own row.
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
    CAST(NULL AS VARCHAR) AS primaryOrgSourcedId,
    CAST(NULL AS VARCHAR) AS userMasterIdentifier,
    sourcedId AS personID,
    rowid AS place
FROM users;

CREATE TABLE payload_user_org AS
SELECT userSourcedId, user_place, org AS orgSourcedId
FROM (
    SELECT
        sourcedId AS userSourcedId,
        rowid AS user_place,
        -- Most users have one org, and hardly any list has a blank; there are several kinds beyond ASCII.
        unnest(
            CASE
                WHEN strlen(orgSourcedIds) = length(orgSourcedIds) AND NOT contains(orgSourcedIds, ' ')
                    THEN string_split(orgSourcedIds, ',')
                ELSE list_transform(string_split(orgSourcedIds, ','), lambda item: trim(item))
            END
        ) AS org
    FROM users
    WHERE coalesce(status, 'active') NOT IN ('tobedeleted', 'inactive')
) each_org
WHERE org <> '';

-- The role at each org is the user's own.
CREATE VIEW payload_role AS
SELECT
    CAST(NULL AS VARCHAR) AS sourcedId,
    'active' AS status,
    o.userSourcedId,
    u.role,
    CAST(NULL AS VARCHAR) AS roleType,
    o.orgSourcedId,
    CAST(NULL AS DATE) AS beginDate,
    CAST(NULL AS DATE) AS endDate,
    CAST(NULL AS VARCHAR) AS userProfileSourcedId,
    CAST(NULL AS BIGINT) AS place
FROM payload_user_org o
JOIN users u ON u.rowid = o.user_place;

-- Active users with what they are and how to reach them. All stands in one row of users.csv: where there
-- are millions, a join of payload_user and payload_user_kind would cost more than all queries of them.
CREATE VIEW payload_active_user AS
SELECT
    rowid AS place,
    sourcedId,
    sourcedId AS personID,
    role IS NOT DISTINCT FROM 'student' AS is_student,
    role IS NOT DISTINCT FROM 'teacher' AS is_teacher,
    role IS NOT NULL AND role IN ('administrator', 'aide', 'proctor') AS is_staff,
    role IS NOT NULL AND role IN ('guardian', 'parent') AS is_guardian,
    role IS NOT DISTINCT FROM 'relative' AS is_relative,
    -- Most users have one org: the first of several is looked for only where there are several.
    CASE
        WHEN strlen(orgSourcedIds) = length(orgSourcedIds) AND NOT contains(orgSourcedIds, ',') AND NOT contains(orgSourcedIds, ' ')
            THEN nullif(orgSourcedIds, '')
        ELSE nullif(trim(split_part(orgSourcedIds, ',', 1)), '')
    END AS schoolID,
    username,
    givenName,
    familyName,
    identifier,
    email,
    phone,
    grades
FROM users
WHERE coalesce(status, 'active') NOT IN ('tobedeleted', 'inactive');

-- What each active user is, at the user's own place, and the school that a finding is reported for.
CREATE VIEW payload_user_kind AS
SELECT
    sourcedId AS userSourcedId,
    place AS user_place,
    is_student,
    is_teacher,
    is_staff,
    is_guardian,
    is_relative,
    schoolID
FROM payload_active_user;

-- Users that are sent to be deleted.
CREATE VIEW payload_to_be_deleted_user AS
SELECT
    CASE
        WHEN role IN ('student', 'teacher', 'relative') THEN role
        WHEN role IN ('guardian', 'parent') THEN 'guardian'
        WHEN role IN ('administrator', 'aide', 'proctor') THEN 'staff'
    END AS population,
    nullif(trim(split_part(orgSourcedIds, ',', 1)), '') AS schoolID
FROM users
WHERE status IN ('tobedeleted', 'inactive') AND role IS NOT NULL;
