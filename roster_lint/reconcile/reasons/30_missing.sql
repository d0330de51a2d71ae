/*
Why a record that is expected may not be served: the criteria that it meets only just, or only under one
reading of the article.
*/
CREATE TABLE differing_user AS
SELECT DISTINCT d.expectedId, d.personID, u.population
FROM difference d
JOIN predicted_user_id u ON u.userSourcedId = d.expectedId AND u.status = 'active'
WHERE d.entity = 'users' AND (
    d.kind IN ('missing', 'deleted') OR d.field IN ('role', 'school', 'roleType', 'dates', 'identifier', 'grade')
);

CREATE TABLE missing_user AS
SELECT d.number, d.expectedId, d.personID, u.population
FROM difference d
JOIN predicted_user_id u ON u.userSourcedId = d.expectedId AND u.status = 'active'
WHERE d.entity = 'users' AND d.kind IN ('missing', 'deleted');

-- Of people of whom something differs: whether what makes them what they are passes only just. ``every_`` is
-- asked of all such records, ``some_`` of any.
CREATE TABLE near_person AS
SELECT
    n.population,
    n.personID,
    bool_and(n.endDate IS NOT NULL AND n.endDate = t.as_of) AS every_ends_today,
    bool_or(coalesce(n.endDate = t.as_of, FALSE)) AS some_ends_today,
    bool_and(n.endDate IS NOT NULL AND n.endDate < t.as_of) AS every_ended,
    bool_and(n.startDate IS NOT NULL AND n.startDate > t.as_of) AS every_starts_later,
    bool_and(coalesce(n.startDate < y.windowStart OR n.endDate > y.windowEnd, FALSE)) AS every_reaches_beyond,
    bool_or(coalesce(n.startDate < y.windowStart OR n.endDate > y.windowEnd, FALSE)) AS some_reaches_beyond,
    min(n.startDate) AS startDate,
    max(n.endDate) AS endDate
FROM (
    SELECT m.population, e.personID, e.startDate, e.endDate
    FROM differing_user m
    JOIN enrollment_criteria e ON e.personID = m.personID AND e.syncs
    WHERE m.population = 'student'
    UNION ALL
    SELECT m.population, a.personID, a.startDate, a.endDate
    FROM differing_user m
    JOIN assignment_criteria a ON a.personID = m.personID
    WHERE (m.population = 'teacher' AND a.syncs_as_teacher) OR (m.population = 'staff' AND a.syncs_as_staff)
    UNION ALL
    SELECT m.population, r.personID2, r.startDate, r.endDate
    FROM differing_user m
    JOIN relationship_criteria r ON r.personID2 = m.personID
    WHERE m.population IN ('guardian', 'relative') AND r.is_active AND r.student_syncs AND r.has_portal
) n
CROSS JOIN settings t
CROSS JOIN judged_year y
GROUP BY n.population, n.personID;

CREATE TABLE missing_reason AS
SELECT number, 'near' AS code, words
FROM (
    SELECT
        m.number,
        unnest([
            CASE WHEN n.every_ends_today THEN 'ends on ' || CAST(n.endDate AS VARCHAR) || ', the as-of date (end_date_today)' END,
            CASE WHEN n.every_ended THEN 'ended on ' || CAST(n.endDate AS VARCHAR) || ', the calendar''s last day' END,
            CASE WHEN n.every_starts_later THEN 'starts on ' || CAST(n.startDate AS VARCHAR) || ', after the as-of date' END,
            CASE WHEN n.every_reaches_beyond THEN 'dates reach beyond the school year (window_rule)' END,
            CASE WHEN a.personID IS NOT NULL AND NOT a.has_enabled_account THEN 'all accounts are disabled (disabled_accounts)' END,
            CASE WHEN a.has_enabled_account AND a.usable_accounts = 0 THEN 'all accounts are locked or have expired' END,
            CASE
                WHEN m.population IN ('guardian', 'relative') AND NOT EXISTS (
                    SELECT 1
                    FROM predicted_related r
                    JOIN user_pair p ON p.personID = r.studentID AND p.kind = 'both'
                    WHERE r.population = m.population AND r.personID = m.personID
                ) THEN 'no related student is served'
            END,
            CASE
                WHEN m.population = 'guardian' AND t.guardian_rule = 'portal' AND NOT EXISTS (
                    SELECT 1 FROM relationship_criteria r
                    WHERE r.personID2 = m.personID AND r.is_guardian AND r.has_portal AND r.is_active
                ) THEN 'Portal without Guardian (guardian_rule)'
            END
        ]) AS words
    FROM missing_user m
    CROSS JOIN settings t
    LEFT JOIN near_person n ON n.population = m.population AND n.personID = m.personID
    LEFT JOIN person_account a ON a.personID = m.personID
) told
WHERE words IS NOT NULL
UNION ALL
-- What some vendors ask for, and no criterion does.
SELECT number, 'weak', words
FROM (
    SELECT
        m.number,
        unnest([
            CASE WHEN u.username IS NULL THEN 'no username' END,
            CASE WHEN u.email IS NULL THEN 'no email address' END,
            CASE
                WHEN m.population = 'teacher' AND NOT EXISTS (
                    SELECT 1 FROM predicted_enrollment h WHERE h.personID = m.personID AND h.role = 'teacher'
                ) THEN 'teaches no class that is predicted'
            END
        ]) AS words
    FROM missing_user m
    JOIN expected_user u ON u.sourcedId = m.expectedId
) told
WHERE words IS NOT NULL
UNION ALL
-- OneRoster 1.1 has one user a role.
SELECT DISTINCT
    m.number,
    'role',
    'the person is served as ' || o.ownRole
        || CASE WHEN o.ownRole IN ('guardian', 'relative') AND m.population IN ('guardian', 'relative') THEN ' (guardian_rule)' ELSE '' END
