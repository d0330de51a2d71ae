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

CREATE TABLE person_criteria AS
SELECT
    nearest.role,
    nearest.personID,
    nearest.schoolID,
    nearest.calendarID,
    coalesce(
        CASE WHEN nearest.role = 'student' THEN l.asStudent WHEN nearest.role IN ('teacher', 'staff') THEN l.asStaff END,
        'person ' || CAST(nearest.personID AS VARCHAR)
    ) AS who,
    nearest.failed,
    nearest.failed IS NULL AS wanted,
    nearest.failed IS NOT NULL AND nearest.to_be_deleted AS to_be_deleted,
    a.personID IS NOT NULL AS has_username,
    coalesce(a.has_enabled_account, FALSE) AS has_enabled_account,
    CASE
        WHEN nearest.failed IS NOT NULL THEN nearest.failed
        WHEN t.oneroster = '1.1' AND a.personID IS NULL THEN 'has_username'
        WHEN t.disabled_accounts = 'error' AND a.personID IS NOT NULL AND NOT a.has_enabled_account THEN 'has_enabled_account'
    END AS first_failed,
    nearest.failed IS NULL
        AND (t.oneroster <> '1.1' OR a.personID IS NOT NULL)
        AND (t.disabled_accounts <> 'error' OR a.personID IS NULL OR a.has_enabled_account) AS available
FROM (
    SELECT
        r.role,
        r.personID,
        r.schoolID,
        r.calendarID,
        r.failed,
        bool_or(r.to_be_deleted) OVER (PARTITION BY r.role, r.personID) AS to_be_deleted,
        row_number() OVER (
            PARTITION BY r.role, r.personID
            ORDER BY coalesce(c.position, 99) DESC, r.startDate DESC NULLS LAST, r.schoolID, r.recordID
        ) AS nearness
    FROM role_record r
    LEFT JOIN criterion c ON c.role = r.role AND c.name = r.failed
) nearest
CROSS JOIN settings t
LEFT JOIN person_account a ON a.personID = nearest.personID
LEFT JOIN person_label l ON l.personID = nearest.personID
WHERE nearest.nearness = 1
  AND (
      NOT t.scoped
      OR nearest.role IN ('student', 'guardian', 'relative')
      OR nearest.personID IN (
          SELECT a.personID FROM assignment_criteria a JOIN scope_school s ON s.schoolID = a.schoolID
          UNION
          SELECT h.personID FROM staff_history_criteria h
      )
  );

-- The populations that the vendor uses; level is required or used. Students and teachers are
-- required of every vendor.
CREATE TABLE wanted_person AS
SELECT p.*, u.level
FROM person_criteria p
JOIN (
    SELECT population, min(level) AS level
    FROM profile
    WHERE field = 'record'
    GROUP BY population
) u ON u.population = p.role
WHERE p.wanted;

-- The same, one row a person whatever the roles.
CREATE TABLE syncing_person AS
SELECT
    *,
    label || CASE WHEN label LIKE roles || ' %' THEN '' ELSE ' (' || roles || ')' END AS who
FROM (
    SELECT
        personID,
        max(who) AS label,
        concat_ws(
            ' and ',
            CASE WHEN bool_or(role = 'student') THEN 'student' END,
            CASE WHEN bool_or(role = 'teacher') THEN 'teacher' END,
            CASE WHEN bool_or(role = 'staff') THEN 'staff' END,
            CASE WHEN bool_or(role = 'guardian') THEN 'guardian' END,
            CASE WHEN bool_or(role = 'relative') THEN 'relative' END
        ) AS roles,
        min(schoolID) AS schoolID,
        min(calendarID) AS calendarID,
        bool_or(level = 'required') AS required,
        bool_or(has_username) AS has_username,
        bool_or(has_enabled_account) AS has_enabled_account
    FROM wanted_person
    GROUP BY personID
) person;

-- People of whom the vendor uses a field (email, phone), one row a person and field; ``matched``
-- where the vendor finds its own accounts by it.
CREATE TABLE field_person AS
SELECT
    *,
    label || CASE WHEN label LIKE roles || ' %' THEN '' ELSE ' (' || roles || ')' END AS who
FROM (
    SELECT
        n.field,
        w.personID,
        max(w.who) AS label,
        concat_ws(
            ' and ',
            CASE WHEN bool_or(w.role = 'student') THEN 'student' END,
            CASE WHEN bool_or(w.role = 'teacher') THEN 'teacher' END,
            CASE WHEN bool_or(w.role = 'staff') THEN 'staff' END,
            CASE WHEN bool_or(w.role = 'guardian') THEN 'guardian' END,
            CASE WHEN bool_or(w.role = 'relative') THEN 'relative' END
        ) AS roles,
        min(w.schoolID) AS schoolID,
        min(w.calendarID) AS calendarID,
        bool_or(n.required) AS required,
        bool_or(m.field IS NOT NULL) AS matched,
        bool_or(w.role IN ('student', 'teacher', 'staff')) AS is_student_or_staff
    FROM wanted_person w
    JOIN (
        SELECT population, field, bool_or(level = 'required') AS required
        FROM profile
        WHERE field <> 'record'
        GROUP BY population, field
    ) n ON n.population = w.role
    LEFT JOIN (SELECT DISTINCT population, field FROM vendor_match) m
        ON m.population = w.role AND m.field = n.field
    GROUP BY n.field, w.personID
) person;
