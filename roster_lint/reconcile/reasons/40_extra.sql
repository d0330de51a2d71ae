/*
Why a record is served that is not expected: the criteria at which it falls, or that the source does not
have it at all.

``criterion_words`` has every criterion of the run with the words for a record that fails it.
*/
CREATE TABLE extra_user AS
SELECT d.number, d.servedId, d.personID, n.population, n.role
FROM difference d
LEFT JOIN predicted_role_name n ON list_contains(string_split(d.roles, ','), n.role)
WHERE d.entity = 'users' AND d.kind IN ('extra', 'kept');

CREATE TABLE extra_reason AS
SELECT m.number, 'fails' AS code, coalesce(w.fails, p.first_failed) || CASE WHEN p.to_be_deleted THEN ' (ToBeDeleted)' ELSE '' END AS words
FROM extra_user m
JOIN person_criteria p ON p.personID = m.personID AND p.role = m.population
LEFT JOIN criterion_words w ON w.role = p.role AND w.name = p.first_failed
WHERE p.first_failed IS NOT NULL
UNION ALL
-- The person has no record in any of the served roles.
SELECT m.number, 'fails', 'nothing in the school year makes the person a ' || string_agg(DISTINCT m.role, ' or a ' ORDER BY m.role)
FROM extra_user m
WHERE m.personID IS NOT NULL AND m.population IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM extra_user o JOIN person_criteria p ON p.personID = o.personID AND p.role = o.population WHERE o.number = m.number)
GROUP BY m.number
UNION ALL
SELECT m.number, 'ids', 'the same person is predicted under another ID'
FROM extra_user m
JOIN person_criteria p ON p.personID = m.personID AND p.role = m.population
WHERE p.available
UNION ALL
SELECT DISTINCT
    m.number,
    'role',
    'the person is predicted as ' || o.ownRole
        || CASE WHEN o.ownRole IN ('guardian', 'relative') AND m.population IN ('guardian', 'relative') THEN ' (guardian_rule)' ELSE '' END
FROM extra_user m
JOIN user_pair o ON o.personID = m.personID AND o.kind = 'missing'
WHERE o.ownRole IS NOT NULL
UNION ALL
SELECT DISTINCT m.number, 'role', 'a role that is not predicted: ' || d.roles
FROM extra_user m
JOIN difference d ON d.number = m.number
WHERE m.population IS NULL AND m.personID IS NOT NULL
UNION ALL
SELECT DISTINCT m.number, 'absent', 'nobody in the source has this ID, username, number or email address'
FROM extra_user m
WHERE m.personID IS NULL
UNION ALL
SELECT number, 'fails', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN NOT s.in_active_trial THEN 'no active trial' END,
            CASE WHEN NOT s.in_one_calendar THEN 'trial or course of another calendar, or missing' END,
            CASE WHEN NOT s.has_school THEN 'school missing' END,
            CASE WHEN NOT s.not_excluded THEN 'External LMS Exclude' END,
            CASE WHEN NOT s.is_active THEN 'course or section inactive' END,
            CASE WHEN NOT s.is_placed THEN 'no term' END
        ]) AS words
    FROM difference d
    JOIN section_criteria s ON s.sectionID = d.sectionID
    WHERE d.entity = 'classes' AND d.kind IN ('extra', 'kept')
) stated
WHERE words IS NOT NULL
UNION ALL
SELECT
    d.number,
    CASE WHEN n.sectionID IS NULL THEN 'absent' ELSE 'fails' END,
    CASE
        WHEN n.sectionID IS NULL THEN 'no section in the source has this ID'
        WHEN f.sectionID IS NOT NULL THEN 'section of an inactive trial'
        ELSE 'section of another school year, or of a school that the prediction is not of'
    END
FROM difference d
LEFT JOIN Section n ON n.sectionID = d.sectionID
LEFT JOIN draft_section f ON f.sectionID = d.sectionID
LEFT JOIN section_criteria s ON s.sectionID = d.sectionID
WHERE d.entity = 'classes' AND d.kind IN ('extra', 'kept') AND s.sectionID IS NULL
UNION ALL
SELECT
    d.number,
    CASE WHEN c.courseID IS NULL THEN 'absent' ELSE 'fails' END,
    CASE
        WHEN c.courseID IS NULL THEN 'no course in the source has this ID'
        WHEN k.courseID IS NULL THEN 'course of another school year, or of a school that the prediction is not of'
        WHEN NOT k.has_calendar THEN 'calendar or school missing'
        WHEN NOT k.not_excluded THEN 'External LMS Exclude'
        WHEN NOT k.is_active THEN 'inactive'
        ELSE 'none of its sections will sync'
    END
