/*
What a connection leaves out as a whole: schools, populations and entities of which nothing that is expected
is served. A connection can be limited to schools, and filtered for its vendor.
*/
CREATE TABLE unserved_entity AS
SELECT entity
FROM tally
GROUP BY entity
HAVING sum(expected) > 0 AND sum(served) = 0;

CREATE TABLE unserved_school AS
SELECT schoolID
FROM tally
WHERE entity IN ('users', 'classes', 'enrollments') AND schoolID IS NOT NULL
GROUP BY schoolID
HAVING sum(expected) > 0 AND sum(served) = 0
   AND EXISTS (SELECT 1 FROM tally o WHERE o.entity IN ('users', 'classes', 'enrollments') AND o.served > 0);

-- Roles that more than one person is expected in, and nobody is served in.
CREATE TABLE unserved_role AS
SELECT r.role
FROM expected_role r
JOIN user_pair p ON p.expectedId = r.userSourcedId
GROUP BY r.role
HAVING count(DISTINCT r.userSourcedId) > 1
   AND r.role NOT IN (SELECT role FROM served_role WHERE role IS NOT NULL)
   AND EXISTS (SELECT 1 FROM user_pair o WHERE o.kind = 'both');
