/*
code = "OP401"
name = "several-roots"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "file"
key = ["file"]
sources = ["bundle"]
message = "{roots:org} {roots:has|have} no parent ({example} first), {districts} of them {districts:a district|districts}: one district at the top is expected"
fix = "Name the district as the parent of its schools"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.13 orgs.csv (inferred)"
needs = ["orgs.parentSourcedId"]

skip = [{ when = "SELECT NOT orgs FROM payload_whole", reason = "orgs.csv is absent, empty, unreadable or holds changes alone" }]

A vendor finds the schools of a district under it. Where a district or something above it is sent, all
other orgs should hang below one root. A bundle of schools alone, with nothing to hang them on, is left
alone, as is what Campus sends. A parent that is named and not there is OP107's, one that cannot be read is
listed where fields are checked.
*/
SELECT
    'orgs.csv' AS file,
    count(*) AS roots,
    count(*) FILTER (WHERE o.type = 'district') AS districts,
    min(o.sourcedId) AS example,
    CAST(NULL AS VARCHAR) AS schoolID
FROM payload_org o
WHERE o.status = 'active'
  AND o.parentSourcedId IS NULL
  AND NOT EXISTS (
      SELECT 1 FROM payload_unreadable_cell l
      WHERE l.file = 'orgs.csv' AND l.column_name = 'parentSourcedId' AND l.place = o.place
  )
  AND EXISTS (
      SELECT 1
      FROM payload_org d
      WHERE d.status = 'active' AND d.type IN ('district', 'local', 'state', 'national')
  )
HAVING count(*) > 1
