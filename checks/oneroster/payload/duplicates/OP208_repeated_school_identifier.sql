/*
code = "OP208"
name = "repeated-school-identifier"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "org"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "School {sourcedId} shares its identifier {identifier} with {others:more school}"
fix = "Give each school a number of its own"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.13 orgs.csv (uniqueness inferred)"
of = "(SELECT o.sourcedId FROM payload_org o WHERE o.status = 'active' AND o.type = 'school') counted"

Vendors know schools by their public number, such as the NCES ID. Two schools with one number are taken
for one. Only orgs of type school are compared, without case: a district may have a school's number.
What Campus sends of its own schools is not asked, as it would mean to predict all users first.
*/
SELECT
    'orgs.csv' AS file,
    o.sourcedId,
    o.identifier,
    shared.schools - 1 AS others,
    o.schoolID
FROM payload_org o
JOIN (
    SELECT lower(identifier) AS identifierKey, count(*) AS schools
    FROM payload_org
    WHERE status = 'active' AND type = 'school' AND identifier IS NOT NULL
    GROUP BY lower(identifier)
    HAVING count(*) > 1
) shared ON shared.identifierKey = lower(o.identifier)
WHERE o.status = 'active' AND o.type = 'school'
