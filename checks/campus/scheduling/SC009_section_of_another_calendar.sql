/*
code = "SC009"
name = "section-of-another-calendar"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "section"
key = ["sectionID"]
message = "Section {section} {problem}: it is sent nowhere (open roster records: {openRows}, teachers: {teachers})"
fix = "Scheduling & Courses > Courses > Sections > Section Information: move the section to a course and a trial of one calendar, or delete it"
owner = "scheduler"
action = "move sections into one calendar"
article = "Important Considerations"
of = "section_criteria"

A section belongs to a calendar twice: by its course, and by the schedule structure of its trial. Where
the course or the trial is not there, or the two name different calendars or school years, the section
is in no schedule: it is sent nowhere, and its students and teachers lose it. Tested are sections whose
trial is active or is not there; drafts (sections of an inactive trial beside an active one) are left
out, and sections of a structure without any active trial are SC001's. A blank course or trial is DA003's;
a course or trial whose own calendar or structure is not there is DA004's. Only a warning where the
section has no open roster record.
*/
SELECT
    s.sectionID,
    s.schoolID,
    s.calendarID,
    s.sectionName AS section,
    CASE
        WHEN NOT y.has_trial AND NOT y.has_course THEN 'names a course and a trial that are not there'
        WHEN NOT y.has_trial THEN 'names a trial that is not there'
        WHEN NOT y.has_course THEN 'names a course that is not there'
        ELSE 'has its course in ' || own.calendarName || ' and its trial in ' || tried.calendarName
    END AS problem,
    m.openRows,
    m.teachers,
    CASE WHEN m.openRows > 0 THEN 'error' ELSE 'warning' END AS severity
FROM section_cause c
JOIN section_criteria s ON s.sectionID = c.sectionID
JOIN year_section y ON y.sectionID = c.sectionID
JOIN section_members m ON m.sectionID = c.sectionID
LEFT JOIN any_calendar own ON own.calendarID = y.courseCalendarID
LEFT JOIN any_calendar tried ON tried.calendarID = y.trialCalendarID
WHERE c.code = 'SC009'
