/*
code = "TE010"
name = "several-primary-teachers"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section {section} has {teachers} primary teachers at the same time"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: make one the Primary Teacher, the others Teacher"
owner = "staff records"
article = "Teachers: Section Staff History"
judges = ["limit.primary-teachers-per-class"]
of = "live_section WHERE not_excluded AND is_active"

Each P row returns as primary true. Two live ones whose dates overlap give a class with two owners;
vendors choose one. A row that begins the day after another ends does not overlap it.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, count(DISTINCT a.personID) AS teachers
FROM live_section s
JOIN live_teaching a ON a.sectionID = s.sectionID AND a.staffType = 'P'
JOIN live_teaching b ON b.sectionID = s.sectionID AND b.staffType = 'P' AND b.personID <> a.personID
WHERE coalesce(a.startDate, DATE '1900-01-01') <= coalesce(b.endDate, DATE '9999-12-31')
  AND coalesce(b.startDate, DATE '1900-01-01') <= coalesce(a.endDate, DATE '9999-12-31')
GROUP BY s.sectionID, s.schoolID, s.calendarID, s.calendarName, s.sectionName
