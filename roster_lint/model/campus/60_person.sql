/*
One row a person and role: the record that comes nearest to passing, and the account.

A person passes where any one record passes as a whole. ``failed`` names the first criterion, in the
article's order, at which the nearest record fails; a person is ``wanted`` where none does, and
``available`` where the person has a record in Person and the account passes too. OneRoster 1.1 needs a username (Usernames), 1.2 none.

What comes before the person is a view: it is read once, and to keep millions of rows besides would
cost the memory that the rest of the model needs.
*/
CREATE VIEW role_record AS
SELECT
    'student' AS role,
    personID,
    schoolID,
    calendarID,
    startDate,
    enrollmentID AS recordID,
    CASE
        WHEN NOT has_calendar THEN 'has_calendar'
        WHEN NOT in_school_year THEN 'in_school_year'
        WHEN NOT not_ended THEN 'not_ended'
        WHEN NOT not_no_show THEN 'not_no_show'
        WHEN NOT not_excluded THEN 'not_excluded'
    END AS failed,
    ends AS to_be_deleted
FROM enrollment_criteria
UNION ALL
SELECT
    'teacher',
    a.personID,
    a.schoolID,
    NULL,
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
    SELECT personID FROM staff_history_criteria WHERE is_in_schedule AND is_teacher_row AND not_ended
)
UNION ALL
SELECT DISTINCT
    'teacher',
    h.personID,
    h.schoolID,
    NULL,
    CAST(NULL AS DATE),
    NULL,
    'has_assignment',
    FALSE
FROM staff_history_criteria h
WHERE h.is_in_schedule AND h.is_teacher_row AND h.not_ended
  AND NOT EXISTS (SELECT 1 FROM assignment_criteria a WHERE a.personID = h.personID)
UNION ALL
SELECT
    'staff',
    a.personID,
    a.schoolID,
    NULL,
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

-- How near each record comes: the position of the criterion at which it falls, then the later start,
-- then the lower ID. One number, so that one pass finds the nearest record of a person. ``position`` is
-- that of the criterion among all of them, 99 where none fails: a number is cheaper to carry along than
-- the criterion's name. A record whose person cannot be read belongs to nobody.
CREATE VIEW near_record AS
SELECT
    q.*,
    coalesce(c.position, 99) AS position,
    coalesce(c.position, 99) * 10000000000000000
        + coalesce(q.startDate - DATE '1900-01-01', 0) * 100000000000
        - coalesce(q.recordID, 0) AS nearness
FROM role_record q
LEFT JOIN criterion c ON c.role = q.role AND c.name = q.failed
WHERE q.personID IS NOT NULL;

CREATE VIEW nearest_record AS
SELECT
    r.role,
    r.personID,
    arg_max(r.schoolID, r.nearness) AS schoolID,
    arg_max(r.calendarID, r.nearness) AS calendarID,
    max(r.position) AS position,
    bool_or(r.to_be_deleted) AS to_be_deleted
FROM near_record r
GROUP BY r.role, r.personID;

-- Whom a connection that is scoped to schools reaches by an assignment there. One that has ended
-- counts only for those of whom every assignment has: anyone who moved on belongs to the other school.
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
    c.name AS failed,
    c.name IS NULL AS wanted,
    -- Anyone who was never made available for want of a username is not sent as ToBeDeleted either.
    c.name IS NOT NULL
        AND p.to_be_deleted
        AND (t.oneroster <> '1.1' OR a.personID IS NOT NULL)
        AND (t.disabled_accounts <> 'error' OR a.personID IS NULL OR a.has_enabled_account)
        AND m.personID IS NULL AS to_be_deleted,
    m.personID IS NULL AS has_person,
    a.personID IS NOT NULL AS has_username,
    -- Asked only of anyone who has an account with a username.
    coalesce(a.has_enabled_account, TRUE) AS has_enabled_account,
    CASE
        WHEN c.name IS NOT NULL THEN c.name
        WHEN m.personID IS NOT NULL THEN 'has_person'
        WHEN t.oneroster = '1.1' AND a.personID IS NULL THEN 'has_username'
        WHEN t.disabled_accounts = 'error' AND a.personID IS NOT NULL AND NOT a.has_enabled_account THEN 'has_enabled_account'
    END AS first_failed,
    c.name IS NULL
        AND (t.oneroster <> '1.1' OR a.personID IS NOT NULL)
        AND (t.disabled_accounts <> 'error' OR a.personID IS NULL OR a.has_enabled_account)
        AND m.personID IS NULL AS available
