/*
Teachers and other staff once records are corrected: whether they are counted, and whether they sync.

The dates and roles of assignments, and the schedule, decide who is a teacher and who is other staff at all. So a
correction can bring a person into a population, or take one out of it:

| cause | counted from then on | counted no longer |
| --- | --- | --- |
| TE001, TE002, NS002, NS004, YR005 (dates) | anyone whose assignment lay in no year: as its roles say | |
| TE003 (Teacher) | a teacher | other staff, if no other role is marked |
| NS001 (another role) | other staff, also if Teacher is marked | |
| SC001, RO005, SC009 (the schedule) | a teacher who is listed in it | |
| the same, if limited to schools | anyone who is listed in it | |
| TE002, NS002, if limited to schools | staff of these schools | staff whose only open assignment is elsewhere |

A **term** says when a person is counted: once all its causes are fixed, and none of those with a minus sign
is. A person is counted where one term holds, whatever the order in which causes are fixed.
*/
-- Anyone in a schedule that is not in use, and what brings it into use.
CREATE TABLE schedule_join AS
SELECT h.personID, h.sectionID, bool_or(h.is_teacher_row) AS is_teacher_row, any_value(schedule.causes) AS causes
FROM staff_history_criteria h
JOIN (
    SELECT f.sectionID, list(DISTINCT f.causeID) AS causes
    FROM section_fix f
    JOIN unsent_section s ON s.sectionID = f.sectionID AND NOT s.stays_behind
    WHERE f.criterion IN ('in_active_trial', 'in_one_calendar')
    GROUP BY f.sectionID
    HAVING count(*) = count(f.causeID)
) schedule ON schedule.sectionID = h.sectionID
WHERE h.not_ended
GROUP BY h.personID, h.sectionID;

-- People affected by a correction: those who are held back, and those for whom the schedule, their school or the
-- year is corrected along with others.
CREATE TABLE employee AS
SELECT personID FROM held_person WHERE population IN ('teacher', 'staff')
UNION
SELECT personID FROM schedule_join
UNION
SELECT a.personID
FROM assignment_criteria a
JOIN corrected_record r ON r.code = 'NS003' AND r.record = 'School ' || a.schoolID
WHERE a.personID IS NOT NULL
UNION
SELECT a.personID
FROM assignment_criteria a
JOIN corrected_record r ON r.code = 'YR005'
WHERE a.personID IS NOT NULL;

-- What fails on each of their assignments in either role, and the cause under which it is corrected; blank where
-- it is not.
CREATE TABLE employee_failure AS
SELECT f.population, f.personID, f.assignmentID, f.code, r.causeID
FROM role_failure f
JOIN employee e ON e.personID = f.personID
LEFT JOIN corrected_record r
    ON r.code = f.code
    AND r.schoolID IS NOT DISTINCT FROM f.schoolID
    AND r.record = f.record;

-- What has to be corrected on the account, which all roles of a person share. No row where nothing says how.
CREATE TABLE account_way AS
SELECT e.personID, coalesce(list(DISTINCT r.causeID) FILTER (WHERE r.causeID IS NOT NULL), []) AS causes
FROM employee e
CROSS JOIN settings t
LEFT JOIN person_account a ON a.personID = e.personID
LEFT JOIN missing_person m ON m.personID = e.personID AND m.named_as = 'staff'
LEFT JOIN data_check d ON d.cause = 'DA004'
LEFT JOIN (
    SELECT 'UN001' AS code, 'UserAccount of ' AS record
    UNION ALL
    SELECT 'UN005', 'UserAccount of '
    UNION ALL
    SELECT 'DA004', 'Person '
) f
    ON (f.code = 'UN001' AND t.oneroster = '1.1' AND a.personID IS NULL)
    OR (f.code = 'UN005' AND t.disabled_accounts = 'error' AND NOT coalesce(a.has_enabled_account, TRUE))
    OR (f.code = 'DA004' AND m.personID IS NOT NULL)
LEFT JOIN corrected_record r
    ON r.record = f.record || e.personID
    AND r.code = CASE WHEN f.code = 'DA004' THEN d.code ELSE f.code END
GROUP BY e.personID
HAVING count(f.code) = count(r.causeID);

-- When the dates of an assignment let it count: it is of the school year, or has not ended.
CREATE TABLE counting_assignment AS
WITH corrected AS (
    SELECT
        assignmentID,
        max(causeID) FILTER (WHERE code = 'YR005') AS yearCause,
        max(causeID) FILTER (WHERE code IN ('TE001', 'NS004')) AS datesCause,
        max(causeID) FILTER (WHERE code IN ('TE002', 'NS002')) AS endCause,
        max(causeID) FILTER (WHERE code = 'TE003') AS teacherCause,
        max(causeID) FILTER (WHERE code = 'NS001') AS staffCause
    FROM employee_failure
    GROUP BY assignmentID
),
dated AS (
    SELECT a.*, c.yearCause, c.datesCause, c.endCause, c.teacherCause, c.staffCause
    FROM role_assignment a
    JOIN employee e ON e.personID = a.personID
    LEFT JOIN corrected c ON c.assignmentID = a.assignmentID
    WHERE a.population = 'staff'
)
SELECT *, CAST([] AS BIGINT[]) AS dates
FROM dated
WHERE in_school_year OR not_ended
UNION ALL
SELECT *, [endCause]
FROM dated
WHERE NOT in_school_year AND NOT not_ended AND endCause IS NOT NULL
UNION ALL
SELECT *, CASE WHEN reversed THEN [datesCause, yearCause] ELSE [datesCause] END
FROM dated
WHERE NOT in_school_year AND NOT not_ended AND datesCause IS NOT NULL AND ends_in_year
  AND (yearCause IS NOT NULL OR NOT reversed)
