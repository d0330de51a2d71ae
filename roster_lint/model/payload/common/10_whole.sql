/*
What can be judged as a whole: for files that are absent, unreadable or hold only changes, it is unknown what
is missing from them. Who people are stands in users.csv, and in OneRoster 1.2 in roles.csv as well.
*/
CREATE TABLE payload_whole AS
SELECT
    w.orgs,
    w.sessions,
    w.classes,
    w.enrollments,
    w.users AND (v.oneroster = '1.1' OR w.roles) AS people,
    w.users AND w.no_roles AND v.oneroster = '1.2' AS no_roles,
    w.resources
FROM (
    SELECT
        coalesce(bool_or(is_whole AND file = 'orgs.csv'), FALSE) AS orgs,
        coalesce(bool_or(is_whole AND file = 'academicSessions.csv'), FALSE) AS sessions,
        coalesce(bool_or(is_whole AND file = 'classes.csv'), FALSE) AS classes,
        coalesce(bool_or(is_whole AND file = 'enrollments.csv'), FALSE) AS enrollments,
        coalesce(bool_or(is_whole AND file = 'users.csv'), FALSE) AS users,
        coalesce(bool_or(is_whole AND file = 'roles.csv'), FALSE) AS roles,
        coalesce(bool_or(mode = 'absent' AND NOT is_there AND file = 'roles.csv'), FALSE) AS no_roles,
        coalesce(
            bool_and(
                is_whole
                OR mode = 'absent'
                OR file NOT IN ('resources.csv', 'classResources.csv', 'courseResources.csv', 'userResources.csv')
            ),
            FALSE
        ) AS resources
    FROM payload_file
) w
CROSS JOIN payload_version v;
