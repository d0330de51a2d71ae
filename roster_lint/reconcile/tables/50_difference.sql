/*
Where the two sides differ: one row a record that only one of them has, and one row a field in which they
differ. What a side refers to is compared under the expected ID.

``follows`` marks a difference that follows from another record's: an enrollment of a user or in a class that
only one side has. It counts as a difference, and decides no reading.
*/
CREATE TABLE org_difference AS
SELECT
    'orgs' AS entity, kind, unit, unit AS record, expectedId, servedId, CAST(NULL AS BIGINT) AS personID,
    CAST(NULL AS BIGINT) AS sectionID, schoolID, org, CAST(NULL AS VARCHAR) AS roles,
    status_field(kind) AS field, status_of(kind, 'deleted') AS expected,
    status_of(kind, 'kept') AS served, rank, FALSE AS follows
FROM org_pair
WHERE kind NOT IN ('both', 'removed')
UNION ALL
SELECT
    'orgs', 'changed', unit, unit, expectedId, servedId, NULL, NULL, schoolID, org, NULL,
    differing.field, differing.expected, differing.served, rank, FALSE
FROM (
    SELECT
        p.*,
        unnest([
            differs('sourcedId', e.idKey, s.idKey),
            differs('name', e.name, s.name),
            differs('type', e.type, s.type),
            differs('identifier', e.identifier, s.identifier)
        ]) AS differing
    FROM org_pair p
    JOIN expected_org e ON e.sourcedId = p.expectedId
    JOIN served_org s ON s.sourcedId = p.servedId
    WHERE p.kind = 'both'
) compared
WHERE differing IS NOT NULL;

CREATE TABLE session_difference AS
SELECT
    'academicSessions' AS entity, kind, unit, unit AS record, expectedId, servedId, CAST(NULL AS BIGINT) AS personID,
    CAST(NULL AS BIGINT) AS sectionID, CAST(NULL AS BIGINT) AS schoolID, CAST(NULL AS VARCHAR) AS org,
    CAST(NULL AS VARCHAR) AS roles, status_field(kind) AS field,
    status_of(kind, 'deleted') AS expected, status_of(kind, 'kept') AS served, rank, FALSE AS follows
FROM session_pair
WHERE kind NOT IN ('both', 'removed')
UNION ALL
SELECT
    'academicSessions', 'changed', unit, unit, expectedId, servedId, NULL, NULL, NULL, NULL, NULL,
    differing.field, differing.expected, differing.served, rank, FALSE
FROM (
    SELECT
        p.*,
        unnest([
            differs('sourcedId', e.idKey, s.idKey),
            differs('title', e.title, s.title),
            differs('type', e.type, s.type),
            differs('startDate', e.startDate, s.startDate),
            differs('endDate', e.endDate, s.endDate),
            differs('schoolYear', e.schoolYear, s.schoolYear)
        ]) AS differing
    FROM session_pair p
    JOIN expected_session e ON e.sourcedId = p.expectedId
    JOIN served_session s ON s.sourcedId = p.servedId
    WHERE p.kind = 'both'
) compared
WHERE differing IS NOT NULL;

CREATE TABLE course_difference AS
SELECT
    'courses' AS entity, kind, unit, unit AS record, expectedId, servedId, CAST(NULL AS BIGINT) AS personID,
    CAST(NULL AS BIGINT) AS sectionID, schoolID, org, CAST(NULL AS VARCHAR) AS roles,
    status_field(kind) AS field, status_of(kind, 'deleted') AS expected,
    status_of(kind, 'kept') AS served, rank, FALSE AS follows
FROM course_pair
WHERE kind NOT IN ('both', 'removed')
UNION ALL
SELECT
    'courses', 'changed', unit, unit, expectedId, servedId, NULL, NULL, schoolID, org, NULL,
    differing.field, differing.expected, differing.served, rank, FALSE
