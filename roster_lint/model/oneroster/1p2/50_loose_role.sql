/*
References of roles that lead nowhere.
*/
CREATE TABLE sent_loose_role AS
SELECT 'roles.csv' AS file, 'userSourcedId' AS columnName, 'users.csv' AS targetFile, r.userSourcedId AS target, count(*) AS records, min(r.sourcedId) AS example
FROM sent_role r
WHERE r.status = 'active' AND r.userSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sent_user t WHERE t.sourcedId = r.userSourcedId)
GROUP BY r.userSourcedId
UNION ALL
SELECT 'roles.csv', 'orgSourcedId', 'orgs.csv', r.orgSourcedId, count(*), min(r.sourcedId)
FROM sent_role r
WHERE r.status = 'active' AND r.orgSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sent_org t WHERE t.sourcedId = r.orgSourcedId)
GROUP BY r.orgSourcedId
UNION ALL
SELECT 'roles.csv', 'userProfileSourcedId', 'userProfiles.csv', r.userProfileSourcedId, count(*), min(r.sourcedId)
FROM sent_role r
WHERE r.status = 'active' AND r.userProfileSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sent_user_profile t WHERE t.sourcedId = r.userProfileSourcedId)
GROUP BY r.userProfileSourcedId;
