/*
Enrollments: roster records of students and live teacher rows of staff history, in classes that are sent.

Roster dates bar nothing and are sent as they are; a blank one means the section's terms. By roster_rule a
row follows a student who syncs through any enrollment, or through one in the section's calendar. Whether
the roster records of a student who is sent as ToBeDeleted go out with the student is not documented:
they are left out.
*/
-- In no order: a comparison of records needs none.
CREATE VIEW predicted_enrollment_row AS
SELECT
    's' || CAST(r.rosterID AS VARCHAR) AS sourcedId,
    'active' AS status,
    r.personID,
    r.sectionID,
    r.schoolID,
    u.userSourcedId,
    'student' AS role,
    FALSE AS is_primary,
    r.effectiveStart AS beginDate,
    r.effectiveEnd AS endDate
FROM dated_roster r
JOIN predicted_section s ON s.sectionID = r.sectionID
JOIN predicted_user_id u ON u.population = 'student' AND u.personID = r.personID AND u.status = 'active'
WHERE r.student_syncs
UNION ALL
SELECT
    't' || CAST(h.historyID AS VARCHAR),
    'active',
    h.personID,
    h.sectionID,
    h.schoolID,
    u.userSourcedId,
    'teacher',
    h.staffType = 'P',
    h.startDate,
    h.endDate
FROM staff_history_criteria h
JOIN predicted_section s ON s.sectionID = h.sectionID
JOIN predicted_user_id u ON u.population = 'teacher' AND u.personID = h.personID
WHERE h.is_teacher_row AND h.in_school_year AND h.not_ended;

CREATE TABLE predicted_enrollment AS
SELECT *
FROM predicted_enrollment_row
ORDER BY sectionID, role DESC, sourcedId;
