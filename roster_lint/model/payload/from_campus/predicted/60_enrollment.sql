/*
Enrollments: roster records of students and live teacher rows of staff history, in classes that are sent.

Roster dates hold nothing back and are sent as they are; a blank one means the section's terms. By roster_rule
a row follows a student who syncs through any enrollment, or through one in the section's calendar. Whether
the roster records of a student who is sent as ToBeDeleted go out with the student is not documented: they are
left out.
*/
-- The records as they are sent where their person is.
CREATE VIEW predicted_roster AS
SELECT
    's' || CAST(r.rosterID AS VARCHAR) AS sourcedId,
    'active' AS status,
    r.rosterID,
    r.personID,
    r.sectionID,
    r.schoolID,
    'student' AS role,
    FALSE AS is_primary,
    r.effectiveStart AS beginDate,
    r.effectiveEnd AS endDate
FROM dated_roster r
JOIN predicted_section s ON s.sectionID = r.sectionID
WHERE r.student_syncs;

CREATE VIEW predicted_teaching AS
SELECT
    't' || CAST(h.historyID AS VARCHAR) AS sourcedId,
    'active' AS status,
    h.historyID,
    h.personID,
    h.sectionID,
    h.schoolID,
    'teacher' AS role,
    h.staffType = 'P' AS is_primary,
    h.startDate AS beginDate,
    h.endDate
FROM staff_history_criteria h
JOIN predicted_section s ON s.sectionID = h.sectionID
WHERE h.is_teacher_row AND h.in_school_year AND h.not_ended;

-- In no order: a comparison of records needs none.
CREATE VIEW predicted_enrollment_row AS
SELECT r.sourcedId, r.status, r.personID, r.sectionID, r.schoolID, u.userSourcedId, r.role, r.is_primary, r.beginDate, r.endDate
FROM predicted_roster r
JOIN predicted_user_id u ON u.population = 'student' AND u.personID = r.personID AND u.status = 'active'
UNION ALL
SELECT h.sourcedId, h.status, h.personID, h.sectionID, h.schoolID, u.userSourcedId, h.role, h.is_primary, h.beginDate, h.endDate
FROM predicted_teaching h
JOIN predicted_user_id u ON u.population = 'teacher' AND u.personID = h.personID;

CREATE TABLE predicted_enrollment AS
SELECT *
FROM predicted_enrollment_row
ORDER BY sectionID, role DESC, sourcedId;
