/*
Everything that keeps each person from syncing who is held back, whether or not a check reported it.

A person syncs where one record passes as a whole, so each record that a check reported is a way to sync,
with all that fails on it; what fails on the account blocks every way. A contact syncs by the students' ways.
``code`` is the check of the criterion that fails, and the place is the record's school, else its calendar,
else the district. ``record`` is what has to be corrected in Campus, by table and key. Dates that fail twice
are one cause, the one that is reported: an enrollment outside the school year has not ended as well, and an
assignment that has ended is not outside the school year as well.
*/
-- The school year once its dates are right: the other way round, if it ends before it starts. Where one of
-- the two is blank, the other is the wrong one, and the year is as long as if both were.
CREATE VIEW right_year AS
SELECT
    endYear,
    reversed,
    CASE
        WHEN NOT reversed OR startAssumed THEN windowStart
        WHEN endAssumed THEN make_date(endYear - 1, 1, 1)
        ELSE windowEnd
    END AS yearStart,
    CASE
        WHEN NOT reversed OR endAssumed THEN windowEnd
        WHEN startAssumed THEN make_date(endYear, 12, 31)
        ELSE windowStart
    END AS yearEnd
FROM judged_year;

CREATE TABLE held_person AS
SELECT
    o.population,
    o.personID,
    o.codes,
    p.wanted,
    p.schoolID,
    p.calendarID,
    p.has_person,
    p.has_username,
    p.has_enabled_account
FROM person_outcome o
JOIN person_criteria p ON p.role = o.population AND p.personID = o.personID
WHERE o.outcome = 'held_back';

-- The check that says what is blank or not there: one of those that found something.
CREATE TABLE data_check AS
SELECT cause.cause, coalesce(min(d.code), cause.cause) AS code
FROM (SELECT 'DA003' AS cause UNION ALL SELECT 'DA004') cause
LEFT JOIN data_code d ON d.cause = cause.cause
GROUP BY cause.cause;

CREATE TABLE held_enrollment AS
SELECT
    e.*,
    y.reversed,
    y.endYear,
    CASE t.window_rule
        WHEN 'contain' THEN coalesce(e.startDate >= y.yearStart, TRUE) AND coalesce(e.endDate <= y.yearEnd, TRUE)
        ELSE coalesce(e.startDate <= y.yearEnd, TRUE) AND coalesce(e.endDate >= y.yearStart, TRUE)
    END AS in_right_year
FROM enrollment_criteria e
CROSS JOIN right_year y
CROSS JOIN settings t
JOIN held_person h ON h.population = 'student' AND h.personID = e.personID
WHERE NOT h.wanted;

-- The marks of External LMS Exclude above an enrollment.
CREATE TABLE mark_above_enrollment AS
SELECT e.enrollmentID, 'School ' || s.schoolID AS record, CAST(NULL AS VARCHAR) AS called
FROM held_enrollment e
JOIN any_calendar k ON k.calendarID = e.calendarID
JOIN School s ON s.schoolID = k.schoolID AND s.externalLMSExclude
UNION ALL
SELECT e.enrollmentID, 'Calendar ' || c.calendarID, k.calendarName
FROM held_enrollment e
JOIN any_calendar k ON k.calendarID = e.calendarID
JOIN Calendar c ON c.calendarID = e.calendarID AND c.externalLMSExclude
UNION ALL
SELECT e.enrollmentID, 'ScheduleStructure ' || st.structureID, st.name
FROM held_enrollment e
JOIN ScheduleStructure st ON st.structureID = e.structureID AND st.externalLMSExclude
UNION ALL
SELECT e.enrollmentID, 'GradeLevel ' || g.structureID || ' ' || g.name, 'grade ' || g.name
FROM held_enrollment e
JOIN GradeLevel g ON g.structureID = e.structureID AND lower(g.name) = lower(e.grade) AND g.externalLMSExclude;

