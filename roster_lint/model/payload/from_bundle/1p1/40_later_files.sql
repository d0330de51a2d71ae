/*
The files that there are in OneRoster 1.2 only, without a row.
*/
CREATE TABLE payload_user_profile (sourcedId VARCHAR, status VARCHAR, userSourcedId VARCHAR);

CREATE TABLE payload_user_resource (
    sourcedId VARCHAR, status VARCHAR, userSourcedId VARCHAR, orgSourcedId VARCHAR, classSourcedId VARCHAR,
    resourceSourcedId VARCHAR
);

CREATE TABLE payload_score_scale (
    sourcedId VARCHAR, status VARCHAR, title VARCHAR, type VARCHAR, orgSourcedId VARCHAR, courseSourcedId VARCHAR,
    classSourcedId VARCHAR, scoreScaleValue VARCHAR
);

CREATE TABLE payload_line_item_score_scale (
    sourcedId VARCHAR, status VARCHAR, lineItemSourcedId VARCHAR, scoreScaleSourcedId VARCHAR
);

CREATE TABLE payload_result_score_scale (
    sourcedId VARCHAR, status VARCHAR, resultSourcedId VARCHAR, scoreScaleSourcedId VARCHAR
);

CREATE TABLE payload_line_item_objective (
    sourcedId VARCHAR, status VARCHAR, lineItemSourcedId VARCHAR, source VARCHAR, learningObjectiveId VARCHAR
);

CREATE TABLE payload_result_objective (
    sourcedId VARCHAR, status VARCHAR, resultSourcedId VARCHAR, source VARCHAR, learningObjectiveId VARCHAR
);
