/*
code = "TE009"
name = "section-without-primary-teacher"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section {section} has no primary teacher"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: make one teacher the Primary Teacher"
owner = "staff records"
article = "Teachers: Section Staff History"
judges = ["class.teacher", "class.primary_teacher"]
of = "live_section WHERE not_excluded AND is_active"

The P row of the Section Staff History returns as primary true. Without a live one the class arrives
without a primary teacher: an error where the vendor requires one, or requires a teacher and there is none
at all. One that begins later is enough.
Reported elsewhere: every teacher has ended (TE008), a P row is outside the school year (TE007), the section
names a teacher who has no P row there (TE006), a P row lost its person (DA003). A primary teacher who ended
with the section's terms is no loss.
*/
SELECT
    s.sectionID,
    s.schoolID,
    s.calendarID,
    s.calendarName AS calendar,
    s.sectionName AS section,
    CASE WHEN NOT coalesce(h.has_teacher, FALSE) THEN 'teacher' END AS lacks,
    (SELECT m.all_marks FROM need_mark m WHERE m.field = 'primary_teacher') AS vendors
FROM live_section s
LEFT JOIN (
    SELECT
        sectionID,
        bool_or(staffType = 'P' AND (not_ended OR NOT in_school_year)) AS has_primary,
        bool_or(is_teacher_row AND not_ended) AS has_teacher,
        bool_or(is_teacher_row AND in_school_year) AS had_teacher,
        bool_or(staffType = 'P') AS had_primary
    FROM staff_history_criteria
    GROUP BY sectionID
) h ON h.sectionID = s.sectionID
LEFT JOIN finished_section f ON f.sectionID = s.sectionID
JOIN Section own ON own.sectionID = s.sectionID
CROSS JOIN judged_year y
WHERE s.not_excluded AND s.is_active
  AND NOT y.reversed
  AND NOT coalesce(h.has_primary, FALSE)
  AND NOT EXISTS (SELECT 1 FROM nameless_teaching n WHERE n.sectionID = s.sectionID AND n.staffType = 'P')
  AND NOT (coalesce(h.had_teacher, FALSE) AND NOT h.has_teacher)
  AND NOT (coalesce(h.had_primary, FALSE) AND f.sectionID IS NOT NULL)
  AND NOT (
      own.teacherPersonID IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM staff_history_criteria k
          WHERE k.sectionID = s.sectionID AND k.personID = own.teacherPersonID AND k.staffType = 'P'
      )
  )
