/*
People with district assignments, none of which passes, with the assignment that comes nearest.

An assignment passes as a teacher's (dates, Teacher, not excluded) or as other staff's (dates, a
role, a school with a calendar, not excluded); a school without a calendar does not hold back a teacher. An
assignment that has not ended is nearer than one that has, then the one with fewer failures, then
the later. Where several conditions fail, a deliberate exclusion is the reason, else the school,
else the dates; a missing role is the reason only where nothing else is. Scheduled teachers are left
out: their reason is reported for them as teachers.
*/
CREATE TABLE assignment_failure AS
SELECT
    a.*,
    NOT has_teacher_role AND NOT has_staff_role AS lacks_role,
    NOT has_teacher_role AND NOT school_has_calendar AS lacks_calendar,
    syncs_as_teacher OR syncs_as_staff AS passes
FROM assignment_criteria a
CROSS JOIN settings t
WHERE NOT t.scoped
   OR a.personID IN (SELECT b.personID FROM scope_staff b);

CREATE TABLE staff_nearest AS
SELECT
    nearest.personID,
    nearest.schoolID,
    coalesce(s.name, 'school ' || CAST(nearest.schoolID AS VARCHAR)) AS schoolName,
    nearest.assignmentID,
    nearest.startDate,
    nearest.endDate,
    nearest.assignments,
    coalesce(l.asStaff, 'person ' || CAST(nearest.personID AS VARCHAR)) AS who,
    CASE
        WHEN NOT nearest.not_ended THEN 'ended'
        WHEN NOT nearest.not_excluded THEN 'excluded'
        WHEN nearest.lacks_calendar THEN 'school'
        WHEN NOT nearest.in_school_year THEN 'year'
        ELSE 'role'
    END AS reason
FROM (
    SELECT
        f.*,
        string_agg(CAST(f.assignmentID AS VARCHAR), ', ') OVER (
            PARTITION BY f.personID ORDER BY f.assignmentID
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS assignments,
        bool_or(f.passes) OVER (PARTITION BY f.personID) AS somewhere_passes,
        row_number() OVER (
            PARTITION BY f.personID
            ORDER BY
                f.not_ended DESC,
                CAST(f.lacks_role AS INTEGER) + CAST(f.lacks_calendar AS INTEGER)
                    + CAST(NOT f.in_school_year AS INTEGER) + CAST(NOT f.not_excluded AS INTEGER),
                f.startDate DESC NULLS LAST,
                f.assignmentID
        ) AS nearness
    FROM assignment_failure f
) nearest
LEFT JOIN School s ON s.schoolID = nearest.schoolID
LEFT JOIN person_label l ON l.personID = nearest.personID
WHERE nearest.nearness = 1
  AND NOT nearest.somewhere_passes
  AND NOT EXISTS (
      SELECT 1 FROM scheduled_teacher t WHERE t.personID = nearest.personID AND t.reason IS NOT NULL
  );
