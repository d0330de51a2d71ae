/*
code = "OP902"
name = "score-outside-range"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "line-item"
key = ["file", "lineItemSourcedId"]
sources = ["bundle"]
message = "{results:result} of line item {lineItemSourcedId} ({example}{results:| first}) {results:has a score|have scores} outside its range, {lowest} to {highest}"
fix = "Correct the scores, or the range of the line item"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.16 results.csv, score"

A score should be within the range of its line item, whose ends count as within. One finding for each line
item, as the cause is often its range; scores are not shown.
*/
SELECT
    'results.csv' AS file,
    l.sourcedId AS lineItemSourcedId,
    count(*) AS results,
    min(r.sourcedId) AS example,
    coalesce(CAST(l.resultValueMin AS VARCHAR), 'open') AS lowest,
    coalesce(CAST(l.resultValueMax AS VARCHAR), 'open') AS highest,
    l.schoolSourcedId AS schoolID,
    l.classSourcedId AS sectionID
FROM payload_result r
JOIN payload_line_item l ON l.sourcedId = r.lineItemSourcedId
WHERE r.status = 'active'
  AND (r.score < l.resultValueMin OR r.score > l.resultValueMax)
  AND NOT coalesce(l.resultValueMin > l.resultValueMax, FALSE)
GROUP BY l.sourcedId, l.resultValueMin, l.resultValueMax, l.schoolSourcedId, l.classSourcedId
