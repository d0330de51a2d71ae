/*
Score scales, learning objectives and users' resources, which came with OneRoster 1.2.
*/
CREATE VIEW payload_user_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    userSourcedId,
    orgSourcedId,
    classSourcedId,
    resourceSourcedId
FROM userResources;

CREATE VIEW payload_score_scale AS
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

CREATE VIEW payload_line_item_score_scale AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    lineItemSourcedId,
    scoreScaleSourcedId
FROM lineItemScoreScales;

CREATE VIEW payload_result_score_scale AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    resultSourcedId,
    scoreScaleSourcedId
FROM resultScoreScales;

CREATE VIEW payload_line_item_objective AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    lineItemSourcedId,
    source,
    learningObjectiveId
FROM lineItemLearningObjectiveIds;

CREATE VIEW payload_result_objective AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    resultSourcedId,
    source,
    learningObjectiveId
FROM resultLearningObjectiveIds;
