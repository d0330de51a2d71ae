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
doc = "Students > Enrollments: the student has an enrollment that is served as active; by roster_rule, any, or one in the section's calendar."

One row a roster record of the judged year: of a section of the year that is no draft; of an active trial of
the year although its section is not; and of a section that is not there, unless its trial or its dates
prove another year. Its dates bar nothing: they are made available as they are, and some vendors use them
(Students > Schedule). A blank date means the section's terms. ``is_sent`` says whether the row is predicted
as sent: both criteria hold, and the student's account passes too.

Whether a row is sent whose student syncs through an enrollment in another calendar alone is not
documented. The setting roster_rule says what is predicted: ``any`` enrollment that syncs is enough, or
it must be one in the section's ``calendar``.
*/
-- Where a student's roster records follow the student: everywhere (calendarID 0), or in the calendars of the
-- enrollments that sync.
CREATE VIEW roster_reach AS
SELECT p.personID, 0 AS calendarID, p.available
FROM person_criteria p
CROSS JOIN settings t
WHERE p.role = 'student' AND p.wanted AND t.roster_rule = 'any'
UNION ALL
SELECT DISTINCT e.personID, e.calendarID, p.available
FROM enrollment_criteria e
JOIN person_criteria p ON p.role = 'student' AND p.personID = e.personID
CROSS JOIN settings t
WHERE e.syncs AND t.roster_rule = 'calendar';

-- Rows whose section is of no calendar of the year, or is not there, by section and trial: mostly none.
CREATE TABLE stray_roster AS
SELECT n.sectionID, n.trialID, coalesce(own.active AND st.is_of_year AND st.in_scope, FALSE) AS is_in_use, st.calendarID, st.schoolID
FROM section_trial_roster n
LEFT JOIN Section known ON known.sectionID = n.sectionID
LEFT JOIN Trial own ON own.trialID = n.trialID
LEFT JOIN ScheduleStructure os ON os.structureID = own.structureID
LEFT JOIN any_calendar st ON st.calendarID = os.calendarID
WHERE NOT EXISTS (SELECT 1 FROM year_section s WHERE s.sectionID = n.sectionID)
  AND (
      (own.active AND st.is_of_year AND st.in_scope)
      OR (known.sectionID IS NULL AND NOT coalesce(st.is_of_other_year OR NOT st.in_scope, FALSE))
  );

-- What a roster record needs to know of its section, put together before the many rows are read.
CREATE VIEW roster_section AS
SELECT
    s.sectionID,
    s.trialID,
    s.calendarID,
    s.schoolID,
    d.termEnd,
    c.endDate AS calendarEnd,
    CASE t.roster_rule WHEN 'any' THEN 0 ELSE s.calendarID END AS reachCalendarID,
    t.as_of,
    s.is_live,
    s.syncs
FROM section_criteria s
CROSS JOIN settings t
LEFT JOIN any_calendar c ON c.calendarID = s.calendarID
LEFT JOIN section_dates d ON d.sectionID = s.sectionID;

CREATE TABLE roster_criteria AS
SELECT
    r.rosterID,
    r.personID,
    r.sectionID,
    s.calendarID,
    s.schoolID,
    r.startDate,
    r.endDate,
    -- Open: not over on the as-of date, by its own end or its section's.
    coalesce(coalesce(r.endDate, s.termEnd) >= s.as_of, TRUE) AS is_open,
    -- Live: open, or kept to the end of its section or calendar; after the last day of school every
    -- row is over, and the schedule is still what it was.
    r.endDate IS NULL
        OR r.endDate >= s.as_of
        OR coalesce(r.endDate >= s.termEnd, FALSE)
        OR coalesce(r.endDate >= s.calendarEnd, FALSE) AS is_live,
    r.trialID IS NULL OR r.trialID = s.trialID AS trial_matches,
    -- Of the schedule in use, and of somebody: DA003 names a row without a student.
    s.is_live AND r.personID IS NOT NULL AS is_in_schedule,
    s.syncs AS section_syncs,
    p.personID IS NOT NULL AS student_syncs,
    s.syncs AND coalesce(p.available, FALSE) AS is_sent
FROM Roster r
JOIN roster_section s ON s.sectionID = r.sectionID
LEFT JOIN roster_reach p ON p.personID = r.personID AND p.calendarID = s.reachCalendarID
UNION ALL
-- The strays.
SELECT
    r.rosterID,
    r.personID,
    r.sectionID,
    st.calendarID,
    st.schoolID,
    r.startDate,
    r.endDate,
    coalesce(r.endDate >= t.as_of, TRUE),
    coalesce(r.endDate >= t.as_of, TRUE),
    FALSE,
    FALSE,
    FALSE,
    p.personID IS NOT NULL,
    FALSE
FROM stray_roster st
JOIN Roster r ON r.sectionID IS NOT DISTINCT FROM st.sectionID AND r.trialID IS NOT DISTINCT FROM st.trialID
CROSS JOIN settings t
CROSS JOIN judged_year y
LEFT JOIN roster_reach p
    ON p.personID = r.personID
    AND p.calendarID = CASE t.roster_rule WHEN 'any' THEN 0 ELSE st.calendarID END
WHERE y.endYear IS NOT NULL
  AND (st.is_in_use OR NOT coalesce(r.endDate < y.windowStart OR r.startDate > y.windowEnd, FALSE));

-- The same with the dates that count: a blank one means the section's terms. A view, since millions of rows
-- with two more columns would cost the memory that the rest of the model needs.
CREATE VIEW dated_roster AS
SELECT r.*, coalesce(r.startDate, d.termStart) AS effectiveStart, coalesce(r.endDate, d.termEnd) AS effectiveEnd
FROM roster_criteria r
LEFT JOIN section_dates d ON d.sectionID = r.sectionID;

-- Seats taken in a live section.
CREATE TABLE section_students AS
SELECT sectionID, count(*) AS students
FROM roster_criteria
WHERE is_live AND is_in_schedule
GROUP BY sectionID;

-- Live roster records by student and calendar, and how many of them are open.
CREATE TABLE scheduled_student AS
SELECT calendarID, personID, count(*) FILTER (WHERE is_open) AS rosters
FROM roster_criteria
WHERE is_live AND is_in_schedule
GROUP BY calendarID, personID;
