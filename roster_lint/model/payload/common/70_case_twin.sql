/*
SourcedIds of one file that differ only in upper and lower case. Where a file's are all in one
case, as they mostly are, no two can be alike, and they are not compared.
*/
CREATE TABLE payload_case_twin AS
SELECT 'orgs.csv' AS file, min(sourcedId) AS sourcedId, count(*) AS ids
FROM payload_org
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_org)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'academicSessions.csv', min(sourcedId), count(*)
FROM payload_session
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_session)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'courses.csv', min(sourcedId), count(*)
FROM payload_course
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_course)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'classes.csv', min(sourcedId), count(*)
FROM payload_class
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_class)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'users.csv', min(sourcedId), count(*)
FROM payload_user
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_user)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'enrollments.csv', min(sourcedId), count(*)
FROM payload_enrollment
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_enrollment)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'categories.csv', min(sourcedId), count(*)
FROM payload_category
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_category)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'lineItems.csv', min(sourcedId), count(*)
FROM payload_line_item
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_line_item)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'results.csv', min(sourcedId), count(*)
FROM payload_result
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_result)
GROUP BY lower(sourcedId)
HAVING count(*) > 1
UNION ALL
SELECT 'resources.csv', min(sourcedId), count(*)
FROM payload_resource
WHERE (SELECT coalesce(bool_or(sourcedId <> lower(sourcedId)) AND bool_or(sourcedId <> upper(sourcedId)), FALSE) FROM payload_resource)
GROUP BY lower(sourcedId)
HAVING count(*) > 1;
