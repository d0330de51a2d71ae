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
    -- Open: not over on the as-of date, by its own end or its section's.
    coalesce(coalesce(r.endDate, d.termEnd) >= t.as_of, TRUE) AS is_open,
    -- Live: open, or kept to the end of its section or calendar; after the last day of school every
    -- row is over, and the schedule is still what it was.
    r.endDate IS NULL
        OR r.endDate >= t.as_of
        OR coalesce(r.endDate >= d.termEnd, FALSE)
        OR coalesce(r.endDate >= c.endDate, FALSE) AS is_live,
    r.trialID IS NULL OR r.trialID = s.trialID AS trial_matches,
    s.not_excluded AND s.is_active AND d.sectionID IS NOT NULL AS section_syncs,
    coalesce(p.wanted, FALSE) AS student_syncs
FROM Roster r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN year_calendar c ON c.calendarID = s.calendarID
LEFT JOIN section_dates d ON d.sectionID = s.sectionID
LEFT JOIN person_criteria p ON p.personID = r.personID AND p.role = 'student'
CROSS JOIN settings t
-- A row whose student cannot be read is DA003's, and nobody's place.
WHERE r.personID IS NOT NULL;

-- Seats taken in a live section.
CREATE TABLE section_students AS
SELECT sectionID, count(*) AS students
FROM roster_criteria
WHERE is_live
GROUP BY sectionID;

-- Live roster rows by student and calendar, and how many of them are open.
CREATE TABLE scheduled_student AS
SELECT calendarID, personID, count(*) FILTER (WHERE is_open) AS rosters
FROM roster_criteria
WHERE is_live
GROUP BY calendarID, personID;
