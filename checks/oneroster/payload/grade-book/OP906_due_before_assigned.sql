/*
code = "OP906"
name = "due-before-assigned"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "line-item"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Line item {sourcedId} is due on {dueDate}, before it is assigned on {assignDate}"
fix = "Correct the dates of the line item"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.11 lineItems.csv, dueDate (inferred)"
of = "(SELECT l.sourcedId FROM payload_line_item l WHERE l.status = 'active') counted"

What is due before it is assigned cannot be handed in. Both on one day is right: work done in class.
*/
SELECT
    'lineItems.csv' AS file,
    l.sourcedId,
    l.assignDate,
    l.dueDate,
    l.schoolSourcedId AS schoolID,
    l.classSourcedId AS sectionID
FROM payload_line_item l
WHERE l.status = 'active' AND l.dueDate < l.assignDate
