/*
What is not predicted from Campus, without a row: demographics, resources and the grade book.
*/
CREATE TABLE payload_demographics (
    sourcedId VARCHAR, status VARCHAR, birthDate DATE, sex VARCHAR, place BIGINT
);

CREATE TABLE payload_user_profile (sourcedId VARCHAR, status VARCHAR, userSourcedId VARCHAR);

CREATE TABLE payload_resource (
    sourcedId VARCHAR, status VARCHAR, vendorResourceId VARCHAR, title VARCHAR, roles VARCHAR, importance VARCHAR,
    vendorId VARCHAR, applicationId VARCHAR, place BIGINT
);

CREATE TABLE payload_class_resource (
    sourcedId VARCHAR, status VARCHAR, classSourcedId VARCHAR, resourceSourcedId VARCHAR
);

CREATE TABLE payload_course_resource (
    sourcedId VARCHAR, status VARCHAR, courseSourcedId VARCHAR, resourceSourcedId VARCHAR
);

CREATE TABLE payload_user_resource (
    sourcedId VARCHAR, status VARCHAR, userSourcedId VARCHAR, orgSourcedId VARCHAR, classSourcedId VARCHAR,
    resourceSourcedId VARCHAR
);

CREATE TABLE payload_category (sourcedId VARCHAR, status VARCHAR, title VARCHAR, weight BIGINT);

CREATE TABLE payload_line_item (
    sourcedId VARCHAR, status VARCHAR, title VARCHAR, assignDate DATE, dueDate DATE, classSourcedId VARCHAR,
    categorySourcedId VARCHAR, academicSessionSourcedId VARCHAR, resultValueMin DOUBLE, resultValueMax DOUBLE,
    schoolSourcedId VARCHAR, place BIGINT
);

CREATE TABLE payload_result (
    sourcedId VARCHAR, status VARCHAR, lineItemSourcedId VARCHAR, studentSourcedId VARCHAR, scoreStatus VARCHAR,
    score DOUBLE, scoreDate DATE, textScore VARCHAR, classSourcedId VARCHAR, place BIGINT
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
