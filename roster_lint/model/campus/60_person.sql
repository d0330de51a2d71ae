/*
One row a person and role: the record that comes nearest to passing, and the account.

A person passes where any one record passes as a whole. ``failed`` names the first criterion, in the
article's order, at which the nearest record fails; a person is ``wanted`` where none does, and
``available`` where the account passes too. OneRoster 1.1 needs a user name (Usernames), 1.2 none.
*/
CREATE TABLE role_record AS
SELECT
    'student' AS role,
    personID,
    schoolID,
    calendarID,
    startDate,
    enrollmentID AS recordID,
    CASE
        WHEN NOT in_school_year THEN 'in_school_year'
        WHEN NOT not_ended THEN 'not_ended'
        WHEN NOT not_no_show THEN 'not_no_show'
        WHEN NOT not_excluded THEN 'not_excluded'
    END AS failed,
    in_school_year AND NOT not_ended AND not_no_show AND not_excluded AS to_be_deleted
FROM enrollment_criteria
UNION ALL
SELECT
    'teacher',
    a.personID,
    a.schoolID,
    CAST(NULL AS BIGINT),
    a.startDate,
    a.assignmentID,
    CASE
        WHEN NOT a.in_school_year THEN 'in_school_year'
        WHEN NOT a.not_ended THEN 'not_ended'
        WHEN NOT a.has_teacher_role THEN 'has_teacher_role'
        WHEN NOT a.not_excluded THEN 'not_excluded'
    END,
    FALSE
FROM assignment_criteria a
WHERE a.personID IN (
    SELECT personID FROM assignment_criteria WHERE has_teacher_role AND (in_school_year OR not_ended)
    UNION
    SELECT personID FROM staff_history_criteria WHERE is_teacher_row AND not_ended
)
UNION ALL
SELECT DISTINCT
    'teacher',
    h.personID,
    h.schoolID,
    CAST(NULL AS BIGINT),
    CAST(NULL AS DATE),
    CAST(NULL AS BIGINT),
    'has_assignment',
    FALSE
FROM staff_history_criteria h
WHERE h.is_teacher_row AND h.not_ended
  AND NOT EXISTS (SELECT 1 FROM assignment_criteria a WHERE a.personID = h.personID)
UNION ALL
SELECT
    'staff',
    a.personID,
    a.schoolID,
    CAST(NULL AS BIGINT),
    a.startDate,
    a.assignmentID,
    CASE
        WHEN NOT a.has_staff_role THEN 'has_staff_role'
        WHEN NOT a.not_ended THEN 'not_ended'
        WHEN NOT a.school_has_calendar THEN 'school_has_calendar'
        WHEN NOT a.in_school_year THEN 'in_school_year'
        WHEN NOT a.not_excluded THEN 'not_excluded'
    END,
    FALSE
FROM assignment_criteria a
WHERE a.personID IN (
    SELECT personID FROM assignment_criteria
    WHERE (has_staff_role OR NOT has_teacher_role) AND (in_school_year OR not_ended)
)
UNION ALL
SELECT
    'guardian',
    personID2,
    schoolID,
    calendarID,
    CAST(NULL AS DATE),
    personID1,
    CASE
        WHEN NOT has_portal THEN 'has_portal'
        WHEN NOT is_active THEN 'is_active'
        WHEN NOT student_syncs THEN 'student_syncs'
    END,
    FALSE
FROM relationship_criteria
WHERE counts_as_guardian
UNION ALL
SELECT
    'relative',
    personID2,
    schoolID,
    calendarID,
    CAST(NULL AS DATE),
    personID1,
    CASE
        WHEN NOT is_active THEN 'is_active'
        WHEN NOT student_syncs THEN 'student_syncs'
    END,
    FALSE
FROM relative_criteria;

