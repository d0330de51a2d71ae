/*
The grade book of OneRoster 1.1: categories without weight, a range in every line item, no scales.
*/
CREATE VIEW payload_category AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    CAST(NULL AS BIGINT) AS weight
FROM categories;

CREATE VIEW payload_line_item AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    assignDate,
    dueDate,
    classSourcedId,
    categorySourcedId,
    gradingPeriodSourcedId AS academicSessionSourcedId,
    resultValueMin,
    resultValueMax,
    CAST(NULL AS VARCHAR) AS schoolSourcedId,
    rowid AS place
FROM lineItems;

CREATE VIEW payload_result AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    lineItemSourcedId,
    studentSourcedId,
    scoreStatus,
    score,
    scoreDate,
    CAST(NULL AS VARCHAR) AS textScore,
    CAST(NULL AS VARCHAR) AS classSourcedId,
    rowid AS place
FROM results;
