/*
The payload predicted from Campus as files: all that is predicted is there, and whole.
*/
CREATE VIEW payload_version AS
SELECT
    oneroster,
    CASE WHEN oneroster = '1.1' THEN 'gradingPeriodSourcedId' ELSE 'academicSessionSourcedId' END AS lineItemSession
FROM settings;

CREATE VIEW payload_file AS
SELECT file, 'bulk' AS mode, TRUE AS is_there, TRUE AS is_whole, FALSE AS is_reported
FROM (
    SELECT 'academicSessions.csv' AS file
    UNION ALL SELECT 'classes.csv'
    UNION ALL SELECT 'courses.csv'
    UNION ALL SELECT 'enrollments.csv'
    UNION ALL SELECT 'orgs.csv'
    UNION ALL SELECT 'users.csv'
    UNION ALL SELECT 'roles.csv' FROM settings WHERE oneroster = '1.2'
) predicted;

-- The predicted files have all columns, and no value that cannot be read.
CREATE VIEW payload_absent_column AS
SELECT file, CAST(NULL AS VARCHAR) AS column_name
FROM payload_file
WHERE FALSE;

CREATE VIEW payload_unreadable_cell AS
SELECT file, CAST(NULL AS VARCHAR) AS column_name, CAST(NULL AS BIGINT) AS place, CAST(NULL AS VARCHAR) AS value
FROM payload_file
WHERE FALSE;

CREATE VIEW payload_dropped_row AS
SELECT
    file,
    CAST(NULL AS VARCHAR) AS userSourcedId,
    CAST(NULL AS VARCHAR) AS classSourcedId,
    CAST(NULL AS VARCHAR) AS role
FROM payload_file
WHERE FALSE;
