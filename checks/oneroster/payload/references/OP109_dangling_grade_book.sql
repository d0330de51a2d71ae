/*
code = "OP109"
name = "dangling-grade-book"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "grade-book"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:row} of {file} ({example}{records:| first}) {records:has|have} {column} {target}, which is not in {targetFile}"
fix = "Send the missing record, or leave the row of the grade book out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.10 to 3.12, 3.15 to 3.17 and 3.19"

Line items, results, score scales and learning objectives lean on classes, categories, sessions, students
and on each other. What they name must be in the bundle. One finding for each record that is not there;
an information only where changes alone (delta) were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CAST(NULL AS VARCHAR) AS schoolID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file IN (
    'lineItems.csv', 'results.csv', 'scoreScales.csv', 'lineItemScoreScales.csv', 'resultScoreScales.csv',
    'lineItemLearningObjectiveIds.csv', 'resultLearningObjectiveIds.csv'
)
