/*
Orgs and sessions with all that is above them, loops followed once round.
*/
CREATE TABLE sent_session_above AS
WITH RECURSIVE above AS (
    SELECT sourcedId, parentSourcedId AS ancestor, 1 AS depth
    FROM sent_session
    WHERE parentSourcedId IS NOT NULL
    UNION
    SELECT a.sourcedId, s.parentSourcedId, a.depth + 1
    FROM above a
    JOIN sent_session s ON s.sourcedId = a.ancestor
    WHERE s.parentSourcedId IS NOT NULL AND a.ancestor <> a.sourcedId AND a.depth < 50
)
SELECT sourcedId, ancestor, min(depth) AS depth
FROM above
GROUP BY sourcedId, ancestor;

CREATE TABLE sent_org_above AS
WITH RECURSIVE above AS (
    SELECT sourcedId, parentSourcedId AS ancestor, 1 AS depth
    FROM sent_org
    WHERE parentSourcedId IS NOT NULL
    UNION
    SELECT a.sourcedId, o.parentSourcedId, a.depth + 1
    FROM above a
    JOIN sent_org o ON o.sourcedId = a.ancestor
    WHERE o.parentSourcedId IS NOT NULL AND a.ancestor <> a.sourcedId AND a.depth < 50
)
SELECT sourcedId, ancestor, min(depth) AS depth
FROM above
GROUP BY sourcedId, ancestor;
