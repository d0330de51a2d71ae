/*
SourcedIds of one file that differ only in upper and lower case. Where a file's are all in one
case, as they mostly are, no two can be alike, and they are not compared.
*/
CREATE TABLE payload_case_twin AS
SELECT 'orgs.csv' AS file, min(sourcedId) AS sourcedId, count(*) AS ids
FROM payload_org
WHERE EXISTS (SELECT 1 FROM payload_org WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_org WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'academicSessions.csv', min(sourcedId), count(*)
FROM payload_session
WHERE EXISTS (SELECT 1 FROM payload_session WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_session WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'courses.csv', min(sourcedId), count(*)
FROM payload_course
WHERE EXISTS (SELECT 1 FROM payload_course WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_course WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'classes.csv', min(sourcedId), count(*)
FROM payload_class
WHERE EXISTS (SELECT 1 FROM payload_class WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_class WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'users.csv', min(sourcedId), count(*)
FROM payload_user
WHERE EXISTS (SELECT 1 FROM payload_user WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_user WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'enrollments.csv', min(sourcedId), count(*)
FROM payload_enrollment
WHERE EXISTS (SELECT 1 FROM payload_enrollment WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_enrollment WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'categories.csv', min(sourcedId), count(*)
FROM payload_category
WHERE EXISTS (SELECT 1 FROM payload_category WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_category WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'lineItems.csv', min(sourcedId), count(*)
FROM payload_line_item
WHERE EXISTS (SELECT 1 FROM payload_line_item WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_line_item WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'results.csv', min(sourcedId), count(*)
FROM payload_result
WHERE EXISTS (SELECT 1 FROM payload_result WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_result WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'resources.csv', min(sourcedId), count(*)
FROM payload_resource
WHERE EXISTS (SELECT 1 FROM payload_resource WHERE sourcedId <> lower(sourcedId)) AND EXISTS (SELECT 1 FROM payload_resource WHERE sourcedId <> upper(sourcedId))
GROUP BY lower(sourcedId)
HAVING count(*) > 1;
