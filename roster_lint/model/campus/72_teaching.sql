/*
Who teaches what: live teacher rows of sections that are meant to sync, and why a teacher does not.

A scheduled teacher is one with a row P or T that has not ended in such a section. Of a scheduled
teacher without a passing assignment, the reason is: there is none at all; all have ended; none that has not
ended falls within the school year; none of these is marked Teacher, though one is not excluded; else, they
are excluded.
*/
CREATE TABLE live_teaching AS
SELECT h.historyID, h.personID, h.sectionID, h.calendarID, h.schoolID, h.staffType, h.startDate, h.endDate
FROM staff_history_criteria h
JOIN live_section s ON s.sectionID = h.sectionID
WHERE h.is_teacher_row AND h.in_school_year AND h.not_ended AND s.not_excluded AND s.is_active;

CREATE TABLE scheduled_teacher AS
SELECT
    taught.personID,
    coalesce(l.asStaff, 'person ' || CAST(taught.personID AS VARCHAR)) AS who,
    taught.schoolID,
    taught.sections,
    CASE
        WHEN coalesce(a.passes, FALSE) THEN NULL
        WHEN a.personID IS NULL THEN 'none'
        WHEN NOT a.some_not_ended THEN 'ended'
        WHEN NOT a.some_live THEN 'year'
        WHEN a.some_live_sent AND NOT a.some_live_teacher THEN 'role'
        ELSE 'excluded'
    END AS reason
FROM (
    SELECT personID, min(schoolID) AS schoolID, count(DISTINCT sectionID) AS sections
    FROM live_teaching
    GROUP BY personID
) taught
LEFT JOIN (
    SELECT
        personID,
        bool_or(syncs_as_teacher) AS passes,
        bool_or(not_ended) AS some_not_ended,
        bool_or(not_ended AND in_school_year) AS some_live,
        bool_or(not_ended AND in_school_year AND not_excluded) AS some_live_sent,
        bool_or(not_ended AND in_school_year AND has_teacher_role) AS some_live_teacher
    FROM assignment_criteria
    GROUP BY personID
) a ON a.personID = taught.personID
LEFT JOIN person_label l ON l.personID = taught.personID;

-- Sections that wait for their trial to be made active: those of a structure without any active
-- trial, and those of an inactive trial with more roster records than the active one. Scheduling's
-- checks say so of the structure; what the sections are missing meanwhile is not a cause of its own.
CREATE TABLE waiting_section AS
SELECT s.sectionID, s.courseID
FROM Section s
JOIN (
    SELECT
        t.trialID,
        t.structureID,
        t.active,
        coalesce(sum(r.rosterRows), 0) AS seats,
        max(CASE WHEN t.active THEN coalesce(sum(r.rosterRows), 0) END) OVER (PARTITION BY t.structureID) AS active_seats
    FROM year_trial t
    LEFT JOIN Section s ON s.trialID = t.trialID
    LEFT JOIN section_roster r ON r.sectionID = s.sectionID
    GROUP BY t.trialID, t.structureID, t.active
) trial ON trial.trialID = s.trialID
LEFT JOIN unfinished_structure u ON u.structureID = trial.structureID
WHERE u.structureID IS NOT NULL OR (NOT trial.active AND trial.seats > trial.active_seats);

-- Live sections whose terms are over: they no longer need a teacher.
CREATE TABLE finished_section AS
SELECT d.sectionID
FROM section_dates d
CROSS JOIN settings t
WHERE d.termEnd < t.as_of;
