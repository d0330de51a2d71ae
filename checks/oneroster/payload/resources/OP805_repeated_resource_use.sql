/*
code = "OP805"
name = "repeated-resource-use"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "resource"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{rows} rows of {file} say the same as {sourcedId}: {user_of_it} uses resource {resource}"
fix = "Say each use of a resource once"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.5, 3.6 and 3.21 (inferred)"

One class, course or user that is given the same resource twice is shown it twice. One finding for each
pair; a user may have a resource for several classes.
*/
SELECT
    r.file,
    min(r.sourcedId) AS sourcedId,
    count(*) AS rows,
    r.usedBy AS user_of_it,
    r.resourceSourcedId AS resource,
    CAST(NULL AS VARCHAR) AS schoolID
FROM (
    SELECT 'classResources.csv' AS file, sourcedId, status, 'class ' || classSourcedId AS usedBy, '' AS place, resourceSourcedId
    FROM payload_class_resource
    UNION ALL
    SELECT 'courseResources.csv', sourcedId, status, 'course ' || courseSourcedId, '', resourceSourcedId
    FROM payload_course_resource
    UNION ALL
    SELECT
        'userResources.csv',
        sourcedId,
        status,
        'user ' || userSourcedId,
        coalesce(orgSourcedId, '') || ',' || coalesce(classSourcedId, ''),
        resourceSourcedId
    FROM payload_user_resource
) r
WHERE r.status = 'active' AND r.usedBy IS NOT NULL AND r.resourceSourcedId IS NOT NULL
GROUP BY r.file, r.usedBy, r.place, r.resourceSourcedId
HAVING count(*) > 1
