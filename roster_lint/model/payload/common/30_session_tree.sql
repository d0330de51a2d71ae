/*
Orgs and sessions with all that is above them, loops followed once round.
*/
CREATE TABLE payload_session_above AS
WITH RECURSIVE above AS (
    SELECT sourcedId, parentSourcedId AS ancestor, 1 AS depth
    FROM payload_session
    WHERE parentSourcedId IS NOT NULL
    UNION
    SELECT a.sourcedId, s.parentSourcedId, a.depth + 1
    FROM above a
    JOIN payload_session s ON s.sourcedId = a.ancestor
    WHERE s.parentSourcedId IS NOT NULL AND a.ancestor <> a.sourcedId AND a.depth < 50
)
SELECT sourcedId, ancestor, min(depth) AS depth
FROM above
GROUP BY sourcedId, ancestor;

CREATE TABLE payload_org_above AS
WITH RECURSIVE above AS (
    SELECT sourcedId, parentSourcedId AS ancestor, 1 AS depth
    FROM payload_org
    WHERE parentSourcedId IS NOT NULL
    UNION
    SELECT a.sourcedId, o.parentSourcedId, a.depth + 1
    FROM above a
    JOIN payload_org o ON o.sourcedId = a.ancestor
    WHERE o.parentSourcedId IS NOT NULL AND a.ancestor <> a.sourcedId AND a.depth < 50
)
SELECT sourcedId, ancestor, min(depth) AS depth
FROM above
GROUP BY sourcedId, ancestor;
