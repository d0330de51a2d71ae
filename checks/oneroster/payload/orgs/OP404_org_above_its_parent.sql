/*
code = "OP404"
name = "org-above-its-parent"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "org"
key = ["file", "sourcedId"]
oneroster = ["1.1"]
sources = ["bundle"]
message = "Org {sourcedId} of type {type} has the parent {parent} of type {parentType}, which does not stand above it"
fix = "Correct the types, or name an org higher up as the parent"
owner = "IT"
article = "OneRoster 1.1, orgType: national, state, local, district, school"
of = "(SELECT o.sourcedId FROM payload_org o WHERE o.status = 'active' AND o.parentSourcedId IS NOT NULL) counted"

The hierarchy of OneRoster 1.1 is explicit: national, state, local, district, school, from above. Two of
one type may hang below each other, and a department may hang below anything. The text lists the types in this order and has no must, hence a
warning.
*/
SELECT
    'orgs.csv' AS file,
    o.sourcedId,
    o.type,
    p.sourcedId AS parent,
    p.type AS parentType,
    o.sourcedId AS schoolID
FROM payload_org o
JOIN payload_org p ON p.sourcedId = o.parentSourcedId
JOIN (SELECT 'national' AS type, 1 AS rank UNION ALL SELECT 'state', 2 UNION ALL SELECT 'local', 3 UNION ALL SELECT 'district', 4 UNION ALL SELECT 'school', 5) lower_one
  ON lower_one.type = o.type
JOIN (SELECT 'national' AS type, 1 AS rank UNION ALL SELECT 'state', 2 UNION ALL SELECT 'local', 3 UNION ALL SELECT 'district', 4 UNION ALL SELECT 'school', 5) upper_one
  ON upper_one.type = p.type
WHERE o.status = 'active' AND p.status = 'active' AND upper_one.rank > lower_one.rank
