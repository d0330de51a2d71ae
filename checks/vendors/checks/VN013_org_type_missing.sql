/*
code = "VN013"
name = "org-type-missing"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "org"
key = ["type"]
message = "No org of the type {type} is sent: {stated}"
fix = "Add the org to orgs.csv in the system that exports the files"
owner = "IT"
sources = ["bundle"]
of = "(SELECT DISTINCT type FROM vendor_org_type) types"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_org_type)"
reason = "no chosen vendor needs an org of a certain type"

[[skip]]
when = "SELECT NOT orgs FROM payload_whole"
reason = "orgs.csv is absent, empty, unreadable or holds only changes"

A vendor needs an org of some type, such as the district above the schools, and none is
sent. Orgs that are to be deleted do not count. A type that cannot be read is OF013's: while there is one,
this check reports nothing. Whether Campus sends the district is not documented, so it is not required.
*/
SELECT
    t.type,
    CAST(NULL AS VARCHAR) AS schoolID,
    min(t.effect) AS effect,
    string_agg(DISTINCT t.stated, '; ' ORDER BY t.stated) AS stated,
    string_agg(DISTINCT t.mark, ' ' ORDER BY t.mark) AS vendors
FROM vendor_org_type t
CROSS JOIN payload_whole w
WHERE w.orgs
  AND NOT EXISTS (SELECT 1 FROM payload_org o WHERE o.status = 'active' AND o.type = t.type)
  AND NOT EXISTS (SELECT 1 FROM payload_unreadable_cell l WHERE l.file = 'orgs.csv' AND l.column_name = 'type')
GROUP BY t.type
