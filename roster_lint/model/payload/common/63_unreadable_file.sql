/*
How many values each column has that refers into another file: active records and others alike.
*/
CREATE TABLE payload_reference AS
SELECT r.file, r.columnName, r.targetFile, r.filled
FROM (
    SELECT '' AS file, '' AS columnName, '' AS targetFile, 0 AS filled
    UNION ALL
    SELECT 'enrollments.csv', 'classSourcedId', 'classes.csv', count(classSourcedId) FROM payload_enrollment
    UNION ALL
    SELECT 'enrollments.csv', 'schoolSourcedId', 'orgs.csv', count(schoolSourcedId) FROM payload_enrollment
    UNION ALL
    SELECT 'enrollments.csv', 'userSourcedId', 'users.csv', count(userSourcedId) FROM payload_enrollment
    UNION ALL
    SELECT 'courses.csv', 'schoolYearSourcedId', 'academicSessions.csv', count(schoolYearSourcedId) FROM payload_course
    UNION ALL
    SELECT 'courses.csv', 'orgSourcedId', 'orgs.csv', count(orgSourcedId) FROM payload_course
    UNION ALL
    SELECT 'classes.csv', 'courseSourcedId', 'courses.csv', count(courseSourcedId) FROM payload_class
    UNION ALL
    SELECT 'classes.csv', 'schoolSourcedId', 'orgs.csv', count(schoolSourcedId) FROM payload_class
    UNION ALL
    SELECT 'users.csv', 'primaryOrgSourcedId', 'orgs.csv', count(primaryOrgSourcedId) FROM payload_user
    UNION ALL
    SELECT 'demographics.csv', 'sourcedId', 'users.csv', count(sourcedId) FROM payload_demographics
    UNION ALL
    SELECT 'userProfiles.csv', 'userSourcedId', 'users.csv', count(userSourcedId) FROM payload_user_profile
    UNION ALL
    SELECT 'classResources.csv', 'classSourcedId', 'classes.csv', count(classSourcedId) FROM payload_class_resource
    UNION ALL
    SELECT 'classResources.csv', 'resourceSourcedId', 'resources.csv', count(resourceSourcedId) FROM payload_class_resource
    UNION ALL
    SELECT 'courseResources.csv', 'courseSourcedId', 'courses.csv', count(courseSourcedId) FROM payload_course_resource
    UNION ALL
    SELECT 'courseResources.csv', 'resourceSourcedId', 'resources.csv', count(resourceSourcedId) FROM payload_course_resource
    UNION ALL
    SELECT 'userResources.csv', 'userSourcedId', 'users.csv', count(userSourcedId) FROM payload_user_resource
    UNION ALL
    SELECT 'userResources.csv', 'orgSourcedId', 'orgs.csv', count(orgSourcedId) FROM payload_user_resource
    UNION ALL
    SELECT 'userResources.csv', 'classSourcedId', 'classes.csv', count(classSourcedId) FROM payload_user_resource
    UNION ALL
    SELECT 'userResources.csv', 'resourceSourcedId', 'resources.csv', count(resourceSourcedId) FROM payload_user_resource
    UNION ALL
    SELECT 'lineItems.csv', 'classSourcedId', 'classes.csv', count(classSourcedId) FROM payload_line_item
    UNION ALL
    SELECT 'lineItems.csv', 'categorySourcedId', 'categories.csv', count(categorySourcedId) FROM payload_line_item
    UNION ALL
    SELECT 'lineItems.csv', 'schoolSourcedId', 'orgs.csv', count(schoolSourcedId) FROM payload_line_item
    UNION ALL
    SELECT 'results.csv', 'lineItemSourcedId', 'lineItems.csv', count(lineItemSourcedId) FROM payload_result
    UNION ALL
    SELECT 'results.csv', 'studentSourcedId', 'users.csv', count(studentSourcedId) FROM payload_result
    UNION ALL
    SELECT 'results.csv', 'classSourcedId', 'classes.csv', count(classSourcedId) FROM payload_result
    UNION ALL
    SELECT 'scoreScales.csv', 'orgSourcedId', 'orgs.csv', count(orgSourcedId) FROM payload_score_scale
    UNION ALL
    SELECT 'scoreScales.csv', 'courseSourcedId', 'courses.csv', count(courseSourcedId) FROM payload_score_scale
    UNION ALL
    SELECT 'scoreScales.csv', 'classSourcedId', 'classes.csv', count(classSourcedId) FROM payload_score_scale
    UNION ALL
    SELECT 'lineItemScoreScales.csv', 'lineItemSourcedId', 'lineItems.csv', count(lineItemSourcedId) FROM payload_line_item_score_scale
    UNION ALL
    SELECT 'lineItemScoreScales.csv', 'scoreScaleSourcedId', 'scoreScales.csv', count(scoreScaleSourcedId) FROM payload_line_item_score_scale
    UNION ALL
    SELECT 'resultScoreScales.csv', 'resultSourcedId', 'results.csv', count(resultSourcedId) FROM payload_result_score_scale
    UNION ALL
    SELECT 'resultScoreScales.csv', 'scoreScaleSourcedId', 'scoreScales.csv', count(scoreScaleSourcedId) FROM payload_result_score_scale
    UNION ALL
    SELECT 'lineItemLearningObjectiveIds.csv', 'lineItemSourcedId', 'lineItems.csv', count(lineItemSourcedId) FROM payload_line_item_objective
    UNION ALL
    SELECT 'resultLearningObjectiveIds.csv', 'resultSourcedId', 'results.csv', count(resultSourcedId) FROM payload_result_objective
    UNION ALL
    SELECT 'classes.csv', 'termSourcedIds', 'academicSessions.csv', count(*) FROM payload_class_term
    UNION ALL
    SELECT 'lineItems.csv', v.lineItemSession, 'academicSessions.csv', count(r.academicSessionSourcedId) FROM payload_line_item r CROSS JOIN payload_version v GROUP BY v.lineItemSession
    UNION ALL
    SELECT 'users.csv', 'orgSourcedIds', 'orgs.csv', count(*) FROM payload_user_org CROSS JOIN payload_version v WHERE v.oneroster = '1.1'
    UNION ALL
    SELECT 'roles.csv', 'userSourcedId', 'users.csv', count(userSourcedId) FROM payload_role CROSS JOIN payload_version v WHERE v.oneroster = '1.2'
    UNION ALL
    SELECT 'roles.csv', 'orgSourcedId', 'orgs.csv', count(orgSourcedId) FROM payload_role CROSS JOIN payload_version v WHERE v.oneroster = '1.2'
    UNION ALL
    SELECT 'roles.csv', 'userProfileSourcedId', 'userProfiles.csv', count(userProfileSourcedId) FROM payload_role
) r
WHERE r.filled > 0;

-- References into files that are absent: the file and column that refer, and how many values do. Files that
-- should be there, or cannot be read, are reported by the bundle's own checks. Where a file holds only
-- changes, the records may be at the vendor already.
CREATE TABLE payload_unreadable_file AS
SELECT r.file, r.columnName, r.targetFile, r.filled
FROM payload_reference r
JOIN payload_file f ON f.file = r.file AND f.is_whole
LEFT JOIN payload_file t ON t.file = r.targetFile
WHERE NOT coalesce(t.is_there OR t.is_reported, FALSE);