-- Every assignment, once as a teacher's and once as other staff's. Who is scheduled is reported as a teacher
-- (TE), at the school of the sections, and needs no other role (``is_asked``); everybody else is reported as
-- staff (NS).
CREATE VIEW role_assignment AS
SELECT
    r.population,
    a.*,
    s.personID IS NOT NULL AS is_scheduled,
    coalesce(s.schoolID, a.schoolID) AS placeID,
    r.population = 'teacher' OR a.has_staff_role OR s.personID IS NULL AS is_asked,
    y.reversed,
    y.endYear,
    -- What an assignment has to have, too, once its end date is corrected, and once its start date is.
    CASE t.window_rule
        WHEN 'contain' THEN coalesce(a.startDate >= y.yearStart, TRUE)
        ELSE coalesce(a.startDate <= y.yearEnd, TRUE)
    END AS starts_in_year,
    CASE t.window_rule
        WHEN 'contain' THEN coalesce(a.endDate <= y.yearEnd, TRUE)
        ELSE coalesce(a.endDate >= y.yearStart, TRUE)
    END AS ends_in_year
FROM assignment_criteria a
CROSS JOIN (SELECT 'teacher' AS population UNION ALL SELECT 'staff') r
CROSS JOIN right_year y
CROSS JOIN settings t
LEFT JOIN scheduled_teacher s ON s.personID = a.personID AND s.reason IS NOT NULL;

CREATE VIEW role_failure AS
SELECT
    population,
    personID,
    assignmentID,
    is_asked,
    'YR005' AS code,
    CAST(NULL AS BIGINT) AS schoolID,
    'SchoolYear ' || endYear AS record
FROM role_assignment
WHERE reversed
UNION ALL
SELECT population, personID, assignmentID, is_asked, CASE WHEN is_scheduled THEN 'TE001' ELSE 'NS004' END, placeID, 'EmploymentAssignment ' || assignmentID
FROM role_assignment
WHERE NOT CASE
    WHEN NOT not_ended THEN starts_in_year
    WHEN reversed THEN starts_in_year AND ends_in_year
    ELSE in_school_year
END
UNION ALL
SELECT population, personID, assignmentID, is_asked, CASE WHEN is_scheduled THEN 'TE002' ELSE 'NS002' END, placeID, 'EmploymentAssignment ' || assignmentID
FROM role_assignment
WHERE NOT not_ended
UNION ALL
SELECT population, personID, assignmentID, is_asked, CASE WHEN is_scheduled THEN 'TE004' ELSE 'NS005' END, placeID, 'EmploymentAssignment ' || assignmentID
FROM role_assignment
WHERE NOT not_excluded
UNION ALL
SELECT population, personID, assignmentID, is_asked, 'TE003', placeID, 'EmploymentAssignment ' || assignmentID
FROM role_assignment
WHERE population = 'teacher' AND NOT has_teacher_role
UNION ALL
SELECT population, personID, assignmentID, is_asked, 'NS001', schoolID, 'EmploymentAssignment ' || assignmentID
FROM role_assignment
WHERE population = 'staff' AND NOT has_staff_role
UNION ALL
SELECT population, personID, assignmentID, is_asked, 'NS003', schoolID, 'School ' || schoolID
FROM role_assignment
WHERE population = 'staff' AND NOT school_has_calendar;

CREATE TABLE record_failure AS
SELECT
    'student' AS population,
    personID,
    enrollmentID AS way,
    'YR005' AS code,
    CAST(NULL AS BIGINT) AS schoolID,
    CAST(NULL AS BIGINT) AS calendarID,
    'SchoolYear ' || endYear AS record,
    CAST(NULL AS VARCHAR) AS called
