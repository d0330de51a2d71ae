/*
Staff history rows of live sections: P is the primary teacher, T a teacher, anything else section
staff that is not sent. The rows say who has
duties in a section of the year.
*/
CREATE TABLE staff_history_criteria AS
SELECT
    h.historyID,
    h.personID,
    h.sectionID,
    s.calendarID,
    s.schoolID,
    upper(h.staffType) AS staffType,
    h.assignmentID,
    h.startDate,
    h.endDate,
    coalesce(upper(h.staffType) IN ('P', 'T'), FALSE) AS is_teacher_row,
    CASE t.window_rule
        WHEN 'contain' THEN (h.startDate IS NULL OR h.startDate >= y.windowStart) AND (h.endDate IS NULL OR h.endDate <= y.windowEnd)
        ELSE (h.startDate IS NULL OR h.startDate <= y.windowEnd) AND (h.endDate IS NULL OR h.endDate >= y.windowStart)
    END AND NOT y.reversed AS in_school_year,
    h.endDate IS NULL
        OR h.endDate > t.as_of
        OR (h.endDate = t.as_of AND t.end_date_today = 'active') AS not_ended
FROM SectionStaffHistory h
JOIN live_section s ON s.sectionID = h.sectionID
CROSS JOIN judged_year y
CROSS JOIN settings t
WHERE h.personID IS NOT NULL;