FROM missing_user m
JOIN user_pair o ON o.personID = m.personID AND o.kind = 'extra'
WHERE o.ownRole IS NOT NULL
UNION ALL
SELECT number, 'near', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN coalesce(n.students, 0) = 0 THEN 'no student is predicted in it' END,
            CASE WHEN coalesce(n.teachers, 0) = 0 THEN 'no teacher is predicted in it' END,
            CASE WHEN s.termEnd < t.as_of THEN 'its terms ended on ' || CAST(s.termEnd AS VARCHAR) END,
            CASE WHEN s.termStart > t.as_of THEN 'its terms start on ' || CAST(s.termStart AS VARCHAR) END
        ]) AS words
    FROM difference d
    CROSS JOIN settings t
    LEFT JOIN section_dates s ON s.sectionID = d.sectionID
    LEFT JOIN (
        SELECT
            sectionID,
            count(*) FILTER (WHERE role = 'student') AS students,
            count(*) FILTER (WHERE role = 'teacher') AS teachers
        FROM predicted_enrollment
        GROUP BY sectionID
    ) n ON n.sectionID = d.sectionID
    WHERE d.entity = 'classes' AND d.kind IN ('missing', 'deleted')
) told
WHERE words IS NOT NULL
UNION ALL
SELECT number, 'near', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN r.endDate < t.as_of THEN 'the roster record ended on ' || CAST(r.endDate AS VARCHAR) END,
            CASE WHEN r.endDate = t.as_of THEN 'the roster record ends on the as-of date' END,
            CASE WHEN r.endDate IS NULL AND r.effectiveEnd < t.as_of THEN 'the section''s terms ended on ' || CAST(r.effectiveEnd AS VARCHAR) END,
            CASE WHEN r.effectiveStart > t.as_of THEN 'it starts on ' || CAST(r.effectiveStart AS VARCHAR) || ', after the as-of date' END,
            CASE
                WHEN NOT EXISTS (
                    SELECT 1 FROM enrollment_criteria e
                    WHERE e.personID = r.personID AND e.calendarID = r.calendarID AND e.syncs
                ) THEN 'the student''s enrollment is in another calendar (roster_rule)'
            END
        ]) AS words
    FROM difference d
    CROSS JOIN settings t
    JOIN dated_roster r ON 's' || CAST(r.rosterID AS VARCHAR) = d.expectedId
    WHERE d.entity = 'enrollments' AND d.kind IN ('missing', 'deleted') AND NOT d.follows
) told
WHERE words IS NOT NULL
UNION ALL
SELECT number, 'near', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN h.endDate = t.as_of THEN 'the Section Staff History record ends on the as-of date (end_date_today)' END,
            CASE WHEN h.startDate > t.as_of THEN 'it starts on ' || CAST(h.startDate AS VARCHAR) || ', after the as-of date' END,
            CASE
                WHEN h.startDate < y.windowStart OR h.endDate > y.windowEnd THEN 'dates reach beyond the school year (window_rule)'
            END,
            CASE
                WHEN NOT list_contains(string_split(coalesce(v.roles, o.ownRole, ''), ','), d.roles)
                    THEN 'the person is not served as ' || d.roles
            END
        ]) AS words
    FROM difference d
    CROSS JOIN settings t
    CROSS JOIN judged_year y
    JOIN staff_history_criteria h ON 't' || CAST(h.historyID AS VARCHAR) = d.expectedId
    JOIN expected_enrollment e ON e.sourcedId = d.expectedId
    LEFT JOIN user_match m ON m.expectedId = e.userSourcedId
    LEFT JOIN served_user_role v ON v.userSourcedId = m.servedId
    LEFT JOIN served_user o ON o.sourcedId = m.servedId
    WHERE d.entity = 'enrollments' AND d.kind IN ('missing', 'deleted') AND NOT d.follows
) told
WHERE words IS NOT NULL
UNION ALL
-- What is predicted for the sake of classes alone.
SELECT d.number, 'follows', 'none of its classes is served'
FROM difference d
WHERE d.entity = 'courses' AND d.kind IN ('missing', 'deleted')
  AND NOT EXISTS (
      SELECT 1 FROM expected_class c JOIN class_pair p ON p.expectedId = c.sourcedId AND p.kind = 'both'
      WHERE c.courseSourcedId = d.expectedId
  )
UNION ALL
SELECT
    d.number,
    CASE WHEN e.type = 'schoolYear' THEN 'assumed' ELSE 'follows' END,
    CASE
        WHEN e.type = 'schoolYear' THEN 'how Campus serves the school year itself is not documented'
        ELSE 'no class that meets in it is served'
    END
FROM difference d
JOIN expected_session e ON e.sourcedId = d.expectedId
WHERE d.entity = 'academicSessions' AND d.kind IN ('missing', 'deleted')
  AND (
      e.type = 'schoolYear'
      OR NOT EXISTS (
          SELECT 1
          FROM predicted_class_term t
          JOIN class_pair p ON p.expectedId = t.classSourcedId AND p.kind = 'both'
          WHERE t.termSourcedId = e.sourcedId
      )
  )
UNION ALL
SELECT d.number, 'near', 'it has no calendar of the year, and is predicted for the sake of its staff'
FROM difference d
JOIN predicted_org o ON o.sourcedId = d.expectedId AND o.for_staff_only
WHERE d.entity = 'orgs' AND d.kind IN ('missing', 'deleted');
