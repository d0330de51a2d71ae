/*
References of the grade book that match nothing, as in the file before.
*/
CREATE TABLE payload_unresolved_grade_book AS
SELECT 'lineItems.csv' AS file, v.lineItemSession AS columnName, 'academicSessions.csv' AS targetFile, r.academicSessionSourcedId AS target, count(*) AS records, min(r.sourcedId) AS example
FROM payload_line_item r
CROSS JOIN payload_version v
WHERE r.status = 'active' AND r.academicSessionSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_session t WHERE t.sourcedId = r.academicSessionSourcedId)
GROUP BY r.academicSessionSourcedId, v.lineItemSession
UNION ALL
SELECT 'lineItems.csv', 'classSourcedId', 'classes.csv', r.classSourcedId, count(*), min(r.sourcedId)
FROM payload_line_item r
WHERE r.status = 'active' AND r.classSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_class t WHERE t.sourcedId = r.classSourcedId)
GROUP BY r.classSourcedId
UNION ALL
SELECT 'lineItems.csv', 'categorySourcedId', 'categories.csv', r.categorySourcedId, count(*), min(r.sourcedId)
FROM payload_line_item r
WHERE r.status = 'active' AND r.categorySourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_category t WHERE t.sourcedId = r.categorySourcedId)
GROUP BY r.categorySourcedId
UNION ALL
SELECT 'lineItems.csv', 'schoolSourcedId', 'orgs.csv', r.schoolSourcedId, count(*), min(r.sourcedId)
FROM payload_line_item r
WHERE r.status = 'active' AND r.schoolSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.schoolSourcedId)
GROUP BY r.schoolSourcedId
UNION ALL
SELECT 'results.csv', 'lineItemSourcedId', 'lineItems.csv', r.lineItemSourcedId, count(*), min(r.sourcedId)
FROM payload_result r
WHERE r.status = 'active' AND r.lineItemSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_line_item t WHERE t.sourcedId = r.lineItemSourcedId)
GROUP BY r.lineItemSourcedId
UNION ALL
SELECT 'results.csv', 'studentSourcedId', 'users.csv', r.studentSourcedId, count(*), min(r.sourcedId)
FROM payload_result r
WHERE r.status = 'active' AND r.studentSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_user t WHERE t.sourcedId = r.studentSourcedId)
GROUP BY r.studentSourcedId
UNION ALL
SELECT 'results.csv', 'classSourcedId', 'classes.csv', r.classSourcedId, count(*), min(r.sourcedId)
FROM payload_result r
WHERE r.status = 'active' AND r.classSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_class t WHERE t.sourcedId = r.classSourcedId)
GROUP BY r.classSourcedId
UNION ALL
SELECT 'scoreScales.csv', 'orgSourcedId', 'orgs.csv', r.orgSourcedId, count(*), min(r.sourcedId)
FROM payload_score_scale r
WHERE r.status = 'active' AND r.orgSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_org t WHERE t.sourcedId = r.orgSourcedId)
GROUP BY r.orgSourcedId
UNION ALL
SELECT 'scoreScales.csv', 'courseSourcedId', 'courses.csv', r.courseSourcedId, count(*), min(r.sourcedId)
FROM payload_score_scale r
WHERE r.status = 'active' AND r.courseSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_course t WHERE t.sourcedId = r.courseSourcedId)
GROUP BY r.courseSourcedId
UNION ALL
SELECT 'scoreScales.csv', 'classSourcedId', 'classes.csv', r.classSourcedId, count(*), min(r.sourcedId)
FROM payload_score_scale r
WHERE r.status = 'active' AND r.classSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_class t WHERE t.sourcedId = r.classSourcedId)
GROUP BY r.classSourcedId
UNION ALL
SELECT 'lineItemScoreScales.csv', 'lineItemSourcedId', 'lineItems.csv', r.lineItemSourcedId, count(*), min(r.sourcedId)
FROM payload_line_item_score_scale r
WHERE r.status = 'active' AND r.lineItemSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_line_item t WHERE t.sourcedId = r.lineItemSourcedId)
GROUP BY r.lineItemSourcedId
UNION ALL
SELECT 'lineItemScoreScales.csv', 'scoreScaleSourcedId', 'scoreScales.csv', r.scoreScaleSourcedId, count(*), min(r.sourcedId)
FROM payload_line_item_score_scale r
WHERE r.status = 'active' AND r.scoreScaleSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_score_scale t WHERE t.sourcedId = r.scoreScaleSourcedId)
GROUP BY r.scoreScaleSourcedId
UNION ALL
SELECT 'resultScoreScales.csv', 'resultSourcedId', 'results.csv', r.resultSourcedId, count(*), min(r.sourcedId)
FROM payload_result_score_scale r
WHERE r.status = 'active' AND r.resultSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_result t WHERE t.sourcedId = r.resultSourcedId)
GROUP BY r.resultSourcedId
UNION ALL
SELECT 'resultScoreScales.csv', 'scoreScaleSourcedId', 'scoreScales.csv', r.scoreScaleSourcedId, count(*), min(r.sourcedId)
FROM payload_result_score_scale r
WHERE r.status = 'active' AND r.scoreScaleSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_score_scale t WHERE t.sourcedId = r.scoreScaleSourcedId)
GROUP BY r.scoreScaleSourcedId
UNION ALL
SELECT 'lineItemLearningObjectiveIds.csv', 'lineItemSourcedId', 'lineItems.csv', r.lineItemSourcedId, count(*), min(r.sourcedId)
FROM payload_line_item_objective r
WHERE r.status = 'active' AND r.lineItemSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_line_item t WHERE t.sourcedId = r.lineItemSourcedId)
GROUP BY r.lineItemSourcedId
UNION ALL
SELECT 'resultLearningObjectiveIds.csv', 'resultSourcedId', 'results.csv', r.resultSourcedId, count(*), min(r.sourcedId)
FROM payload_result_objective r
WHERE r.status = 'active' AND r.resultSourcedId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payload_result t WHERE t.sourcedId = r.resultSourcedId)
GROUP BY r.resultSourcedId;
