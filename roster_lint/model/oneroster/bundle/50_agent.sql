/*
Agents of users, one row an item: mostly a student's parents.
*/
CREATE TABLE sent_user_agent AS
SELECT each_agent.userSourcedId, each_agent.user_place, trim(each_agent.agent) AS agentSourcedId, a.rowid AS agent_place
FROM (
    SELECT
        sourcedId AS userSourcedId,
        rowid AS user_place,
        status,
        unnest(string_split(agentSourcedIds, ',')) AS agent
    FROM users
) each_agent
LEFT JOIN users a ON a.sourcedId = trim(each_agent.agent)
WHERE trim(each_agent.agent) <> ''
  AND coalesce(each_agent.status, 'active') NOT IN ('tobedeleted', 'inactive');
