/*
code = "OP806"
name = "resource-use-out-of-place"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "resource"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "Use {sourcedId} of resource {resource} by {who}: {problem}"
fix = "Correct the user, class or org of the resource's use, or the roles of the resource"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.14 resources.csv, roles, and 3.21 userResources.csv (inferred)"

skip = [{ when = "SELECT NOT (people AND enrollments) FROM payload_whole", reason = "enrollments.csv, users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

A user is given a resource for a class that the user is not in, at an org where the user has no role (an org
above or below one of the user's is fine), at an org that is neither the class's school nor above it, or although the resource is for other roles than the user's. The
vendor then opens it to the wrong person, or to nobody. References that lead nowhere are OP108's.
*/
SELECT
    'userResources.csv' AS file,
    found.sourcedId,
    found.resource,
    'user ' || found.userSourcedId AS who,
    concat_ws('; ', found.of_class, found.of_org, found.of_school, found.of_role) AS problem,
    found.orgSourcedId AS schoolID,
    found.userSourcedId AS personID
FROM (
    SELECT
        r.sourcedId,
        r.userSourcedId,
        r.orgSourcedId,
        r.resourceSourcedId AS resource,
        CASE
            WHEN c.place IS NOT NULL
              AND NOT EXISTS (
                  SELECT 1 FROM payload_active_enrollment s WHERE s.class_place = c.place AND s.user_place = k.user_place
              )
                THEN 'the user is not in class ' || r.classSourcedId
        END AS of_class,
        CASE
            WHEN o.sourcedId IS NOT NULL
              AND EXISTS (SELECT 1 FROM payload_user_org b WHERE b.user_place = k.user_place)
              AND NOT EXISTS (
                  SELECT 1
                  FROM payload_user_org b
                  LEFT JOIN payload_org_above a
                    ON (a.sourcedId = b.orgSourcedId AND a.ancestor = r.orgSourcedId)
                    OR (a.sourcedId = r.orgSourcedId AND a.ancestor = b.orgSourcedId)
                  WHERE b.user_place = k.user_place AND (b.orgSourcedId = r.orgSourcedId OR a.sourcedId IS NOT NULL)
              )
                THEN 'the user does not belong to org ' || r.orgSourcedId
        END AS of_org,
        CASE
            WHEN o.sourcedId IS NOT NULL
              AND c.schoolSourcedId <> r.orgSourcedId
              AND NOT EXISTS (
                  SELECT 1
                  FROM payload_org_above a
                  WHERE a.sourcedId = c.schoolSourcedId AND a.ancestor = r.orgSourcedId
              )
                THEN 'class ' || r.classSourcedId || ' is at ' || c.schoolSourcedId
        END AS of_school,
        CASE
            WHEN EXISTS (SELECT 1 FROM payload_role l WHERE l.userSourcedId = r.userSourcedId AND l.status = 'active')
              AND NOT EXISTS (
                  SELECT 1
                  FROM payload_role l
                  WHERE l.userSourcedId = r.userSourcedId
                    AND l.status = 'active'
                    AND coalesce(contains(',' || replace(x.roles, ' ', '') || ',', ',' || l.role || ','), TRUE)
              )
                THEN 'the resource is for ' || x.roles
        END AS of_role
    FROM payload_user_resource r
    JOIN payload_user_kind k ON k.userSourcedId = r.userSourcedId
    LEFT JOIN payload_class c ON c.sourcedId = r.classSourcedId
    LEFT JOIN payload_org o ON o.sourcedId = r.orgSourcedId
    LEFT JOIN payload_resource x ON x.sourcedId = r.resourceSourcedId
    WHERE r.status = 'active'
) found
WHERE coalesce(found.of_class, found.of_org, found.of_school, found.of_role) IS NOT NULL
