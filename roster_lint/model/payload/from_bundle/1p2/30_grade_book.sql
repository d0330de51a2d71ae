/*
The grade book of OneRoster 1.2: line items and results.
*/
CREATE VIEW payload_category AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    weight
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
    academicSessionSourcedId,
    resultValueMin,
    resultValueMax,
    schoolSourcedId,
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
    textScore,
    classSourcedId,
    rowid AS place
FROM results;