FROM held_enrollment
WHERE reversed
UNION ALL
SELECT 'student', personID, enrollmentID, 'ST001', schoolID, calendarID, 'Enrollment ' || enrollmentID, NULL
FROM held_enrollment
WHERE NOT CASE WHEN reversed THEN in_right_year ELSE in_school_year END
UNION ALL
SELECT 'student', personID, enrollmentID, 'ST004', schoolID, calendarID, 'Enrollment ' || enrollmentID, NULL
FROM held_enrollment
WHERE NOT not_ended AND CASE WHEN reversed THEN in_right_year ELSE in_school_year END
UNION ALL
SELECT 'student', personID, enrollmentID, 'ST007', schoolID, calendarID, 'Enrollment ' || enrollmentID, NULL
FROM held_enrollment
WHERE NOT not_no_show
UNION ALL
SELECT 'student', personID, enrollmentID, 'ST008', schoolID, calendarID, 'Enrollment ' || enrollmentID, NULL
FROM held_enrollment
WHERE is_marked
UNION ALL
SELECT 'student', e.personID, e.enrollmentID, 'EX001', e.schoolID, e.calendarID, m.record, m.called
FROM held_enrollment e
JOIN mark_above_enrollment m ON m.enrollmentID = e.enrollmentID
UNION ALL
SELECT 'student', e.personID, e.enrollmentID, d.code, e.schoolID, e.calendarID, 'Enrollment ' || e.enrollmentID, NULL
FROM held_enrollment e
JOIN lost_enrollment l ON l.enrollmentID = e.enrollmentID
JOIN data_check d ON d.cause = l.cause
UNION ALL
SELECT f.population, f.personID, f.assignmentID, f.code, f.schoolID, NULL, f.record, NULL
FROM role_failure f
JOIN held_person h ON h.population = f.population AND h.personID = f.personID
WHERE f.is_asked AND NOT h.wanted
UNION ALL
SELECT h.population, h.personID, 0, 'TE001', s.schoolID, NULL, 'Person ' || h.personID, NULL
FROM held_person h
JOIN scheduled_teacher s ON s.personID = h.personID AND s.reason = 'none'
WHERE h.population = 'teacher' AND NOT h.wanted;

-- The ways that a check reported; a record that is marked on purpose is none.
CREATE TABLE reported_way AS
SELECT DISTINCT f.population, f.personID, f.way
FROM record_failure f
JOIN held_person h ON h.population = f.population AND h.personID = f.personID
WHERE list_contains(string_split(h.codes, ' '), f.code);

CREATE TABLE person_failure AS
SELECT f.*
FROM record_failure f
JOIN reported_way w ON w.population = f.population AND w.personID = f.personID AND w.way = f.way
UNION ALL
SELECT c.population, c.personID, f.way, f.code, f.schoolID, f.calendarID, f.record, f.called
FROM contact_student c
JOIN held_person h ON h.population = c.population AND h.personID = c.personID AND NOT h.wanted
JOIN record_failure f ON f.population = 'student' AND f.personID = c.studentID
JOIN reported_way w ON w.population = f.population AND w.personID = f.personID AND w.way = f.way;

-- A person has one account in whatever roles, and one place where it is corrected: that of the finding.
CREATE TABLE account_failure AS
SELECT failing.population, failing.personID, failing.code, failing.record, place.schoolID, place.calendarID
FROM (
    SELECT h.population, h.personID, 'UN001' AS code, 'UserAccount of ' || h.personID AS record
    FROM held_person h
    CROSS JOIN settings t
    WHERE t.oneroster = '1.1' AND NOT h.has_username
    UNION ALL
    SELECT h.population, h.personID, 'UN005', 'UserAccount of ' || h.personID
    FROM held_person h
    CROSS JOIN settings t
    WHERE t.disabled_accounts = 'error' AND h.has_username AND NOT h.has_enabled_account
    UNION ALL
    SELECT h.population, h.personID, d.code, 'Person ' || h.personID
    FROM held_person h
    JOIN data_check d ON d.cause = 'DA004'
    WHERE NOT h.has_person
) failing
JOIN (
    SELECT
        h.personID,
        coalesce(min(s.schoolID), min(h.schoolID)) AS schoolID,
        coalesce(min(s.calendarID), min(h.calendarID)) AS calendarID
    FROM held_person h
    LEFT JOIN syncing_person s ON s.personID = h.personID
    GROUP BY h.personID
) place ON place.personID = failing.personID;