FROM (
    SELECT
        p.*,
        unnest([
            differs('sourcedId', e.idKey, s.idKey),
            differs('title', e.title, s.title),
            differs('courseCode', e.courseCode, s.courseCode),
            differs('school', e.orgSourcedId, coalesce(o.expectedId, s.orgSourcedId))
        ]) AS differing
    FROM course_pair p
    JOIN expected_course e ON e.sourcedId = p.expectedId
    JOIN served_course s ON s.sourcedId = p.servedId
    LEFT JOIN org_match o ON o.servedId = s.orgSourcedId
    WHERE p.kind = 'both'
) compared
WHERE differing IS NOT NULL;

-- The terms of a served class under the IDs that are expected of them.
CREATE TABLE served_terms AS
SELECT classSourcedId, string_agg(DISTINCT term, ',' ORDER BY term) AS terms
FROM (
    SELECT t.classSourcedId, coalesce(m.expectedId, t.termSourcedId) AS term
    FROM served_class_term t
    LEFT JOIN session_match m ON m.servedId = t.termSourcedId
) each_term
GROUP BY classSourcedId;

CREATE TABLE class_difference AS
SELECT
    'classes' AS entity, kind, unit, unit AS record, expectedId, servedId, CAST(NULL AS BIGINT) AS personID, sectionID,
    schoolID, org, CAST(NULL AS VARCHAR) AS roles, status_field(kind) AS field,
    status_of(kind, 'deleted') AS expected, status_of(kind, 'kept') AS served, rank, FALSE AS follows
FROM class_pair
WHERE kind NOT IN ('both', 'removed')
UNION ALL
SELECT
    'classes', 'changed', unit, unit, expectedId, servedId, NULL, sectionID, schoolID, org, NULL,
    differing.field, differing.expected, differing.served, rank, FALSE
FROM (
    SELECT
        p.*,
        unnest([
            differs('sourcedId', e.idKey, s.idKey),
            differs('title', e.title, s.title),
            differs('classCode', e.classCode, s.classCode),
            differs('classType', e.classType, s.classType),
            differs('course', e.courseSourcedId, coalesce(c.expectedId, s.courseSourcedId)),
            differs('school', e.schoolSourcedId, coalesce(o.expectedId, s.schoolSourcedId)),
            differs('terms', e.terms, t.terms)
        ]) AS differing
    FROM class_pair p
    JOIN expected_class e ON e.sourcedId = p.expectedId
    JOIN served_class s ON s.sourcedId = p.servedId
    LEFT JOIN course_match c ON c.servedId = s.courseSourcedId
    LEFT JOIN org_match o ON o.servedId = s.schoolSourcedId
    LEFT JOIN served_terms t ON t.classSourcedId = s.sourcedId
    WHERE p.kind = 'both'
) compared
WHERE differing IS NOT NULL;

-- What a served user is, and where, with the schools under the IDs that are expected of them.
CREATE TABLE served_user_role AS
SELECT
    userSourcedId,
    string_agg(DISTINCT role, ',' ORDER BY role) AS roles,
    string_agg(DISTINCT org, ',' ORDER BY org) AS schools,
    string_agg(role || ' ' || coalesce(org, '') || ' ' || roleType, ',' ORDER BY role, org) AS roleTypes,
    string_agg(
        role || ' ' || coalesce(org, '') || ' ' || CASE WHEN roleType IS NOT NULL THEN span(beginDate, endDate) END, ','
        ORDER BY role, org
    ) AS roleDates
FROM (
    SELECT r.userSourcedId, r.role, r.roleType, r.beginDate, r.endDate, coalesce(o.expectedId, r.orgSourcedId) AS org
    FROM served_role r
    LEFT JOIN org_match o ON o.servedId = r.orgSourcedId
) each_role
GROUP BY userSourcedId;

