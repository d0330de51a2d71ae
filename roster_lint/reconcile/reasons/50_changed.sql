/*
Why a value differs: what else in the source has the served value.
*/
CREATE TABLE changed_reason AS
SELECT d.number, 'ids' AS code, w.words
FROM difference d
JOIN match_words w ON w.rank = d.rank
WHERE d.field = 'sourcedId'
UNION ALL
SELECT d.number, 'case', 'differs only in upper and lower case'
FROM difference d
WHERE d.kind = 'changed' AND d.field <> 'sourcedId' AND lower(d.expected) = lower(d.served)
UNION ALL
SELECT d.number, 'other', CASE WHEN t.secondary_email THEN 'it is the Email' ELSE 'it is the Secondary Email' END
    || ' (secondary_email_' || replace(t.oneroster, '.', 'p') || ')'
FROM difference d
CROSS JOIN settings t
JOIN Contact c ON c.personID = d.personID
WHERE d.entity = 'users' AND d.field = 'email'
  AND clean(CASE WHEN t.secondary_email THEN c.email ELSE c.secondaryEmail END) IS NOT DISTINCT FROM d.served
  AND NOT (d.served IS NULL AND c.email IS NULL AND c.secondaryEmail IS NULL)
UNION ALL
SELECT DISTINCT d.number, 'other', 'another account of the person has this username'
FROM difference d
JOIN UserAccount a ON a.personID = d.personID AND clean(a.username) = d.served
WHERE d.entity = 'users' AND d.field = 'username'
UNION ALL
SELECT d.number, 'other', 'it is the grade level' || CASE WHEN t.oneroster = '1.2' THEN ' (local_grades)' ELSE '' END
FROM difference d
CROSS JOIN settings t
JOIN (
    SELECT e.personID, as_set(string_agg(replace(e.grade, ',', ' '), ',')) AS grades
    FROM predicted_enrolled e
    GROUP BY e.personID
) g ON g.personID = d.personID AND g.grades = d.served
WHERE d.entity = 'users' AND d.field = 'grade' AND NOT t.local_grades
UNION ALL
SELECT d.number, 'other', 'it is the NCES grade (local_grades)'
FROM difference d
CROSS JOIN settings t
WHERE d.entity = 'users' AND d.field = 'grade' AND t.local_grades
UNION ALL
SELECT d.number, 'other', 'it is the state grade'
FROM difference d
JOIN (
    SELECT e.personID, as_set(string_agg(replace(l.stateGrade, ',', ' '), ',')) AS grades
    FROM predicted_enrolled e
    JOIN year_grade_level l ON l.structureID = e.structureID AND l.gradeKey = lower(e.grade)
    GROUP BY e.personID
) g ON g.personID = d.personID AND g.grades = d.served
WHERE d.entity = 'users' AND d.field = 'grade'
UNION ALL
SELECT d.number, 'other', 'Campus articles disagree on administrator and aide'
FROM difference d
WHERE d.entity = 'users' AND d.field = 'role'
  AND list_has_any(string_split(d.expected || ',' || d.served, ','), ['aide', 'administrator'])
  AND replace(d.expected, 'aide', 'administrator') = replace(d.served, 'aide', 'administrator')
UNION ALL
SELECT d.number, 'other', 'Portal without Guardian (guardian_rule)'
FROM difference d
WHERE d.entity = 'users' AND d.field = 'role'
  AND list_has_any(string_split(d.expected || ',' || d.served, ','), ['guardian', 'relative'])
  AND replace(d.expected, 'relative', 'guardian') = replace(d.served, 'relative', 'guardian')
UNION ALL
SELECT DISTINCT number, 'near', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN n.some_ends_today THEN 'a record ends on the as-of date (end_date_today)' END,
            CASE WHEN n.some_reaches_beyond THEN 'dates of a record reach beyond the school year (window_rule)' END
        ]) AS words
    FROM difference d
    JOIN near_person n ON n.personID = d.personID
    WHERE d.entity = 'users' AND d.field IN ('role', 'school', 'roleType', 'dates', 'identifier', 'grade')
) stated
WHERE words IS NOT NULL
UNION ALL
-- Families belong to the schools of their students.
SELECT DISTINCT d.number, 'family', 'the enrollments of a related student differ, too'
FROM difference d
JOIN relationship_criteria r ON r.personID2 = d.personID
JOIN difference o ON o.personID = r.personID1 AND o.entity = 'users' AND (o.field = 'school' OR o.kind <> 'changed')
WHERE d.entity = 'users' AND d.field = 'school'
UNION ALL
SELECT DISTINCT d.number, 'other', 'the person works there, too, by another location of an assignment'
FROM difference d
JOIN EmploymentAssignment a ON a.personID = d.personID
JOIN EmploymentAssignmentLocation l ON l.assignmentID = a.assignmentID
JOIN predicted_school s ON s.schoolID = l.schoolID
WHERE d.entity = 'users' AND d.field = 'school' AND list_contains(string_split(d.served, ','), s.sourcedId)
UNION ALL
SELECT d.number, 'near', 'all accounts are disabled (disabled_accounts)'
FROM difference d
JOIN person_account a ON a.personID = d.personID AND NOT a.has_enabled_account
WHERE d.entity = 'users' AND d.field = 'enabledUser'
UNION ALL
SELECT d.number, 'assumed', 'the roster record has no such date: the date of the section''s terms is predicted'
FROM difference d
JOIN roster_criteria r ON 's' || CAST(r.rosterID AS VARCHAR) = d.expectedId
WHERE d.entity = 'enrollments'
  AND ((d.field = 'beginDate' AND r.startDate IS NULL) OR (d.field = 'endDate' AND r.endDate IS NULL))
UNION ALL
SELECT d.number, 'assumed', 'it is the day after: OneRoster counts the last day so'
FROM difference d
WHERE d.field = 'endDate' AND TRY_CAST(d.served AS DATE) = TRY_CAST(d.expected AS DATE) + 1
UNION ALL
SELECT d.number, 'assumed', 'how Campus makes it is not documented'
FROM difference d
WHERE d.kind = 'changed'
  AND (
      (d.entity = 'classes' AND d.field IN ('title', 'classType', 'classCode'))
      OR (d.entity = 'academicSessions' AND d.unit LIKE 'session schoolYear-%')
  );
