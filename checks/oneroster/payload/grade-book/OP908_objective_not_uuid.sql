/*
code = "OP908"
name = "objective-not-uuid"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "learning-objective"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{sourcedId} in {file} names a CASE objective that is {what}"
fix = "Send the objective's UUID, as urn:uuid:…, or another source than case"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.10 and 3.15, learningObjectiveId"

Where the source is case, the ID of a learning objective must be the UUID that CASE gives it, written as a
URN. Many tools leave out the urn:uuid: in front; the message says so, and it is an error as well.
*/
SELECT
    r.file,
    r.sourcedId,
    CAST(NULL AS VARCHAR) AS schoolID,
    CASE
        WHEN lower(r.learningObjectiveId) LIKE '________-____-____-____-____________' THEN 'a UUID without urn:uuid: in front'
        ELSE 'no UUID'
    END AS what
FROM (
    SELECT 'lineItemLearningObjectiveIds.csv' AS file, sourcedId, status, source, learningObjectiveId
    FROM payload_line_item_objective
    UNION ALL
    SELECT 'resultLearningObjectiveIds.csv', sourcedId, status, source, learningObjectiveId
    FROM payload_result_objective
) r
WHERE r.status = 'active'
  AND r.source = 'case'
  AND r.learningObjectiveId IS NOT NULL
  AND NOT regexp_matches(
      lower(r.learningObjectiveId),
      '^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
  )
