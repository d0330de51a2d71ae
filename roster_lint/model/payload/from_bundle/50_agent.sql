/*
Agents of users, one row an item: mostly a student's parents. An agent is stored by place; the sourcedId only
for one who is not there, since there are millions of long ones.
*/
CREATE TABLE payload_user_agent AS
SELECT each_agent.user_place, a.rowid AS agent_place, CASE WHEN a.rowid IS NULL THEN each_agent.agent END AS lostSourcedId
FROM (
    SELECT
        rowid AS user_place,
        -- Hardly any list has a blank; there are several kinds beyond ASCII. Looking for one in the list
        -- costs less than trimming every item.
        unnest(
            CASE
                WHEN strlen(agentSourcedIds) = length(agentSourcedIds) AND NOT contains(agentSourcedIds, ' ')
                    THEN string_split(agentSourcedIds, ',')
                ELSE list_transform(string_split(agentSourcedIds, ','), lambda item: trim(item))
            END
        ) AS agent
    FROM users
    WHERE coalesce(status, 'active') NOT IN ('tobedeleted', 'inactive')
) each_agent
LEFT JOIN users a ON a.sourcedId = each_agent.agent
WHERE each_agent.agent <> '';