-- How near each person comes in each role: the position of the criterion at which a record falls,
-- then the later start, then the lower ID. One number, so that one pass finds the nearest record.
-- ``position`` is that of the criterion among all of them, 99 where none fails: a number is cheaper
-- to carry along than the criterion's name.
CREATE TABLE nearest_record AS
SELECT
    r.role,
    r.personID,
    arg_max(r.schoolID, r.nearness) AS schoolID,
    arg_max(r.calendarID, r.nearness) AS calendarID,
    arg_max(r.position, r.nearness) AS position,
    bool_or(r.to_be_deleted) AS to_be_deleted
FROM (
    SELECT
        q.*,
        coalesce(c.position, 99) AS position,
        coalesce(c.position, 99) * 10000000000000000
            + coalesce(q.startDate - DATE '1900-01-01', 0) * 100000000000
            - coalesce(q.recordID, 0) AS nearness
    FROM role_record q
    LEFT JOIN criterion c ON c.role = q.role AND c.name = q.failed
    -- A record whose person cannot be read belongs to nobody.
    WHERE q.personID IS NOT NULL
) r
GROUP BY r.role, r.personID;

-- Whom a connection that is scoped to schools reaches by an assignment there. One that has ended
-- counts only for those of whom every assignment has: whoever moved on belongs to the other school.
CREATE TABLE scope_staff AS
SELECT DISTINCT a.personID
FROM assignment_criteria a
JOIN scope_school s ON s.schoolID = a.schoolID
WHERE a.not_ended
   OR NOT EXISTS (SELECT 1 FROM assignment_criteria o WHERE o.personID = a.personID AND o.not_ended);

CREATE TABLE person_criteria AS
SELECT
    p.role,
    p.personID,
    p.schoolID,
    p.calendarID,
    coalesce(
        CASE WHEN p.role = 'student' THEN l.asStudent WHEN p.role IN ('teacher', 'staff') THEN l.asStaff END,
        'person ' || CAST(p.personID AS VARCHAR)
    ) AS who,
    c.name AS failed,
    c.name IS NULL AS wanted,
    -- Whoever was never made available for want of a user name does not go out as ToBeDeleted either.
    c.name IS NOT NULL
        AND p.to_be_deleted
        AND (t.oneroster <> '1.1' OR a.personID IS NOT NULL)
        AND (t.disabled_accounts <> 'error' OR a.personID IS NULL OR a.has_enabled_account) AS to_be_deleted,
    a.personID IS NOT NULL AS has_username,
    coalesce(a.has_enabled_account, FALSE) AS has_enabled_account,
    CASE
        WHEN c.name IS NOT NULL THEN c.name
        WHEN t.oneroster = '1.1' AND a.personID IS NULL THEN 'has_username'
        WHEN t.disabled_accounts = 'error' AND a.personID IS NOT NULL AND NOT a.has_enabled_account THEN 'has_enabled_account'
    END AS first_failed,
    c.name IS NULL
        AND (t.oneroster <> '1.1' OR a.personID IS NOT NULL)
        AND (t.disabled_accounts <> 'error' OR a.personID IS NULL OR a.has_enabled_account) AS available
FROM nearest_record p
CROSS JOIN settings t
LEFT JOIN criterion c ON c.position = p.position
LEFT JOIN person_account a ON a.personID = p.personID
LEFT JOIN person_label l ON l.personID = p.personID
WHERE NOT t.scoped
   OR p.role IN ('student', 'guardian', 'relative')
   OR p.personID IN (
       SELECT b.personID FROM scope_staff b
       UNION
       SELECT h.personID FROM staff_history_criteria h WHERE h.not_ended
   );

-- People who would sync but for account and contact data, of the populations that the vendor uses
-- (students and teachers are required of every vendor), one row a person whatever the roles.
CREATE TABLE syncing_person AS
SELECT
    *,
    label || CASE WHEN label LIKE roles || ' %' THEN '' ELSE ' (' || roles || ')' END AS who
