/*
code = "OP403"
name = "school-without-classes"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "org"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "School {sourcedId} has no class; {students:student} {students:belongs|belong} to it"
fix = "Export the school's classes, or leave the school out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.13 orgs.csv (inferred)"
needs = ["classes.schoolSourcedId"]
of = "(SELECT o.sourcedId FROM payload_org o WHERE o.status = 'active' AND o.type = 'school') counted"

skip = [
    { when = "SELECT NOT orgs FROM payload_whole", reason = "orgs.csv is absent, empty, unreadable or holds changes alone" },
    { when = "SELECT NOT classes FROM payload_whole", reason = "classes.csv is absent, empty, unreadable or holds changes alone" },
]

A school is sent but no class of it. A warning where students belong to it, who then have no class there.
For a Campus source SC001 and SC006 say why.
*/
SELECT
    'orgs.csv' AS file,
    o.sourcedId,
    count(k.user_place) AS students,
    o.sourcedId AS schoolID,
    CASE WHEN count(k.user_place) > 0 THEN 'warning' ELSE 'info' END AS severity
FROM payload_org o
LEFT JOIN payload_user_org b ON b.orgSourcedId = o.sourcedId
LEFT JOIN payload_user_kind k ON k.user_place = b.user_place AND k.is_student
WHERE o.status = 'active'
  AND o.type = 'school'
  AND NOT EXISTS (SELECT 1 FROM payload_class c WHERE c.schoolSourcedId = o.sourcedId AND c.status = 'active')
GROUP BY o.sourcedId
