/*
Why a user is another one's agent on only one side: the relationship in Campus between the two, and how the
article's readings treat it.
*/
CREATE TABLE differing_agent AS
SELECT d.number, a.kind, a.personID, a.agentPersonID, a.agent_is_there, a.follows, a.expectedId, a.agent
FROM difference d
JOIN agent_pair a ON a.record = d.record AND a.kind = d.kind
WHERE d.entity = 'agents';

CREATE TABLE agent_relationship AS
SELECT d.number, r.*
FROM differing_agent d
JOIN relationship_criteria r ON r.personID1 = d.personID AND r.personID2 = d.agentPersonID
UNION ALL
SELECT d.number, r.*
FROM differing_agent d
JOIN relationship_criteria r ON r.personID2 = d.personID AND r.personID1 = d.agentPersonID;

CREATE TABLE agent_reason AS
SELECT DISTINCT number, 'near' AS code, words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN r.endDate = t.as_of THEN 'the relationship ends on the as-of date (end_date_today)' END,
            CASE WHEN NOT r.is_guardian AND r.has_portal THEN 'Portal without Guardian (guardian_rule)' END
        ]) AS words
    FROM differing_agent d
    CROSS JOIN settings t
    JOIN agent_relationship r ON r.number = d.number
    WHERE d.kind = 'missing'
) stated
WHERE words IS NOT NULL
UNION ALL
SELECT d.number, 'other', 'the two are served in the other direction only'
FROM differing_agent d
JOIN served_agent_known k ON k.userExpectedId = d.agent AND k.agentExpectedId = d.expectedId
WHERE d.kind = 'missing' AND NOT d.follows
UNION ALL
SELECT DISTINCT number, 'fails', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN NOT r.has_portal THEN 'not marked Portal' END,
            CASE WHEN r.has_portal AND NOT r.is_guardian THEN 'Portal without Guardian (guardian_rule)' END,
            CASE WHEN NOT r.is_active THEN 'relationship not active' END,
            CASE WHEN NOT r.student_syncs THEN 'student does not sync' END
        ]) AS words
    FROM differing_agent d
    JOIN agent_relationship r ON r.number = d.number
    WHERE d.kind = 'extra'
) stated
WHERE words IS NOT NULL
UNION ALL
SELECT
    d.number,
    'absent',
    CASE
        WHEN d.agent_is_there THEN 'no relationship in the source connects the two'
        ELSE 'the user that is named is not served'
    END
FROM differing_agent d
LEFT JOIN agent_relationship r ON r.number = d.number
WHERE d.kind = 'extra' AND r.number IS NULL
UNION ALL
-- Families belong to the schools of their students.
SELECT DISTINCT d.number, 'family', 'the agents of the user differ, too'
FROM difference d
JOIN differing_agent a ON a.expectedId = d.expectedId AND NOT a.follows
WHERE d.entity = 'users' AND d.field = 'school';
