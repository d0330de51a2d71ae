/*
code = "OP402"
name = "org-loop"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "org"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Org {sourcedId} is its own ancestor: {members:it names itself as its parent|# orgs are each other's parents in a ring}"
fix = "Give each org its true parent; the district at the top has none"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.13 orgs.csv (inferred)"
of = "(SELECT o.sourcedId FROM payload_org o WHERE o.status = 'active') counted"

An org may have a parent, and the chain must end. A ring has no district at its top, and anyone who climbs
it never arrives. One finding for each ring, under the first of its orgs.
*/
SELECT 'orgs.csv' AS file, ring.first AS sourcedId, max(ring.members) AS members, ring.first AS schoolID
FROM (
    SELECT a.sourcedId, min(a.ancestor) AS first, count(*) AS members
    FROM payload_org_above a
    WHERE EXISTS (SELECT 1 FROM payload_org_above l WHERE l.sourcedId = a.sourcedId AND l.ancestor = a.sourcedId)
    GROUP BY a.sourcedId
) ring
GROUP BY ring.first
