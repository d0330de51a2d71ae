/*
References that match nothing, one row for what is referred to and is not there: the file and column
that refer, how many records do, and the first of these. Only active records count.
*/
CREATE TABLE payload_unresolved_person AS
SELECT 'enrollments.csv' AS file, 'userSourcedId' AS columnName, 'users.csv' AS targetFile, e.userSourcedId AS target, count(*) AS records, min(e.sourcedId) AS example
FROM payload_active_enrollment s
JOIN payload_enrollment e ON e.place = s.place
JOIN payload_file f ON f.file = 'users.csv' AND f.is_there
WHERE s.user_place IS NULL AND e.userSourcedId IS NOT NULL
GROUP BY e.userSourcedId
UNION ALL
SELECT 'enrollments.csv', 'classSourcedId', 'classes.csv', e.classSourcedId, count(*), min(e.sourcedId)
FROM payload_active_enrollment s
JOIN payload_enrollment e ON e.place = s.place
JOIN payload_file f ON f.file = 'classes.csv' AND f.is_there
WHERE s.class_place IS NULL AND e.classSourcedId IS NOT NULL
GROUP BY e.classSourcedId
UNION ALL
-- There are millions of enrollments in a few hundred schools, which are looked for when they are counted.
SELECT 'enrollments.csv', 'schoolSourcedId', 'orgs.csv', e.schoolSourcedId, e.records, e.example
FROM (
    SELECT schoolSourcedId, count(*) AS records, min(sourcedId) AS example
    FROM payload_enrollment
    WHERE status = 'active' AND schoolSourcedId IS NOT NULL
    GROUP BY schoolSourcedId
) e
WHERE NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = e.schoolSourcedId)
UNION ALL
SELECT 'users.csv', 'agentSourcedIds', 'users.csv', a.lostSourcedId, count(*), min(u.sourcedId)
FROM payload_user_agent a
JOIN payload_user u ON u.place = a.user_place
WHERE a.agent_place IS NULL
GROUP BY a.lostSourcedId
UNION ALL
SELECT 'users.csv', 'primaryOrgSourcedId', 'orgs.csv', r.primaryOrgSourcedId, count(*), min(r.sourcedId)
FROM payload_user r
WHERE r.status = 'active' AND r.primaryOrgSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.primaryOrgSourcedId)
GROUP BY r.primaryOrgSourcedId
UNION ALL
-- No two demographics have one sourcedId, so each missing one is missed once.
SELECT 'demographics.csv', 'sourcedId', 'users.csv', r.sourcedId, 1, r.sourcedId
FROM (
    SELECT sourcedId FROM payload_demographics WHERE status = 'active' AND sourcedId IS NOT NULL
    EXCEPT
    SELECT sourcedId FROM payload_user
) r
UNION ALL
SELECT 'userProfiles.csv', 'userSourcedId', 'users.csv', r.userSourcedId, count(*), min(r.sourcedId)
FROM payload_user_profile r
WHERE r.status = 'active' AND r.userSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_user t WHERE t.sourcedId = r.userSourcedId)
GROUP BY r.userSourcedId;

CREATE TABLE payload_unresolved_class AS
SELECT 'classes.csv' AS file, 'termSourcedIds' AS columnName, 'academicSessions.csv' AS targetFile, r.termSourcedId AS target, count(DISTINCT r.class_place) AS records, min(r.classSourcedId) AS example
FROM payload_class_term r
JOIN payload_class c ON c.place = r.class_place AND c.status = 'active'
WHERE NOT EXISTS (SELECT 1 FROM payload_session t WHERE t.sourcedId = r.termSourcedId)
GROUP BY r.termSourcedId
UNION ALL
SELECT 'academicSessions.csv', 'parentSourcedId', 'academicSessions.csv', r.parentSourcedId, count(*), min(r.sourcedId)
FROM payload_session r
WHERE r.status = 'active' AND r.parentSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_session t WHERE t.sourcedId = r.parentSourcedId)
GROUP BY r.parentSourcedId
UNION ALL
SELECT 'orgs.csv', 'parentSourcedId', 'orgs.csv', r.parentSourcedId, count(*), min(r.sourcedId)
FROM payload_org r
WHERE r.status = 'active' AND r.parentSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.parentSourcedId)
GROUP BY r.parentSourcedId
UNION ALL
SELECT 'courses.csv', 'schoolYearSourcedId', 'academicSessions.csv', r.schoolYearSourcedId, count(*), min(r.sourcedId)
FROM payload_course r
WHERE r.status = 'active' AND r.schoolYearSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_session t WHERE t.sourcedId = r.schoolYearSourcedId)
GROUP BY r.schoolYearSourcedId
UNION ALL
SELECT 'courses.csv', 'orgSourcedId', 'orgs.csv', r.orgSourcedId, count(*), min(r.sourcedId)
FROM payload_course r
WHERE r.status = 'active' AND r.orgSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.orgSourcedId)
GROUP BY r.orgSourcedId
UNION ALL
SELECT 'classes.csv', 'courseSourcedId', 'courses.csv', r.courseSourcedId, count(*), min(r.sourcedId)
FROM payload_class r
WHERE r.status = 'active' AND r.courseSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_course t WHERE t.sourcedId = r.courseSourcedId)
GROUP BY r.courseSourcedId
UNION ALL
SELECT 'classes.csv', 'schoolSourcedId', 'orgs.csv', r.schoolSourcedId, count(*), min(r.sourcedId)
FROM payload_class r
WHERE r.status = 'active' AND r.schoolSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.schoolSourcedId)
GROUP BY r.schoolSourcedId;

