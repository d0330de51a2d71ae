/*
What the source says should be served, in the shape in which it is compared: active records and those
to be deleted.

Lists (grades, terms, roles, orgs) are sorted, blanks around a value and line breaks in it are gone, and
GUIDs are compared without regard to case (``idKey``).
*/
CREATE TABLE expected_org AS
SELECT
    sourcedId,
    id_key(sourcedId) AS idKey,
    status,
    schoolID,
    clean(name) AS name,
    type,
    clean(identifier) AS identifier
FROM predicted_org;

CREATE TABLE expected_session AS
SELECT
    sourcedId,
    id_key(sourcedId) AS idKey,
    status,
    termID,
    clean(title) AS title,
    type,
    startDate,
    endDate,
    schoolYear
FROM predicted_academic_session;

CREATE TABLE expected_course AS
SELECT
    sourcedId,
    id_key(sourcedId) AS idKey,
    status,
    courseID,
    schoolID,
    clean(title) AS title,
    clean(courseCode) AS courseCode,
    orgSourcedId
FROM predicted_course;

CREATE TABLE expected_class AS
SELECT
    sourcedId,
    id_key(sourcedId) AS idKey,
    status,
    sectionID,
    schoolID,
    clean(title) AS title,
    clean(classCode) AS classCode,
    classType,
    courseSourcedId,
    schoolSourcedId,
    as_set(termSourcedIds) AS terms
FROM predicted_class;

-- The roles that are sent as active; only OneRoster 1.2 sends their dates and which one is primary.
CREATE TABLE expected_role AS
SELECT
    r.userSourcedId,
    r.role,
    r.orgSourcedId,
    r.schoolID,
    CASE WHEN t.oneroster = '1.2' THEN CASE WHEN r.is_primary THEN 'primary' ELSE 'secondary' END END AS roleType,
    CASE WHEN t.oneroster = '1.2' THEN r.beginDate END AS beginDate,
    CASE WHEN t.oneroster = '1.2' THEN r.endDate END AS endDate
FROM predicted_role r
CROSS JOIN settings t
WHERE r.status = 'active';

-- ``ownRole`` is the one role that a user of OneRoster 1.1 has.
CREATE TABLE expected_user AS
SELECT
    u.sourcedId,
    id_key(u.sourcedId) AS idKey,
    u.status,
    u.personID,
    u.role AS ownRole,
    coalesce(u.role, r.roles) AS roles,
    r.schools,
    r.roleTypes,
    r.roleDates,
    r.schoolID,
    u.enabledUser,
    clean(u.username) AS username,
    clean(u.givenName) AS givenName,
    clean(u.familyName) AS familyName,
    clean(u.identifier) AS identifier,
    clean(u.email) AS email,
    clean(u.sms) AS sms,
    clean(u.phone) AS phone,
    as_set(u.grades) AS grades
FROM predicted_user u
LEFT JOIN (
    SELECT
        userSourcedId,
        string_agg(DISTINCT role, ',' ORDER BY role) AS roles,
        string_agg(DISTINCT orgSourcedId, ',' ORDER BY orgSourcedId) AS schools,
        string_agg(role || ' ' || coalesce(orgSourcedId, '') || ' ' || roleType, ',' ORDER BY role, orgSourcedId) AS roleTypes,
        string_agg(
            role || ' ' || coalesce(orgSourcedId, '') || ' ' || CASE WHEN roleType IS NOT NULL THEN span(beginDate, endDate) END,
            ','
            ORDER BY role, orgSourcedId
        ) AS roleDates,
        min(schoolID) AS schoolID
    FROM expected_role
    GROUP BY userSourcedId
) r ON r.userSourcedId = u.sourcedId;

-- Agents of users, where both are sent as active.
CREATE VIEW expected_agent AS
SELECT g.userSourcedId, g.agentSourcedId
FROM predicted_agent g
JOIN expected_user u ON u.sourcedId = g.userSourcedId AND u.status = 'active'
JOIN expected_user a ON a.sourcedId = g.agentSourcedId AND a.status = 'active';

CREATE VIEW expected_enrollment AS
SELECT
    e.rowid AS place,
    e.sourcedId,
    e.status,
    CAST(e.sectionID AS VARCHAR) AS classSourcedId,
    e.userSourcedId,
    e.role,
    e.is_primary,
    e.beginDate,
    e.endDate,
    e.personID,
    e.sectionID,
    e.schoolID
FROM predicted_enrollment e;
