/*
The likely reason of each difference: the surest kind. Beside the cache, the criteria are given as well; a
less sure reason only where there is no other.
*/
CREATE TABLE change_day AS
SELECT number, max(day) AS day
FROM (
    SELECT d.number, i.modifiedDate AS day FROM difference d JOIN Identity i ON i.personID = d.personID WHERE d.entity = 'users'
    UNION ALL
    SELECT d.number, c.modifiedDate FROM difference d JOIN Contact c ON c.personID = d.personID WHERE d.entity = 'users'
    UNION ALL
    SELECT d.number, e.modifiedDate FROM difference d JOIN Enrollment e ON e.personID = d.personID
    WHERE d.entity = 'users' AND list_contains(string_split(d.roles, ','), 'student')
    UNION ALL
    SELECT d.number, s.modifiedDate FROM difference d JOIN Section s ON s.sectionID = d.sectionID
    WHERE d.entity IN ('classes', 'enrollments')
) modified
WHERE day IS NOT NULL
GROUP BY number;

-- Roles in which nobody is served, though some of the missing people clearly meet every criterion.
CREATE TABLE filtered_role AS
SELECT DISTINCT d.roles
FROM difference d
LEFT JOIN missing_reason m ON m.number = d.number AND m.code = 'near'
WHERE d.entity = 'users' AND d.kind IN ('missing', 'deleted') AND m.number IS NULL
  AND list_has_all((SELECT coalesce(list(role), []) FROM unserved_role), string_split(d.roles, ','));

CREATE TABLE evidence AS
SELECT number, 10 AS rank, 'follows' AS code,
    CASE
        WHEN entity = 'agents' AND kind = 'extra' THEN 'one of the two users is not predicted'
        WHEN entity = 'agents' THEN 'one of the two users is not served'
        WHEN kind = 'extra' THEN 'its user or its class is not predicted'
        ELSE 'its user or its class is not served'
    END AS words
FROM difference
WHERE follows
UNION ALL
SELECT d.number, 15, 'entity', 'nothing of this entity is served: the connection''s data do not include it'
FROM difference d
JOIN unserved_entity u ON u.entity = d.entity
WHERE d.kind = 'missing'
UNION ALL
SELECT d.number, 20, 'scope', 'nothing of this school is served: the connection may be limited to other schools'
FROM difference d
JOIN unserved_school u ON u.schoolID = d.schoolID
WHERE d.kind IN ('missing', 'deleted')
UNION ALL
SELECT d.number, 25, 'filter', 'nobody is served as ' || d.roles || ': the connection may be filtered for its vendor'
FROM difference d
JOIN filtered_role f ON f.roles = d.roles
WHERE d.entity = 'users' AND d.kind IN ('missing', 'deleted')
UNION ALL
SELECT d.number, 30, 'cache', 'changed on ' || CAST(c.day AS VARCHAR) || ', the cache is of ' || CAST(o.cache_day AS VARCHAR)
FROM difference d
JOIN change_day c ON c.number = d.number
CROSS JOIN reconcile_option o
WHERE c.day >= o.cache_day
UNION ALL
SELECT
    number,
    CASE code WHEN 'follows' THEN 10 WHEN 'ids' THEN 12 WHEN 'role' THEN 18 WHEN 'weak' THEN 50 WHEN 'family' THEN 42 WHEN 'case' THEN 45 WHEN 'assumed' THEN 60 ELSE 40 END,
    code,
    words
FROM (
    SELECT number, code, words FROM missing_reason
    UNION ALL SELECT number, code, words FROM agent_reason
    UNION ALL SELECT number, code, words FROM extra_reason
    UNION ALL SELECT number, code, words FROM changed_reason
) found;

CREATE TABLE reason AS
SELECT
    d.number,
    coalesce(e.code, 'unknown') AS code,
    coalesce(
        e.words,
        CASE d.kind
            WHEN 'missing' THEN 'meets every criterion: nothing in the source says why'
            WHEN 'deleted' THEN 'meets every criterion: nothing in the source says why'
            WHEN 'extra' THEN 'nothing in the source says why'
            ELSE 'nothing else in the source has the served value'
        END
    ) AS words
FROM difference d
LEFT JOIN (
    SELECT number, arg_min(code, rank) AS code, string_agg(words, '; ' ORDER BY rank, words) AS words
    FROM (
        SELECT DISTINCT number, rank, code, words, min(rank) OVER (PARTITION BY number) AS surest
        FROM evidence
    ) ranked
    WHERE rank <= CASE WHEN surest < 30 THEN surest ELSE greatest(surest, 40) END
    GROUP BY number
) e ON e.number = d.number;