FROM (
    SELECT
        p.personID,
        max(p.who) AS label,
        concat_ws(
            ' and ',
            CASE WHEN bool_or(p.role = 'student') THEN 'student' END,
            CASE WHEN bool_or(p.role = 'teacher') THEN 'teacher' END,
            CASE WHEN bool_or(p.role = 'staff') THEN 'staff' END,
            CASE WHEN bool_or(p.role = 'guardian') THEN 'guardian' END,
            CASE WHEN bool_or(p.role = 'relative') THEN 'relative' END
        ) AS roles,
        bool_or(p.role = 'student') AS is_student,
        bool_or(p.role = 'teacher') AS is_teacher,
        bool_or(p.role = 'staff') AS is_staff,
        bool_or(p.role = 'guardian') AS is_guardian,
        bool_or(p.role = 'relative') AS is_relative,
        min(p.schoolID) AS schoolID,
        min(p.calendarID) AS calendarID,
        bool_or(u.required) AS required,
        bool_or(p.has_username) AS has_username,
        bool_or(p.has_enabled_account) AS has_enabled_account
    FROM person_criteria p
    JOIN (
        SELECT population, bool_or(level = 'required') AS required
        FROM profile
        WHERE field = 'record'
        GROUP BY population
    ) u ON u.population = p.role
    WHERE p.wanted
    GROUP BY p.personID
) person;

-- By field (email, phone): of which populations the vendor uses it, requires it, matches on it.
CREATE TABLE field_need AS
SELECT
    n.field,
    bool_or(n.population = 'student') AS of_students,
    bool_or(n.population = 'teacher') AS of_teachers,
    bool_or(n.population = 'staff') AS of_staff,
    bool_or(n.population = 'guardian') AS of_guardians,
    bool_or(n.population = 'relative') AS of_relatives,
    bool_or(n.population = 'student' AND n.level = 'required') AS required_of_students,
    bool_or(n.population = 'teacher' AND n.level = 'required') AS required_of_teachers,
    bool_or(n.population = 'staff' AND n.level = 'required') AS required_of_staff,
    bool_or(n.population = 'guardian' AND n.level = 'required') AS required_of_guardians,
    bool_or(n.population = 'relative' AND n.level = 'required') AS required_of_relatives,
    coalesce(bool_or(m.field IS NOT NULL AND n.population = 'student'), FALSE) AS matches_students,
    coalesce(bool_or(m.field IS NOT NULL AND n.population = 'teacher'), FALSE) AS matches_teachers,
    coalesce(bool_or(m.field IS NOT NULL AND n.population = 'staff'), FALSE) AS matches_staff,
    coalesce(bool_or(m.field IS NOT NULL AND n.population = 'guardian'), FALSE) AS matches_guardians,
    coalesce(bool_or(m.field IS NOT NULL AND n.population = 'relative'), FALSE) AS matches_relatives
FROM profile n
LEFT JOIN (SELECT DISTINCT population, field FROM vendor_match) m
    ON m.population = n.population AND m.field = n.field
WHERE n.field <> 'record'
GROUP BY n.field;

-- People of whom the vendor uses a field, one row a person and field; ``matched`` where the vendor
-- finds its own accounts by it.
CREATE VIEW field_person AS
SELECT
    f.field,
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    (p.is_student AND f.required_of_students)
        OR (p.is_teacher AND f.required_of_teachers)
        OR (p.is_staff AND f.required_of_staff)
        OR (p.is_guardian AND f.required_of_guardians)
        OR (p.is_relative AND f.required_of_relatives) AS required,
    (p.is_student AND f.matches_students)
        OR (p.is_teacher AND f.matches_teachers)
        OR (p.is_staff AND f.matches_staff)
        OR (p.is_guardian AND f.matches_guardians)
        OR (p.is_relative AND f.matches_relatives) AS matched,
    (p.is_student AND f.of_students)
        OR (p.is_teacher AND f.of_teachers)
        OR (p.is_staff AND f.of_staff) AS is_student_or_staff
FROM syncing_person p
CROSS JOIN field_need f
WHERE (p.is_student AND f.of_students)
   OR (p.is_teacher AND f.of_teachers)
   OR (p.is_staff AND f.of_staff)
   OR (p.is_guardian AND f.of_guardians)
   OR (p.is_relative AND f.of_relatives);
