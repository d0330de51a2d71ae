/*
What can be judged as a whole: of the files that are absent, unreadable or hold changes alone,
nobody can say what is missing from them.
*/
CREATE TABLE sent_whole AS
SELECT
    coalesce(bool_or(is_whole AND file = 'orgs.csv'), FALSE) AS orgs,
    coalesce(bool_or(is_whole AND file = 'academicSessions.csv'), FALSE) AS sessions,
    coalesce(bool_or(is_whole AND file = 'classes.csv'), FALSE) AS classes,
    coalesce(bool_or(is_whole AND file = 'enrollments.csv'), FALSE) AS enrollments,
    coalesce(bool_or(is_whole AND file = 'users.csv'), FALSE) AS users,
    coalesce(bool_or(is_whole AND file = 'roles.csv'), FALSE) AS roles,
    coalesce(bool_or(is_whole AND file = 'resources.csv'), FALSE) AS resources,
    coalesce(bool_and(is_whole) FILTER (WHERE file IN ('classResources.csv', 'courseResources.csv', 'userResources.csv') AND mode <> 'absent'), TRUE) AS resource_uses
FROM sent_file;