CREATE TABLE payload_unresolved_resource AS
SELECT 'classResources.csv' AS file, 'classSourcedId' AS columnName, 'classes.csv' AS targetFile, r.classSourcedId AS target, count(*) AS records, min(r.sourcedId) AS example
FROM payload_class_resource r
WHERE r.status = 'active' AND r.classSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_class t WHERE t.sourcedId = r.classSourcedId)
GROUP BY r.classSourcedId
UNION ALL
SELECT 'classResources.csv', 'resourceSourcedId', 'resources.csv', r.resourceSourcedId, count(*), min(r.sourcedId)
FROM payload_class_resource r
WHERE r.status = 'active' AND r.resourceSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_resource t WHERE t.sourcedId = r.resourceSourcedId)
GROUP BY r.resourceSourcedId
UNION ALL
SELECT 'courseResources.csv', 'courseSourcedId', 'courses.csv', r.courseSourcedId, count(*), min(r.sourcedId)
FROM payload_course_resource r
WHERE r.status = 'active' AND r.courseSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_course t WHERE t.sourcedId = r.courseSourcedId)
GROUP BY r.courseSourcedId
UNION ALL
SELECT 'courseResources.csv', 'resourceSourcedId', 'resources.csv', r.resourceSourcedId, count(*), min(r.sourcedId)
FROM payload_course_resource r
WHERE r.status = 'active' AND r.resourceSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_resource t WHERE t.sourcedId = r.resourceSourcedId)
GROUP BY r.resourceSourcedId
UNION ALL
SELECT 'userResources.csv', 'userSourcedId', 'users.csv', r.userSourcedId, count(*), min(r.sourcedId)
FROM payload_user_resource r
WHERE r.status = 'active' AND r.userSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_user t WHERE t.sourcedId = r.userSourcedId)
GROUP BY r.userSourcedId
UNION ALL
SELECT 'userResources.csv', 'orgSourcedId', 'orgs.csv', r.orgSourcedId, count(*), min(r.sourcedId)
FROM payload_user_resource r
WHERE r.status = 'active' AND r.orgSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.orgSourcedId)
GROUP BY r.orgSourcedId
UNION ALL
SELECT 'userResources.csv', 'classSourcedId', 'classes.csv', r.classSourcedId, count(*), min(r.sourcedId)
FROM payload_user_resource r
WHERE r.status = 'active' AND r.classSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_class t WHERE t.sourcedId = r.classSourcedId)
GROUP BY r.classSourcedId
UNION ALL
SELECT 'userResources.csv', 'resourceSourcedId', 'resources.csv', r.resourceSourcedId, count(*), min(r.sourcedId)
FROM payload_user_resource r
WHERE r.status = 'active' AND r.resourceSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_resource t WHERE t.sourcedId = r.resourceSourcedId)
GROUP BY r.resourceSourcedId;

-- OneRoster 1.1 lists a user's orgs in the user's row, 1.2 has a role for each.
CREATE TABLE payload_unresolved_role AS
SELECT 'roles.csv' AS file, 'userSourcedId' AS columnName, 'users.csv' AS targetFile, r.userSourcedId AS target, count(*) AS records, min(r.sourcedId) AS example
FROM payload_role r
JOIN payload_version v ON v.oneroster = '1.2'
WHERE r.status = 'active' AND r.userSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_user t WHERE t.sourcedId = r.userSourcedId)
GROUP BY r.userSourcedId
UNION ALL
SELECT 'roles.csv', 'orgSourcedId', 'orgs.csv', r.orgSourcedId, count(*), min(r.sourcedId)
FROM payload_role r
JOIN payload_version v ON v.oneroster = '1.2'
WHERE r.status = 'active' AND r.orgSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.orgSourcedId)
GROUP BY r.orgSourcedId
UNION ALL
SELECT 'roles.csv', 'userProfileSourcedId', 'userProfiles.csv', r.userProfileSourcedId, count(*), min(r.sourcedId)
FROM payload_role r
JOIN payload_version v ON v.oneroster = '1.2'
WHERE r.status = 'active' AND r.userProfileSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_user_profile t WHERE t.sourcedId = r.userProfileSourcedId)
GROUP BY r.userProfileSourcedId
UNION ALL
SELECT 'users.csv', 'orgSourcedIds', 'orgs.csv', o.orgSourcedId, count(*), min(o.userSourcedId)
FROM payload_user_org o
JOIN payload_version v ON v.oneroster = '1.1'
WHERE NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = o.orgSourcedId)
GROUP BY o.orgSourcedId;
