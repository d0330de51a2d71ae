/*
[[criterion]]
role = "staff_history"
name = "is_in_schedule"
title = "section is in the schedule in use"
fails = "section not in the schedule in use"
doc = "Teachers > Section Staff History: the section is there, its trial is active, and trial and course belong to one calendar of the year."

[[criterion]]
role = "staff_history"
name = "in_school_year"
check = "TE007"
title = "staff history dates fall within the school year"
fails = "outside the school year"
because = "{dates}; the school year is {school_year}"
doc = "Teachers > Section Staff History: dates fall within the active year."

[[criterion]]
role = "staff_history"
name = "not_ended"
check = "TE008"
title = "Section Staff History record has not ended"
fails = "ended"
because = "{ending}"
doc = "Teachers > Section Staff History: the end date is not in the past."

[[criterion]]
role = "staff_history"
name = "is_teacher_row"
check = "TE013"
title = "listed as Primary Teacher or Teacher"
fails = "neither P nor T"
because = "{staff_type}"
doc = "Teachers > Section Staff History: a primary teacher is returned as role teacher, primary true, a teacher as role teacher, primary false; other section staff are not sent."

Staff history rows of the judged year: of a section of the year that is no draft, and of a section that is
not there unless the row's dates prove another year. P is the primary teacher, T a teacher, anything else
section staff that is not sent. The rows of live sections say who has duties in the year.
*/
CREATE TABLE staff_history_criteria AS
SELECT
    h.historyID,
    h.personID,
    h.sectionID,
    s.calendarID,
    s.schoolID,
    coalesce(s.is_live, FALSE) AS is_in_schedule,
    upper(h.staffType) AS staffType,
    h.assignmentID,
    h.startDate,
    h.endDate,
    coalesce(upper(h.staffType) IN ('P', 'T'), FALSE) AS is_teacher_row,
    -- Without a school year to judge, nothing falls within it.
    coalesce(CASE t.window_rule
        WHEN 'contain' THEN (h.startDate IS NULL OR h.startDate >= y.windowStart) AND (h.endDate IS NULL OR h.endDate <= y.windowEnd)
        ELSE (h.startDate IS NULL OR h.startDate <= y.windowEnd) AND (h.endDate IS NULL OR h.endDate >= y.windowStart)
    END AND NOT y.reversed, FALSE) AS in_school_year,
    h.endDate IS NULL
        OR h.endDate > t.as_of
        OR (h.endDate = t.as_of AND t.end_date_today = 'active') AS not_ended
FROM SectionStaffHistory h
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN section_criteria s ON s.sectionID = h.sectionID
LEFT JOIN Section known ON known.sectionID = h.sectionID
WHERE h.personID IS NOT NULL
  AND y.endYear IS NOT NULL
  AND (
      s.sectionID IS NOT NULL
      OR (known.sectionID IS NULL AND NOT coalesce(h.endDate < y.windowStart OR h.startDate > y.windowEnd, FALSE))
  );

-- Teacher rows that name nobody, in sections that are meant to sync: DA003 reports them, or DA001 where the
-- person cannot be read. What such a section is missing meanwhile is not a cause of its own.
CREATE TABLE nameless_teaching AS
SELECT h.historyID, h.sectionID, upper(h.staffType) AS staffType
FROM SectionStaffHistory h
JOIN live_section s ON s.sectionID = h.sectionID
CROSS JOIN settings t
WHERE h.personID IS NULL
  AND upper(h.staffType) IN ('P', 'T')
  AND (h.endDate IS NULL OR h.endDate >= t.as_of)
  AND s.not_excluded AND s.is_active;
