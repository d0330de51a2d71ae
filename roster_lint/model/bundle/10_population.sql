/*
Who and what a bundle sends, one row a record, for the funnel: what is sent as ToBeDeleted falls at
the one criterion that a bundle knows. A user counts at the first of the user's schools.
*/
CREATE TABLE population AS
WITH school AS (
    SELECT u.user_place, min(u.orgSourcedId) AS schoolID
    FROM payload_user_org u
    JOIN payload_org o ON o.sourcedId = u.orgSourcedId AND o.type = 'school'
    GROUP BY u.user_place
)
SELECT
    p.population AS entity,
    s.schoolID,
    CAST(NULL AS VARCHAR) AS first_failed,
    FALSE AS to_be_deleted
FROM payload_person p
LEFT JOIN school s ON s.user_place = p.user_place
UNION ALL
SELECT population, schoolID, 'is_active', TRUE
FROM payload_to_be_deleted_user
UNION ALL
SELECT
    'section',
    c.schoolSourcedId,
    CASE WHEN c.status = 'tobedeleted' THEN 'is_active' END,
    c.status = 'tobedeleted'
FROM payload_class c;

-- The school year that the bundle is about: the one that is expected, else the one that is on, else
-- the latest. A session's end is exclusive.
CREATE TABLE judged_year AS
SELECT
    s.schoolYear AS endYear,
    s.startDate AS windowStart,
    s.endDate - 1 AS windowEnd,
    FALSE AS startAssumed,
    FALSE AS endAssumed,
    TRUE AS active
FROM payload_session s
CROSS JOIN settings t
WHERE s.type = 'schoolYear'
  AND s.status = 'active'
  AND s.schoolYear IS NOT NULL
  AND s.startDate IS NOT NULL
  AND s.endDate IS NOT NULL
ORDER BY
    coalesce(s.schoolYear = t.expected_year, FALSE) DESC,
    s.startDate <= t.as_of AND s.endDate > t.as_of DESC,
    s.startDate DESC,
    s.sourcedId
LIMIT 1;