CREATE TABLE user_difference AS
SELECT
    'users' AS entity, kind, unit, unit || coalesce(' ' || ownRole, '') AS record, expectedId, servedId, personID,
    CAST(NULL AS BIGINT) AS sectionID, schoolID, org, roles, status_field(kind) AS field,
    status_of(kind, 'deleted') AS expected, status_of(kind, 'kept') AS served, rank, FALSE AS follows
FROM user_pair
WHERE kind NOT IN ('both', 'removed')
UNION ALL
SELECT
    'users', 'changed', unit, unit || coalesce(' ' || ownRole, ''), expectedId, servedId, personID, NULL, schoolID, org,
    roles, differing.field, differing.expected, differing.served, rank, FALSE
FROM (
    SELECT
        p.*,
        unnest([
            differs('sourcedId', e.idKey, s.idKey),
            differs('role', e.roles, coalesce(s.ownRole, r.roles)),
            differs('school', e.schools, r.schools),
            CASE
                WHEN e.roles IS NOT DISTINCT FROM r.roles AND e.schools IS NOT DISTINCT FROM r.schools
                    THEN differs('roleType', e.roleTypes, r.roleTypes)
            END,
            CASE
                WHEN e.roles IS NOT DISTINCT FROM r.roles AND e.schools IS NOT DISTINCT FROM r.schools
                    THEN differs('dates', e.roleDates, r.roleDates)
            END,
            differs('enabledUser', e.enabledUser, s.enabledUser),
            differs('username', e.username, s.username),
            differs('givenName', e.givenName, s.givenName),
            differs('familyName', e.familyName, s.familyName),
            differs('identifier', e.identifier, s.identifier),
            differs('email', e.email, s.email),
            differs('sms', e.sms, s.sms),
            differs('phone', e.phone, s.phone),
            differs('grade', e.grades, s.grades)
        ]) AS differing
    FROM user_pair p
    JOIN expected_user e ON e.sourcedId = p.expectedId
    JOIN served_user s ON s.sourcedId = p.servedId
    LEFT JOIN served_user_role r ON r.userSourcedId = s.sourcedId
    WHERE p.kind = 'both'
) compared
WHERE differing IS NOT NULL;

CREATE TABLE agent_difference AS
SELECT
    'agents' AS entity, kind, unit, record, expectedId, servedId, personID, CAST(NULL AS BIGINT) AS sectionID,
    schoolID, org, roles, 'agent' AS field, CASE WHEN kind = 'missing' THEN agent END AS expected,
    CASE WHEN kind = 'extra' THEN agent END AS served, CAST(NULL AS INTEGER) AS rank, follows
FROM agent_pair;

CREATE TABLE enrollment_difference AS
SELECT
    'enrollments' AS entity,
    'missing' AS kind,
    'person ' || CAST(e.personID AS VARCHAR) AS unit,
    e.sourcedId AS record,
    e.sourcedId AS expectedId,
    CAST(NULL AS VARCHAR) AS servedId,
    e.personID,
    e.sectionID,
    e.schoolID,
    CAST(NULL AS VARCHAR) AS org,
    e.role AS roles,
    CAST(NULL AS VARCHAR) AS field,
    CAST(NULL AS VARCHAR) AS expected,
    CAST(NULL AS VARCHAR) AS served,
    CAST(NULL AS INTEGER) AS rank,
    u.expectedId IS NOT NULL OR c.expectedId IS NOT NULL AS follows
FROM expected_enrollment_left e
LEFT JOIN enrollment_by_key m ON m.expectedPlace = e.place
LEFT JOIN absent_user u ON u.expectedId = e.userSourcedId
LEFT JOIN absent_class c ON c.expectedId = e.classSourcedId
WHERE m.expectedPlace IS NULL
UNION ALL
SELECT
    'enrollments',
    'extra',
    coalesce(p.unit, 'user ' || s.userSourcedId),
    s.sourcedId,
    NULL,
    s.sourcedId,
    p.personID,
    k.sectionID,
    k.schoolID,
    s.schoolSourcedId,
    s.role,
    NULL,
    NULL,
    NULL,
    NULL,
    u.servedId IS NOT NULL OR c.servedId IS NOT NULL
