/*
The sections of the judged year, where they meet, and which of them are in the schedule in use.

A section is of the year where its trial or its course says so; and where neither proves that it is of
another year. Nothing is dropped because a parent is missing: what is missing or belongs elsewhere is a
criterion that fails (section_criteria). Exclusion reaches a section from Course Master > Course, and
from School > Calendar > Course > Section.

Not every database has a mark Active on the section, and some have the column without ever filling
it: then only the course counts. Where any section is marked, one without a mark is not active,
as everywhere: a bit that is NULL is 0.
*/
CREATE TABLE section_mark AS
SELECT coalesce(bool_or(s.active IS NOT NULL), FALSE) AS is_kept
FROM Section s;

CREATE TABLE year_trial AS
SELECT t.trialID, t.structureID, coalesce(t.active, FALSE) AS active, coalesce(t.locked, FALSE) AS locked, coalesce(t.name, 'trial ' || CAST(t.trialID AS VARCHAR)) AS trialName
FROM Trial t
JOIN year_structure st ON st.structureID = t.structureID;

-- Structures whose schedule is not finalized: sections, and no active trial to hold them (SC001).
CREATE TABLE unfinished_structure AS
SELECT DISTINCT t.structureID
FROM year_trial t
JOIN Section s ON s.trialID = t.trialID
WHERE NOT EXISTS (SELECT 1 FROM year_trial a WHERE a.structureID = t.structureID AND a.active);

-- Every section of the judged year. ``in_one_calendar``: its course and its trial are there and belong
-- to one calendar of the year.
CREATE TABLE year_section AS
SELECT
    placed.*,
    -- A trial that is not there may have been active; in_one_calendar fails then.
    NOT has_trial OR trial_active AS in_active_trial,
    ancestors_not_excluded AND NOT course_is_marked AND NOT is_marked AS not_excluded,
    course_is_active AND section_is_active AS is_active,
    has_trial AND has_course AND coalesce(trialCalendarID = courseCalendarID, FALSE) AND trial_of_year AS in_one_calendar
FROM (
    SELECT
        s.sectionID,
        s.courseID,
        s.trialID,
        t.structureID,
        t.trialID IS NOT NULL AS has_trial,
        coalesce(t.active, FALSE) AS trial_active,
        co.courseID IS NOT NULL AS has_course,
        tk.calendarID AS trialCalendarID,
        ck.calendarID AS courseCalendarID,
        coalesce(tk.is_of_year, FALSE) AS trial_of_year,
        CASE WHEN tk.is_of_year THEN tk.calendarID ELSE coalesce(ck.calendarID, tk.calendarID) END AS calendarID,
        CASE WHEN tk.is_of_year THEN tk.schoolID ELSE coalesce(ck.schoolID, tk.schoolID) END AS schoolID,
        CASE WHEN tk.is_of_year THEN tk.calendarName ELSE coalesce(ck.calendarName, tk.calendarName, 'no calendar') END AS calendarName,
        CASE WHEN tk.is_of_year THEN tk.has_school ELSE coalesce(ck.has_school, tk.has_school, FALSE) END AS has_school,
        coalesce(co.number, 'course ' || CAST(s.courseID AS VARCHAR), 'section ' || CAST(s.sectionID AS VARCHAR)) || '-' || coalesce(s.number, CAST(s.sectionID AS VARCHAR)) AS sectionName,
        coalesce(co.active, s.courseID IS NULL OR co.courseID IS NULL) AS course_is_active,
        coalesce(s.active, FALSE) OR NOT k.is_kept AS section_is_active,
        coalesce(s.externalLMSExclude, FALSE) AS is_marked,
        coalesce(co.externalLMSExclude, FALSE) AS course_is_marked,
        CASE WHEN tk.is_of_year THEN tk.not_excluded ELSE coalesce(ck.not_excluded, tk.not_excluded, TRUE) END
            AND NOT coalesce(m.externalLMSExclude, FALSE) AS ancestors_not_excluded
    FROM Section s
    CROSS JOIN section_mark k
    CROSS JOIN judged_year y
    LEFT JOIN Trial t ON t.trialID = s.trialID
    LEFT JOIN ScheduleStructure st ON st.structureID = t.structureID
    LEFT JOIN any_calendar tk ON tk.calendarID = st.calendarID
    LEFT JOIN Course co ON co.courseID = s.courseID
    LEFT JOIN any_calendar ck ON ck.calendarID = co.calendarID
    LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
    WHERE y.endYear IS NOT NULL
      AND (
          (tk.is_of_year AND tk.in_scope)
          OR (ck.is_of_year AND ck.in_scope)
          OR (
              NOT coalesce(tk.is_of_year OR tk.is_of_other_year, FALSE)
              AND NOT coalesce(ck.is_of_year OR ck.is_of_other_year, FALSE)
              AND coalesce(tk.in_scope, TRUE)
              AND coalesce(ck.in_scope, TRUE)
          )
      )
) placed;