FROM nearest_record p
CROSS JOIN settings t
LEFT JOIN criterion c ON c.position = p.position
LEFT JOIN person_account a ON a.personID = p.personID
LEFT JOIN missing_person m
    ON m.personID = p.personID
    AND m.named_as = CASE WHEN p.role = 'student' THEN 'student' WHEN p.role IN ('teacher', 'staff') THEN 'staff' ELSE 'family' END
WHERE NOT t.scoped
   OR p.role IN ('student', 'guardian', 'relative')
   OR p.personID IN (
       SELECT b.personID FROM scope_staff b
       UNION
       SELECT h.personID FROM staff_history_criteria h WHERE h.is_in_schedule AND h.not_ended
   );

-- People who would sync but for account and contact data, of the populations that the vendor uses
-- (students and teachers are required of every vendor), one row a person whatever the roles. Their
-- numbers are at hand, since most checks tell people by them. ``kinds`` says whatever a person is at
-- once, a bit for each role: one number is cheaper to gather and to compare than five flags.
CREATE TABLE syncing_person AS
SELECT person.*, n.studentNumber, n.staffNumber
FROM (
    SELECT
        p.personID,
        bit_or(CASE p.role WHEN 'student' THEN 1 WHEN 'teacher' THEN 2 WHEN 'staff' THEN 4 WHEN 'guardian' THEN 8 ELSE 16 END) AS kinds,
        min(p.schoolID) AS schoolID,
        min(p.calendarID) AS calendarID,
        bool_or(p.has_username) AS has_username,
        bool_or(p.has_enabled_account) AS has_enabled_account
    FROM person_criteria p
    WHERE p.wanted AND p.role IN (SELECT population FROM vendor_need WHERE field = 'record')
    GROUP BY p.personID
) person
LEFT JOIN Person n ON n.personID = person.personID;

-- By field (email, phone) and what a person can be at once: whether a vendor requires it of such a
-- person, matches accounts on it, uses it of a student or of staff. The marks say for which vendors a
-- finding counts: an error for those that require the field, or match on it, and a warning for the
-- others that use it.
CREATE TABLE field_need AS
SELECT
    field,
    kinds,
    concat_ws(
        ' and ',
        CASE WHEN is_student THEN 'student' END,
        CASE WHEN is_teacher THEN 'teacher' END,
        CASE WHEN is_staff THEN 'staff' END,
        CASE WHEN is_guardian THEN 'guardian' END,
        CASE WHEN is_relative THEN 'relative' END
    ) AS roles,
    is_student,
    is_teacher OR is_staff AS is_employed,
    bool_or(required) AS required,
    bool_or(matched) AS matched,
    bool_or(is_student_or_staff) AS is_student_or_staff,
    string_agg(vendor || CASE WHEN required THEN ':error:' ELSE ':warning:' END || consequence, ' ' ORDER BY vendor) AS required_marks,
    string_agg(vendor || CASE WHEN matched THEN ':error:' ELSE ':warning:' END, ' ' ORDER BY vendor) FILTER (WHERE is_student_or_staff) AS matched_marks,
    string_agg(vendor || ':warning:', ' ' ORDER BY vendor) AS used_marks
