/*
Score scales, learning objectives and users' resources, which came with OneRoster 1.2.
*/
CREATE VIEW sent_user_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    userSourcedId,
    orgSourcedId,
    classSourcedId,
    resourceSourcedId
FROM userResources;

CREATE VIEW sent_score_scale AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    type,
    orgSourcedId,
    courseSourcedId,
    classSourcedId,
    scoreScaleValue
FROM scoreScales;

CREATE VIEW sent_line_item_score_scale AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    lineItemSourcedId,
    scoreScaleSourcedId
FROM lineItemScoreScales;

CREATE VIEW sent_result_score_scale AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    resultSourcedId,
    scoreScaleSourcedId
FROM resultScoreScales;

CREATE VIEW sent_line_item_objective AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    lineItemSourcedId,
    source,
    learningObjectiveId
FROM lineItemLearningObjectiveIds;

CREATE VIEW sent_result_objective AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    resultSourcedId,
    source,
    learningObjectiveId
FROM resultLearningObjectiveIds;
