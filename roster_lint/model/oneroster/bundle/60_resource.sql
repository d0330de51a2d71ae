/*
Resources and where they are used, as a bundle sends them; users' own are OneRoster 1.2's.
*/
CREATE VIEW sent_resource AS
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

CREATE VIEW sent_class_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    classSourcedId,
    resourceSourcedId
FROM classResources;

CREATE VIEW sent_course_resource AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    courseSourcedId,
    resourceSourcedId
FROM courseResources;