FROM (
    SELECT
        p.kinds,
        p.is_student,
        p.is_teacher,
        p.is_staff,
        p.is_guardian,
        p.is_relative,
        n.vendor,
        n.field,
        bool_or(n.level = 'required') AS required,
        max(n.consequence) AS consequence,
        bool_or(m.field IS NOT NULL) AS matched,
        bool_or(n.population IN ('student', 'teacher', 'staff')) AS is_student_or_staff
    FROM (
        SELECT
            kinds,
            kinds & 1 <> 0 AS is_student,
            kinds & 2 <> 0 AS is_teacher,
            kinds & 4 <> 0 AS is_staff,
            kinds & 8 <> 0 AS is_guardian,
            kinds & 16 <> 0 AS is_relative
        FROM (SELECT DISTINCT kinds FROM syncing_person) each
    ) p
    JOIN vendor_need n
        ON (n.population = 'student' AND p.is_student)
        OR (n.population = 'teacher' AND p.is_teacher)
        OR (n.population = 'staff' AND p.is_staff)
        OR (n.population = 'guardian' AND p.is_guardian)
        OR (n.population = 'relative' AND p.is_relative)
    LEFT JOIN (SELECT DISTINCT vendor, population, field FROM vendor_match) m
        ON m.vendor = n.vendor AND m.population = n.population AND m.field = n.field
    GROUP BY p.kinds, p.is_student, p.is_teacher, p.is_staff, p.is_guardian, p.is_relative, n.vendor, n.field
) of_vendor
GROUP BY field, kinds, is_student, is_teacher, is_staff, is_guardian, is_relative;

-- People of whom a vendor uses a field, one row a person and field; ``matched`` where a vendor finds
-- its own accounts by it, ``who`` the number that staff search by, with all roles where it does not tell.
CREATE VIEW field_person AS
SELECT *, label || CASE WHEN label LIKE roles || ' %' THEN '' ELSE ' (' || roles || ')' END AS who
FROM (
    SELECT
        f.field,
        p.personID,
        coalesce(
            CASE WHEN f.is_student THEN 'student ' || p.studentNumber END,
            CASE WHEN f.is_employed THEN 'staff ' || p.staffNumber END,
            'person ' || CAST(p.personID AS VARCHAR)
        ) AS label,
        f.roles,
        p.schoolID,
        p.calendarID,
        f.is_student,
        CASE WHEN f.is_student THEN p.studentNumber WHEN f.is_employed THEN p.staffNumber END AS identifier,
        p.has_username,
        p.has_enabled_account,
        f.required,
        f.matched,
        f.is_student_or_staff,
        f.required_marks,
        f.matched_marks,
        f.used_marks
    FROM syncing_person p
    JOIN field_need f ON f.kinds = p.kinds
) told;

-- Which vendors use the population of whom: one row a person and vendor.
CREATE VIEW person_vendor AS
SELECT p.personID, v.vendor
FROM field_person p
JOIN vendor_list v ON strpos(' ' || p.used_marks, ' ' || v.vendor || ':') > 0
WHERE p.field = 'record';

-- For which vendors a finding counts that is an error where they require something: for all of them,
-- or for those alone that use it.
CREATE TABLE need_mark AS
SELECT
    a.population,
    a.field,
    string_agg(v.vendor || CASE WHEN n.level = 'required' THEN ':error:' ELSE ':warning:' END, ' ' ORDER BY v.vendor) AS all_marks,
    string_agg(v.vendor || CASE WHEN n.level = 'required' THEN ':error:' ELSE ':warning:' END, ' ' ORDER BY v.vendor)
        FILTER (WHERE n.level IS NOT NULL) AS using_marks
FROM (SELECT DISTINCT population, field FROM vendor_need) a
CROSS JOIN vendor_list v
LEFT JOIN vendor_need n ON n.vendor = v.vendor AND n.population = a.population AND n.field = a.field
GROUP BY a.population, a.field;
