/*
code = "OP907"
name = "line-item-at-another-school"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "line-item"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "Line item {sourcedId} names the school {schoolID}; its class {sectionID} is at {at_school}"
fix = "Send the school of the class with the line item"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.11 lineItems.csv, schoolSourcedId (inferred)"
of = "(SELECT l.sourcedId FROM payload_line_item l WHERE l.status = 'active') counted"

A line item is of a class, and the class is at a school: the line item's school should be that one. One
of the two that is no school, or that is not there, is OP507's, OP103's or OP109's.
*/
SELECT
    'lineItems.csv' AS file,
    l.sourcedId,
    c.schoolSourcedId AS at_school,
    l.schoolSourcedId AS schoolID,
    l.classSourcedId AS sectionID
FROM payload_line_item l
JOIN payload_class c ON c.sourcedId = l.classSourcedId
WHERE l.status = 'active'
  AND l.schoolSourcedId <> c.schoolSourcedId
  AND EXISTS (SELECT 1 FROM payload_org o WHERE o.sourcedId = l.schoolSourcedId)
  AND NOT EXISTS (SELECT 1 FROM payload_no_school n WHERE n.sourcedId = l.schoolSourcedId)
  AND NOT EXISTS (SELECT 1 FROM payload_no_school n WHERE n.sourcedId = c.schoolSourcedId)
