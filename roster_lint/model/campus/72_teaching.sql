/*
Who teaches what: live teacher rows of sections that are meant to sync, and why a teacher does not.

A scheduled teacher is one with a row P or T that has not ended in such a section. Of a scheduled
teacher none of whose assignments passes, the reason is: all have ended; none that has not ended
meets the school year (or there is none at all); none of these is marked Teacher; the one that is
marked is excluded.
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
        WHEN NOT a.some_live_teacher THEN 'role'
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
        bool_or(in_school_year AND not_ended AND has_teacher_role AND not_excluded) AS passes,
        bool_or(not_ended) AS some_not_ended,
        bool_or(not_ended AND in_school_year) AS some_live,
        bool_or(not_ended AND in_school_year AND has_teacher_role) AS some_live_teacher
    FROM assignment_criteria
    GROUP BY personID
) a ON a.personID = taught.personID
LEFT JOIN person_label l ON l.personID = taught.personID;