UNION ALL
SELECT *, [yearCause]
FROM dated
WHERE NOT in_school_year AND NOT not_ended AND starts_in_year AND ends_in_year AND yearCause IS NOT NULL;

-- People that the connection reaches: everybody, unless it is limited to schools.
CREATE TABLE employee_reached AS
SELECT e.personID, CAST([] AS BIGINT[]) AS causes
FROM employee e
CROSS JOIN settings t
WHERE NOT t.scoped
UNION
SELECT a.personID, CASE WHEN a.not_ended THEN [] ELSE [f.causeID] END
FROM assignment_criteria a
CROSS JOIN settings t
JOIN employee e ON e.personID = a.personID
JOIN scope_school s ON s.schoolID = a.schoolID
LEFT JOIN employee_failure f ON f.assignmentID = a.assignmentID AND f.code IN ('TE002', 'NS002') AND f.causeID IS NOT NULL
WHERE t.scoped AND (a.not_ended OR f.causeID IS NOT NULL)
UNION
-- Those with only ended assignments: as long as none is open again elsewhere.
SELECT a.personID, coalesce(list(DISTINCT -f.causeID) FILTER (WHERE f.causeID IS NOT NULL), [])
FROM assignment_criteria a
CROSS JOIN settings t
JOIN employee e ON e.personID = a.personID
LEFT JOIN scope_school s ON s.schoolID = a.schoolID
LEFT JOIN employee_failure f ON f.assignmentID = a.assignmentID AND f.code IN ('TE002', 'NS002')
WHERE t.scoped
GROUP BY a.personID
HAVING NOT bool_or(a.not_ended) AND count(s.schoolID) > 0
UNION
SELECT h.personID, CAST([] AS BIGINT[])
FROM staff_history_criteria h
CROSS JOIN settings t
JOIN employee e ON e.personID = h.personID
WHERE t.scoped AND h.is_in_schedule AND h.not_ended
UNION
SELECT j.personID, j.causes
FROM schedule_join j
CROSS JOIN settings t
WHERE t.scoped;

CREATE TABLE employee_term AS
SELECT DISTINCT c.population, c.personID, list_sort(list_distinct(list_concat(c.causes, r.causes))) AS causes
FROM (
    SELECT 'teacher' AS population, personID, dates AS causes
    FROM counting_assignment
    WHERE has_teacher_role
    UNION ALL
    SELECT 'teacher', personID, list_append(dates, teacherCause)
    FROM counting_assignment
    WHERE NOT has_teacher_role AND teacherCause IS NOT NULL
    UNION ALL
    SELECT 'teacher', h.personID, []
    FROM staff_history_criteria h
    JOIN employee e ON e.personID = h.personID
    WHERE h.is_in_schedule AND h.is_teacher_row AND h.not_ended
    UNION ALL
    SELECT 'teacher', personID, causes
    FROM schedule_join
    WHERE is_teacher_row
    UNION ALL
    SELECT 'staff', personID, dates
    FROM counting_assignment
    WHERE has_staff_role OR (NOT has_teacher_role AND teacherCause IS NULL)
    UNION ALL
    SELECT 'staff', personID, list_append(dates, staffCause)
    FROM counting_assignment
    WHERE NOT has_staff_role AND staffCause IS NOT NULL
    UNION ALL
    SELECT 'staff', personID, list_append(dates, -teacherCause)
    FROM counting_assignment
    WHERE NOT has_staff_role AND NOT has_teacher_role AND teacherCause IS NOT NULL
) c
JOIN employee_reached r ON r.personID = c.personID;

-- One row a way to sync. A person without any assignment gets one with the role Teacher.
CREATE TABLE employee_way AS
SELECT w.population, w.personID, list_sort(list_distinct(list_concat(list_concat(w.causes, a.causes), r.causes))) AS causes
FROM (
    SELECT
        a.population,
        a.personID,
        coalesce(list(DISTINCT f.causeID) FILTER (WHERE f.causeID IS NOT NULL), []) AS causes
    FROM role_assignment a
    JOIN employee e ON e.personID = a.personID
    LEFT JOIN employee_failure f ON f.population = a.population AND f.assignmentID = a.assignmentID
    GROUP BY a.population, a.personID, a.assignmentID
    HAVING count(f.code) = count(f.causeID)
    UNION ALL
    SELECT population, recordID, causes
    FROM shortest_way
    WHERE population = 'teacher' AND way = 0
) w
JOIN account_way a ON a.personID = w.personID
-- Anyone who is reached only as long as nothing is corrected does not sync by a correction.
JOIN employee_reached r ON r.personID = w.personID AND coalesce(list_min(r.causes) > 0, TRUE);