-- Roster records of every section by the trial that the rows name, dates aside.
CREATE TABLE section_trial_roster AS
SELECT r.sectionID, r.trialID, count(*) AS rosterRows
FROM Roster r
GROUP BY r.sectionID, r.trialID;

-- Roster records of every section: how full each trial is.
CREATE TABLE section_roster AS
SELECT sectionID, sum(rosterRows) AS rosterRows
FROM section_trial_roster
GROUP BY sectionID;

-- Sections of an inactive trial beside an active one.
CREATE TABLE tried_section AS
SELECT s.sectionID, s.courseID, s.trialID, s.calendarID, s.schoolID
FROM year_section s
WHERE s.has_trial
  AND NOT s.trial_active
  AND EXISTS (SELECT 1 FROM Trial a WHERE a.structureID = s.structureID AND a.active);

-- Those without a student in the schedule in use: none of their open roster records belongs to an active
-- trial. They are drafts, and counted on one line.
CREATE TABLE draft_section AS
SELECT s.sectionID, s.courseID, s.trialID, s.calendarID, s.schoolID
FROM tried_section s
WHERE NOT EXISTS (
    SELECT 1
    FROM section_trial_roster n
    JOIN year_trial a ON a.trialID = n.trialID AND a.active
    JOIN Roster r ON r.sectionID = n.sectionID AND r.trialID = n.trialID
    CROSS JOIN settings t
    WHERE n.sectionID = s.sectionID
      AND (r.endDate IS NULL OR r.endDate >= t.as_of)
);

-- The schedule in use: sections of active trials, with trial and course of one calendar of the year.
CREATE VIEW live_section AS
SELECT
    s.sectionID,
    s.courseID,
    s.trialID,
    s.structureID,
    s.calendarID,
    s.schoolID,
    s.calendarName,
    s.sectionName,
    s.not_excluded,
    s.is_active
FROM year_section s
WHERE s.has_trial AND s.in_active_trial AND s.in_one_calendar;

-- The terms in which a section is placed, by a placement of its own trial that names a period where the
-- source has periods. ``own``: the term's schedule belongs to the schedule structure of the section's own
-- trial; ``foreign``: to another; ``lost``: the term, its schedule or its structure is not there.
CREATE TABLE section_placed AS
SELECT DISTINCT
    p.sectionID,
    p.termID,
    CASE
        WHEN st.structureID IS NULL OR s.structureID IS NULL THEN 'lost'
        WHEN ts.structureID = s.structureID THEN 'own'
        ELSE 'foreign'
    END AS belongs
FROM SectionPlacement p
JOIN year_section s ON s.sectionID = p.sectionID
CROSS JOIN settings t
LEFT JOIN Term term ON term.termID = p.termID
LEFT JOIN TermSchedule ts ON ts.termScheduleID = term.termScheduleID
LEFT JOIN ScheduleStructure st ON st.structureID = ts.structureID
WHERE (p.trialID IS NULL OR p.trialID = s.trialID)
  AND (p.periodID IS NOT NULL OR NOT t.has_periods);

-- Where a section meets: only its own terms.
CREATE VIEW section_term AS
SELECT sectionID, termID
FROM section_placed
WHERE belongs = 'own';