FROM served_enrollment_left s
LEFT JOIN enrollment_by_key m ON m.servedPlace = s.place
LEFT JOIN user_pair p ON p.servedId = s.userSourcedId
LEFT JOIN class_pair k ON k.servedId = s.classSourcedId
LEFT JOIN absent_user u ON u.servedId = s.userSourcedId
LEFT JOIN absent_class c ON c.servedId = s.classSourcedId
WHERE m.servedPlace IS NULL AND s.status = 'active'
UNION ALL
SELECT
    'enrollments',
    CASE WHEN field = 'status' THEN 'deleted' ELSE 'changed' END,
    'person ' || CAST(personID AS VARCHAR),
    sourcedId,
    sourcedId,
    servedId,
    personID,
    sectionID,
    schoolID,
    org,
    role,
    differing.field,
    differing.expected,
    differing.served,
    rank,
    follows
FROM (
    SELECT
        *,
        differing.field AS field,
        differing.field = 'status' AND (user_is_absent OR class_is_absent) AS follows
    FROM (
        SELECT
            e.sourcedId,
            e.personID,
            e.sectionID,
            e.schoolID,
            e.role,
            m.rank,
            s.sourcedId AS servedId,
            s.schoolSourcedId AS org,
            au.expectedId IS NOT NULL AS user_is_absent,
            ac.expectedId IS NOT NULL AS class_is_absent,
            unnest(CASE
                WHEN s.status <> 'active' THEN [differs('status', 'active', s.status)]
                ELSE [
                    differs('sourcedId', e.sourcedId, s.sourcedId),
                    differs('class', e.classSourcedId, coalesce(c.expectedId, s.classSourcedId)),
                    differs('user', e.userSourcedId, coalesce(u.expectedId, s.userSourcedId)),
                    differs('role', e.role, s.role),
                    differs('primary', e.is_primary, coalesce(s.isPrimary, FALSE)),
                    differs('beginDate', e.beginDate, s.beginDate),
                    differs('endDate', e.endDate, s.endDate)
                ]
            END) AS differing
        FROM enrollment_pair m
        JOIN expected_enrollment e ON e.place = m.expectedPlace
        JOIN served_enrollment s ON s.place = m.servedPlace
        LEFT JOIN class_match c ON c.servedId = s.classSourcedId
        LEFT JOIN user_match u ON u.servedId = s.userSourcedId
        LEFT JOIN absent_user au ON au.expectedId = e.userSourcedId
        LEFT JOIN absent_class ac ON ac.expectedId = e.classSourcedId
        WHERE s.status <> 'active'
           OR e.sourcedId <> s.sourcedId
           OR e.role IS DISTINCT FROM s.role
           OR e.is_primary IS DISTINCT FROM coalesce(s.isPrimary, FALSE)
           OR e.beginDate IS DISTINCT FROM s.beginDate
           OR e.endDate IS DISTINCT FROM s.endDate
           OR e.classSourcedId IS DISTINCT FROM coalesce(c.expectedId, s.classSourcedId)
           OR e.userSourcedId IS DISTINCT FROM coalesce(u.expectedId, s.userSourcedId)
    ) compared
    WHERE differing IS NOT NULL
) each_field;

CREATE TABLE difference AS
SELECT row_number() OVER (ORDER BY entity, record, kind, field) AS number, *
FROM (
    SELECT * FROM org_difference
    UNION ALL SELECT * FROM session_difference
    UNION ALL SELECT * FROM course_difference
    UNION ALL SELECT * FROM class_difference
    UNION ALL SELECT * FROM user_difference
    UNION ALL SELECT * FROM agent_difference
    UNION ALL SELECT * FROM enrollment_difference
) each_entity;
