/*
code = "VN013"
name = "org-type-missing"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "org"
key = ["type"]
message = "No org of the type {type} is sent: {told}"
fix = "Add the org to orgs.csv where the files are made"
owner = "IT"
sources = ["bundle"]
of = "(SELECT DISTINCT type FROM vendor_org_type) types"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_org_type)"
reason = "no vendor that is named needs an org of a certain type"

[[skip]]
when = "SELECT NOT orgs FROM payload_whole"
reason = "orgs.csv is absent, empty, unreadable or holds changes alone"

A vendor cannot do without an org of some type, such as the district above the schools, and none is
sent. Orgs that are to be deleted do not count. A type that cannot be read is OF013's: while there is one,
nothing is said here. Whether Campus sends the district is not documented, so nothing is asked of it.
*/
SELECT
    t.type,
    CAST(NULL AS VARCHAR) AS schoolID,
    min(t.effect) AS effect,
    string_agg(DISTINCT t.told, '; ' ORDER BY t.told) AS told,
    string_agg(DISTINCT t.mark, ' ' ORDER BY t.mark) AS vendors
FROM vendor_org_type t
CROSS JOIN payload_whole w
WHERE w.orgs
  AND NOT EXISTS (SELECT 1 FROM payload_org o WHERE o.status = 'active' AND o.type = t.type)
  AND NOT EXISTS (SELECT 1 FROM payload_unreadable_cell l WHERE l.file = 'orgs.csv' AND l.column_name = 'type')
GROUP BY t.type
