/*
Agents of users, one row an item: mostly a student's parents. Who it is stands there by the place alone;
the sourcedId only of one who is not there, since there are millions of long ones.
*/
CREATE TABLE payload_user_agent AS
SELECT each_agent.user_place, a.rowid AS agent_place, CASE WHEN a.rowid IS NULL THEN each_agent.agent END AS lostSourcedId
FROM (
    SELECT
        rowid AS user_place,
        -- Hardly any list has a blank, of which there are several beyond ASCII: to look for one in the list
        -- costs less than to trim every item.
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
