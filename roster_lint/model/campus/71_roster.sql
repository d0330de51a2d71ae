/*
[[criterion]]
role = "roster"
name = "section_syncs"
title = "section will sync"
fails = "section does not sync"
doc = "Courses/Sections: the section meets its own criteria."

[[criterion]]
role = "roster"
name = "student_syncs"
title = "student will sync"
fails = "student does not sync"
doc = "Students > Enrollments: the student has an enrollment that is served as active."

One row a roster row of a live section. Its dates bar nothing: they are made available as they are,
and some vendors use them (Students > Schedule). A blank date means the section's terms.
*/
CREATE TABLE roster_criteria AS
SELECT
    r.rosterID,
    r.personID,
    r.sectionID,
    s.calendarID,
    s.schoolID,
    r.startDate,
    r.endDate,
    coalesce(r.startDate, d.termStart) AS effectiveStart,
    coalesce(r.endDate, d.termEnd) AS effectiveEnd,
    -- A row that ends with the calendar is not over while its student is sent after the last day.
    r.endDate IS NULL OR r.endDate >= t.as_of OR coalesce(r.endDate >= c.endDate, FALSE) AS is_open,
    r.trialID IS NULL OR r.trialID = s.trialID AS trial_matches,
    s.not_excluded AND s.is_active AND d.sectionID IS NOT NULL AS section_syncs,
    coalesce(p.wanted, FALSE) AS student_syncs
FROM Roster r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN year_calendar c ON c.calendarID = s.calendarID
LEFT JOIN section_dates d ON d.sectionID = s.sectionID
LEFT JOIN person_criteria p ON p.personID = r.personID AND p.role = 'student'
CROSS JOIN settings t;

-- Seats taken in a live section: roster rows that have not ended.
CREATE TABLE section_students AS
SELECT sectionID, count(*) AS students
FROM roster_criteria
WHERE is_open
GROUP BY sectionID;

-- Roster rows that have not ended, by student and calendar.
CREATE TABLE scheduled_student AS
SELECT calendarID, personID, count(*) AS rosters
FROM roster_criteria
WHERE is_open
GROUP BY calendarID, personID;
