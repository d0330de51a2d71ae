/*
code = "GR003"
name = "undefined-enrollment-grade"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who}: grade {grade} is not defined in its calendar"
fix = "Student Information > General > Enrollments: choose a grade of the calendar"
owner = "registrar"
article = "Grade Level Mappings"
judges = ["student.grade"]
of = "enrollment_criteria WHERE syncs"

An enrollment's grade is matched to a state grade through the grade levels of its calendar and schedule
structure; those of another calendar's structure do not count. An enrollment with a grade that is not defined
there, or with none, is sent without a grade. Only enrollments that would sync; an error where the vendor
requires grades. Letter case does not matter. Where local grades are sent, a blank grade is GR006's; an
enrollment without its schedule structure is DA003's (DA001's).
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    coalesce(e.grade, '(blank)') AS grade,
    (SELECT m.all_marks FROM need_mark m WHERE m.population = 'student' AND m.field = 'grade') AS vendors
FROM (
    SELECT f.enrollmentID, f.personID, f.schoolID, f.calendarID, f.grade
    FROM enrollment_criteria f
    CROSS JOIN settings t
    WHERE f.syncs
      AND f.structureID IS NOT NULL
      AND NOT (t.local_grades AND f.grade IS NULL)
      AND NOT EXISTS (
          SELECT 1
          FROM year_grade_level g
          WHERE g.structureID = f.structureID AND g.calendarID = f.calendarID AND g.gradeKey = lower(f.grade)
      )
) e
-- Last, so that only the few that are found are looked up.
LEFT JOIN person_label l ON l.personID = e.personID
