/*
The payload predicted from Campus as files: all that is predicted is there, and whole.
*/
CREATE VIEW sent_version AS
SELECT
    oneroster,
    CASE WHEN oneroster = '1.1' THEN 'gradingPeriodSourcedId' ELSE 'academicSessionSourcedId' END AS lineItemSession
FROM settings;

CREATE VIEW sent_file AS
SELECT file, 'bulk' AS mode, TRUE AS is_there, TRUE AS is_whole, FALSE AS is_told
FROM (
    SELECT 'academicSessions.csv' AS file
    UNION ALL SELECT 'classes.csv'
    UNION ALL SELECT 'courses.csv'
    UNION ALL SELECT 'enrollments.csv'
    UNION ALL SELECT 'orgs.csv'
    UNION ALL SELECT 'users.csv'
    UNION ALL SELECT 'roles.csv' FROM settings WHERE oneroster = '1.2'
) predicted;

-- None of the predicted files lacks a column, or has a value that cannot be read.
CREATE VIEW sent_absent_column AS
SELECT file, CAST(NULL AS VARCHAR) AS column_name
FROM sent_file
WHERE FALSE;

CREATE VIEW sent_lost_cell AS
SELECT file, CAST(NULL AS VARCHAR) AS column_name, CAST(NULL AS BIGINT) AS place, CAST(NULL AS VARCHAR) AS value
FROM sent_file
WHERE FALSE;

CREATE VIEW sent_dropped_row AS
SELECT
    file,
    CAST(NULL AS VARCHAR) AS userSourcedId,
    CAST(NULL AS VARCHAR) AS classSourcedId,
    CAST(NULL AS VARCHAR) AS role
FROM sent_file
WHERE FALSE;