FROM difference d
LEFT JOIN Course c ON CAST(c.courseID AS VARCHAR) = d.servedId
LEFT JOIN course_criteria k ON k.courseID = c.courseID
WHERE d.entity = 'courses' AND d.kind IN ('extra', 'kept')
UNION ALL
SELECT
    d.number,
    CASE WHEN s.type <> 'term' THEN 'assumed' WHEN t.termID IS NULL THEN 'absent' ELSE 'fails' END,
    CASE
        WHEN s.type <> 'term' THEN 'only terms are predicted: how Campus serves a ' || s.type || ' is not documented'
        WHEN t.termID IS NULL THEN 'no term in the source has this ID'
        ELSE 'no class that will sync meets in this term'
    END
FROM difference d
JOIN served_session s ON s.sourcedId = d.servedId
LEFT JOIN Term t ON CAST(t.termID AS VARCHAR) = d.servedId
WHERE d.entity = 'academicSessions' AND d.kind IN ('extra', 'kept')
UNION ALL
SELECT
    d.number,
    CASE WHEN s.type <> 'school' THEN 'assumed' WHEN d.schoolID IS NULL THEN 'absent' ELSE 'fails' END,
    CASE
        WHEN s.type <> 'school' THEN 'only schools are predicted: how Campus serves a ' || s.type || ' is not documented'
        WHEN d.schoolID IS NULL THEN 'no school in the source has this ID, number or name'
        WHEN o.is_excluded THEN 'External LMS Exclude'
        ELSE 'no calendar in the school year, or beyond --school'
    END
FROM difference d
JOIN served_org s ON s.sourcedId = d.servedId
LEFT JOIN predicted_school o ON o.schoolID = d.schoolID
WHERE d.entity = 'orgs' AND d.kind IN ('extra', 'kept')
UNION ALL
SELECT number, 'fails', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN NOT r.section_syncs THEN 'section does not sync' END,
            CASE WHEN NOT r.student_syncs THEN 'student does not sync by roster_rule, or not at all' END
        ]) AS words
    FROM difference d
    JOIN roster_criteria r ON 's' || CAST(r.rosterID AS VARCHAR) = d.servedId
    WHERE d.entity = 'enrollments' AND d.kind = 'extra' AND NOT d.follows
) stated
WHERE words IS NOT NULL
UNION ALL
SELECT number, 'fails', words
FROM (
    SELECT
        d.number,
        unnest([
            CASE WHEN NOT h.is_in_schedule THEN 'section not in the schedule in use' END,
            CASE WHEN NOT h.in_school_year THEN 'outside the school year (window_rule)' END,
            CASE WHEN NOT h.not_ended THEN 'ended' END,
            CASE WHEN NOT h.is_teacher_row THEN 'neither P nor T' END
        ]) AS words
    FROM difference d
    JOIN staff_history_criteria h ON 't' || CAST(h.historyID AS VARCHAR) = d.servedId
    WHERE d.entity = 'enrollments' AND d.kind = 'extra' AND NOT d.follows
) stated
WHERE words IS NOT NULL
UNION ALL
SELECT
    d.number,
    CASE WHEN r.rosterID IS NULL AND h.historyID IS NULL THEN 'absent' ELSE 'fails' END,
    CASE
        WHEN r.rosterID IS NULL AND h.historyID IS NULL
            THEN 'no roster record or Section Staff History record in the source has this ID'
        ELSE 'its section is of no schedule in use in the school year'
    END
FROM difference d
LEFT JOIN Roster r ON 's' || CAST(r.rosterID AS VARCHAR) = d.servedId
LEFT JOIN SectionStaffHistory h ON 't' || CAST(h.historyID AS VARCHAR) = d.servedId
LEFT JOIN roster_criteria rc ON rc.rosterID = r.rosterID
LEFT JOIN staff_history_criteria hc ON hc.historyID = h.historyID
WHERE d.entity = 'enrollments' AND d.kind = 'extra' AND NOT d.follows
  AND rc.rosterID IS NULL AND hc.historyID IS NULL;
