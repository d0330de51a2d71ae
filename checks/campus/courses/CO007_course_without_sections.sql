/*
code = "CO007"
name = "course-without-sections"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "course"
key = ["courseID"]
message = "{calendar}: the active course {course} has no section"
fix = "Scheduling & Courses > Courses > Course Information: add sections, or mark the course inactive"
owner = "scheduler"
article = "Courses/Sections"
judges = ["course.class"]
of = "course_criteria WHERE not_excluded AND is_active"

An active course without any live section is not taught this year, or its sections are in a trial
that is not in use. Sections of a trial that waits to be made active are SC001's and SC003's. Silent in a
calendar without any live section (SC001 or SC006 reports it), and where a section has lost its trial, or one
of the calendar its course, which may be this one (DA001 or DA003 reports it).
*/
SELECT co.courseID, co.schoolID, co.calendarID, co.calendarName AS calendar, co.courseName AS course
FROM course_criteria co
WHERE co.is_active
  AND co.not_excluded
  AND NOT EXISTS (SELECT 1 FROM live_section s WHERE s.courseID = co.courseID)
  AND NOT EXISTS (SELECT 1 FROM waiting_section w WHERE w.courseID = co.courseID)
  AND EXISTS (SELECT 1 FROM live_section s WHERE s.calendarID = co.calendarID)
  AND NOT EXISTS (SELECT 1 FROM Section l WHERE l.courseID = co.courseID AND l.trialID IS NULL)
  AND NOT EXISTS (
      SELECT 1
      FROM Section l
      JOIN year_trial t ON t.trialID = l.trialID AND t.active
      JOIN year_structure st ON st.structureID = t.structureID
      WHERE l.courseID IS NULL AND st.calendarID = co.calendarID
  )
