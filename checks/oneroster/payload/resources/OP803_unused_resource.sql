/*
code = "OP803"
name = "unused-resource"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "resource"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Resource {sourcedId} is used by no class, course or user"
fix = "Say who uses the resource, or leave it out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.14 resources.csv (inferred)"
of = "(SELECT r.sourcedId FROM payload_resource r WHERE r.status = 'active') counted"

skip = [
    { when = "SELECT NOT resources FROM payload_whole", reason = "resources.csv or a file of its uses is missing, empty, unreadable or holds changes alone" },
    { when = "SELECT EXISTS (SELECT 1 FROM payload_absent_column WHERE column_name = 'resourceSourcedId')", reason = "a file of its uses has no resourceSourcedId" },
]

A resource that nothing refers to reaches nobody. It may be meant for later, so this is an information.
*/
SELECT 'resources.csv' AS file, r.sourcedId, CAST(NULL AS VARCHAR) AS schoolID
FROM payload_resource r
WHERE r.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM payload_class_resource u WHERE u.resourceSourcedId = r.sourcedId AND u.status = 'active')
  AND NOT EXISTS (SELECT 1 FROM payload_course_resource u WHERE u.resourceSourcedId = r.sourcedId AND u.status = 'active')
  AND NOT EXISTS (SELECT 1 FROM payload_user_resource u WHERE u.resourceSourcedId = r.sourcedId AND u.status = 'active')
