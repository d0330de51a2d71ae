/*
References to orgs that lead nowhere: OneRoster 1.1 lists a user's orgs in the user's row.
*/
CREATE TABLE sent_loose_role AS
SELECT 'users.csv' AS file, 'orgSourcedIds' AS columnName, 'orgs.csv' AS targetFile, o.orgSourcedId AS target, count(*) AS records, min(o.userSourcedId) AS example
FROM sent_user_org o
WHERE NOT EXISTS (SELECT 1 FROM sent_org t WHERE t.sourcedId = o.orgSourcedId)
GROUP BY o.orgSourcedId;
