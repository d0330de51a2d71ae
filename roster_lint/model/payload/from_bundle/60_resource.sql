/*
Resources and where they are used, as a bundle sends them; users' own are OneRoster 1.2's.
*/
CREATE VIEW payload_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    vendorResourceId,
    title,
    roles,
    importance,
    vendorId,
    applicationId,
    rowid AS place
FROM resources;

CREATE VIEW payload_class_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    classSourcedId,
    resourceSourcedId
FROM classResources;

CREATE VIEW payload_course_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    courseSourcedId,
    resourceSourcedId
FROM courseResources;
