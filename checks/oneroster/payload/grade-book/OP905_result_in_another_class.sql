/*
code = "OP905"
name = "result-in-another-class"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "line-item"
key = ["file", "lineItemSourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{results:result} of line item {lineItemSourcedId} ({example}{results:| first}) {results:names|name} another class than the line item's, {sectionID}"
fix = "Send the class of the line item with its results, or leave classSourcedId blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.16 results.csv, classSourcedId (inferred)"

A result is for a line item, and the line item is of a class: where the result names a class too, it should
be that one. One finding for each line item.
*/
SELECT
    'results.csv' AS file,
    l.sourcedId AS lineItemSourcedId,
    count(*) AS results,
    min(r.sourcedId) AS example,
    l.schoolSourcedId AS schoolID,
    l.classSourcedId AS sectionID
FROM payload_result r
JOIN payload_line_item l ON l.sourcedId = r.lineItemSourcedId
WHERE r.status = 'active'
  AND r.classSourcedId <> l.classSourcedId
  AND EXISTS (SELECT 1 FROM payload_class c WHERE c.sourcedId = r.classSourcedId)
  AND EXISTS (SELECT 1 FROM payload_class c WHERE c.sourcedId = l.classSourcedId)
GROUP BY l.sourcedId, l.schoolSourcedId, l.classSourcedId
