/*
Every record of both sides, side by side: what is expected with what is served, and what only one side
has. ``unit`` is the person, class or school that a difference is counted by; ``record`` stays the same
under every reading of the article, so that two predictions can be compared.

A record that is to be deleted on one side and absent on the other agrees: vendors see both alike.
*/
CREATE TABLE org_pair AS
SELECT
    e.sourcedId AS expectedId,
    m.servedId,
    m.rank,
    'school ' || CAST(e.schoolID AS VARCHAR) AS unit,
    e.schoolID,
    m.servedId AS org,
    pair_kind(e.status, s.status) AS kind
FROM expected_org e
LEFT JOIN org_match m ON m.expectedId = e.sourcedId
LEFT JOIN served_org s ON s.sourcedId = m.servedId
UNION ALL
SELECT
    NULL,
    s.sourcedId,
    NULL,
    coalesce('school ' || CAST(k.schoolID AS VARCHAR), 'org ' || s.sourcedId),
    k.schoolID,
    s.sourcedId,
    pair_kind(NULL, s.status)
FROM served_org s
LEFT JOIN org_match m ON m.servedId = s.sourcedId
LEFT JOIN known_school k ON k.servedId = s.sourcedId
WHERE m.servedId IS NULL;

CREATE TABLE session_pair AS
SELECT
    e.sourcedId AS expectedId,
    m.servedId,
    m.rank,
    'session ' || e.sourcedId AS unit,
    e.termID,
    pair_kind(e.status, s.status) AS kind
FROM expected_session e
LEFT JOIN session_match m ON m.expectedId = e.sourcedId
LEFT JOIN served_session s ON s.sourcedId = m.servedId
UNION ALL
SELECT NULL, s.sourcedId, NULL, 'session ' || s.sourcedId, TRY_CAST(s.sourcedId AS BIGINT), pair_kind(NULL, s.status)
FROM served_session s
LEFT JOIN session_match m ON m.servedId = s.sourcedId
WHERE m.servedId IS NULL;

CREATE TABLE course_pair AS
SELECT
    e.sourcedId AS expectedId,
    m.servedId,
    m.rank,
    'course ' || e.sourcedId AS unit,
    e.courseID,
    e.schoolID,
    s.orgSourcedId AS org,
    pair_kind(e.status, s.status) AS kind
FROM expected_course e
LEFT JOIN course_match m ON m.expectedId = e.sourcedId
LEFT JOIN served_course s ON s.sourcedId = m.servedId
UNION ALL
SELECT
    NULL,
    s.sourcedId,
    NULL,
    'course ' || s.sourcedId,
    TRY_CAST(s.sourcedId AS BIGINT),
    k.schoolID,
    s.orgSourcedId,
    pair_kind(NULL, s.status)
FROM served_course s
LEFT JOIN course_match m ON m.servedId = s.sourcedId
LEFT JOIN known_school k ON k.servedId = s.orgSourcedId
WHERE m.servedId IS NULL;

CREATE TABLE class_pair AS
SELECT
    e.sourcedId AS expectedId,
    m.servedId,
    m.rank,
    'class ' || e.sourcedId AS unit,
    e.sectionID,
    e.schoolID,
    s.schoolSourcedId AS org,
    pair_kind(e.status, s.status) AS kind
FROM expected_class e
LEFT JOIN class_match m ON m.expectedId = e.sourcedId
LEFT JOIN served_class s ON s.sourcedId = m.servedId
UNION ALL
SELECT
    NULL,
    s.sourcedId,
    NULL,
    'class ' || s.sourcedId,
    TRY_CAST(s.sourcedId AS BIGINT),
    k.schoolID,
    s.schoolSourcedId,
    pair_kind(NULL, s.status)
FROM served_class s
LEFT JOIN class_match m ON m.servedId = s.sourcedId
LEFT JOIN known_school k ON k.servedId = s.schoolSourcedId
WHERE m.servedId IS NULL;

-- What a served user is; for a user who is to be deleted on one side, only the other side may show it.
CREATE TABLE served_kind AS
SELECT userSourcedId, string_agg(DISTINCT role, ',' ORDER BY role) AS roles, min(orgSourcedId) AS org
FROM served_role
GROUP BY userSourcedId;

CREATE TABLE user_pair AS
SELECT
    e.sourcedId AS expectedId,
    m.servedId,
    m.rank,
    'person ' || CAST(e.personID AS VARCHAR) AS unit,
    e.personID,
    e.ownRole,
    coalesce(e.roles, r.roles) AS roles,
    coalesce(e.schoolID, o.schoolID) AS schoolID,
    r.org,
    pair_kind(e.status, s.status) AS kind
