/*
How many records of each entity are expected and served, by school, and how many differ. What is changed is
counted once a record, whatever number of its fields differ.
*/
CREATE TABLE expected_count AS
SELECT 'orgs' AS entity, schoolID, count(*) AS expected FROM expected_org WHERE status = 'active' GROUP BY schoolID
UNION ALL
SELECT 'academicSessions', NULL, count(*) FROM expected_session WHERE status = 'active'
UNION ALL
SELECT 'courses', schoolID, count(*) FROM expected_course WHERE status = 'active' GROUP BY schoolID
UNION ALL
SELECT 'classes', schoolID, count(*) FROM expected_class WHERE status = 'active' GROUP BY schoolID
UNION ALL
SELECT 'users', schoolID, count(*) FROM expected_user WHERE status = 'active' GROUP BY schoolID
UNION ALL
SELECT 'agents', p.schoolID, count(*)
FROM expected_agent e
JOIN user_pair p ON p.expectedId = e.userSourcedId
GROUP BY p.schoolID
UNION ALL
SELECT 'enrollments', schoolID, count(*) FROM expected_enrollment WHERE status = 'active' GROUP BY schoolID;

CREATE TABLE tally AS
SELECT
    entity,
    schoolID,
    expected,
    expected - missing - deleted + extra + kept AS served,
    expected - missing - deleted - changed AS same,
    missing,
    extra,
    deleted + kept + changed AS changed
FROM (
    SELECT
        coalesce(e.entity, d.entity) AS entity,
        coalesce(e.schoolID, d.schoolID) AS schoolID,
        coalesce(e.expected, 0) AS expected,
        coalesce(d.missing, 0) AS missing,
        coalesce(d.extra, 0) AS extra,
        coalesce(d.deleted, 0) AS deleted,
        coalesce(d.kept, 0) AS kept,
        coalesce(d.changed, 0) AS changed
    FROM expected_count e
    FULL JOIN (
        SELECT
            entity,
            schoolID,
            count(*) FILTER (WHERE kind = 'missing') AS missing,
            count(*) FILTER (WHERE kind = 'extra') AS extra,
            count(*) FILTER (WHERE kind = 'deleted') AS deleted,
            count(*) FILTER (WHERE kind = 'kept') AS kept,
            count(DISTINCT record) FILTER (WHERE kind = 'changed') AS changed
        FROM difference
        GROUP BY entity, schoolID
    ) d ON d.entity = e.entity AND d.schoolID IS NOT DISTINCT FROM e.schoolID
) counted;
