/*
What a connection leaves out as a whole: schools, populations and entities of which no expected record is
served. A connection can be limited to schools, and filtered for its vendor.
*/
CREATE TABLE unserved_entity AS
SELECT entity
FROM tally
GROUP BY entity
HAVING sum(expected) > 0 AND sum(served) = 0;

-- By its classes, where any are expected: staff and families of a school may be served for another one's sake.
CREATE TABLE unserved_school AS
SELECT schoolID
FROM (
    SELECT
        schoolID,
        coalesce(sum(expected) FILTER (WHERE entity <> 'users'), 0) AS expected,
        coalesce(sum(served) FILTER (WHERE entity <> 'users'), 0) AS served,
        coalesce(sum(expected) FILTER (WHERE entity = 'users'), 0) AS expected_users,
        coalesce(sum(served) FILTER (WHERE entity = 'users'), 0) AS served_users
    FROM tally
    WHERE entity IN ('users', 'classes', 'enrollments') AND schoolID IS NOT NULL
    GROUP BY schoolID
) s
WHERE CASE WHEN expected > 0 THEN served = 0 ELSE expected_users > 0 AND served_users = 0 END
  AND EXISTS (SELECT 1 FROM tally o WHERE o.entity IN ('users', 'classes', 'enrollments') AND o.same + o.changed > 0);

-- Roles that more than one person is expected in, and nobody is served in.
CREATE TABLE unserved_role AS
SELECT r.role
FROM expected_role r
JOIN user_pair p ON p.expectedId = r.userSourcedId
GROUP BY r.role
HAVING count(DISTINCT r.userSourcedId) > 1
   AND r.role NOT IN (SELECT role FROM served_role WHERE role IS NOT NULL)
   AND EXISTS (SELECT 1 FROM user_pair o WHERE o.kind = 'both');