FROM expected_user e
LEFT JOIN user_match m ON m.expectedId = e.sourcedId
LEFT JOIN served_user s ON s.sourcedId = m.servedId
LEFT JOIN served_kind r ON r.userSourcedId = m.servedId
LEFT JOIN known_school o ON o.servedId = r.org
UNION ALL
SELECT
    NULL,
    s.sourcedId,
    k.rank,
    coalesce('person ' || CAST(k.personID AS VARCHAR), 'user ' || s.sourcedId),
    k.personID,
    s.ownRole,
    coalesce(s.ownRole, r.roles),
    o.schoolID,
    r.org,
    pair_kind(NULL, s.status)
FROM served_user s
LEFT JOIN user_match m ON m.servedId = s.sourcedId
LEFT JOIN known_person k ON k.servedId = s.sourcedId
LEFT JOIN served_kind r ON r.userSourcedId = s.sourcedId
LEFT JOIN known_school o ON o.servedId = r.org
WHERE m.servedId IS NULL;

-- Agents under the IDs that are expected of both; one who is named and not served, only by ID.
CREATE TABLE served_agent_known AS
SELECT DISTINCT
    s.userSourcedId,
    s.agentSourcedId,
    coalesce(u.expectedId, s.userSourcedId) AS userExpectedId,
    coalesce(a.expectedId, l.sourcedId, s.agentSourcedId) AS agentExpectedId
FROM served_agent s
LEFT JOIN user_match u ON u.servedId = s.userSourcedId
LEFT JOIN user_match a ON a.servedId = s.agentSourcedId
LEFT JOIN expected_user l ON l.idKey = id_key(s.agentSourcedId);

-- Only what one side has: most of the millions of pairs agree. ``agent`` is the other's sourcedId.
CREATE TABLE agent_pair AS
SELECT
    'missing' AS kind,
    p.unit,
    p.unit || coalesce(' ' || p.ownRole, '') || ' > ' || o.unit || coalesce(' ' || o.ownRole, '') AS record,
    p.expectedId,
    p.servedId,
    p.personID,
    p.schoolID,
    p.org,
    p.roles,
    e.agentSourcedId AS agent,
    o.personID AS agentPersonID,
    TRUE AS agent_is_there,
    p.kind <> 'both' OR o.kind <> 'both' AS follows
FROM expected_agent e
LEFT JOIN served_agent_known k ON k.userExpectedId = e.userSourcedId AND k.agentExpectedId = e.agentSourcedId
JOIN user_pair p ON p.expectedId = e.userSourcedId
JOIN user_pair o ON o.expectedId = e.agentSourcedId
WHERE k.userSourcedId IS NULL
UNION ALL
SELECT
    'extra',
    p.unit,
    p.unit || coalesce(' ' || p.ownRole, '') || ' > '
        || coalesce(o.unit || coalesce(' ' || o.ownRole, ''), 'user ' || k.agentSourcedId),
    p.expectedId,
    p.servedId,
    p.personID,
    p.schoolID,
    p.org,
    p.roles,
    k.agentSourcedId,
    o.personID,
    o.servedId IS NOT NULL,
    p.kind <> 'both' OR coalesce(o.kind <> 'both', FALSE)
FROM served_agent_known k
LEFT JOIN expected_agent e ON e.userSourcedId = k.userExpectedId AND e.agentSourcedId = k.agentExpectedId
JOIN user_pair p ON p.servedId = k.userSourcedId
LEFT JOIN user_pair o ON o.servedId = k.agentSourcedId
WHERE e.userSourcedId IS NULL AND p.kind <> 'removed' AND coalesce(o.kind <> 'removed', TRUE);

-- By the numbers of the rows, since there are millions.
CREATE TABLE enrollment_pair AS
SELECT expectedPlace, servedPlace, 0 AS rank
FROM enrollment_by_id
UNION ALL
SELECT expectedPlace, servedPlace, 8
FROM enrollment_by_key;

-- Users and classes that are not on both sides as active: their enrollments follow them.
CREATE TABLE absent_user AS
SELECT expectedId, servedId
FROM user_pair
WHERE kind NOT IN ('both', 'removed');

CREATE TABLE absent_class AS
SELECT expectedId, servedId
FROM class_pair
WHERE kind NOT IN ('both', 'removed');
