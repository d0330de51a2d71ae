/*
[[criterion]]
role = "section"
name = "in_active_trial"
check = "SC001"
title = "in an active trial"
fails = "no active trial"
because = "{its_trial}"
doc = "Important Considerations: scheduling is finalized. Sections of a structure without any active trial fail here, and those of an inactive trial with open roster records of the active one; drafts, which are sections of other inactive trials beside an active one, are counted apart."

[[criterion]]
role = "section"
name = "in_one_calendar"
check = "SC009"
title = "trial and course belong to one calendar of the year"
fails = "trial or course of another calendar, or missing"
because = "{its_calendars}"
doc = "Important Considerations: a class is sent where its trial and its course are there and belong to one calendar of the school year."

[[criterion]]
role = "section"
name = "has_school"
check = "DA004"
title = "school is there"
fails = "school missing"
because = "{its_school}"
doc = "Courses/Sections: the school of the section's calendar is in the data."

[[criterion]]
role = "section"
name = "not_excluded"
check = "CO008"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
because = "{marks}"
doc = "Courses/Sections: neither the course master, the course nor the section is marked, nor the calendar or the school."

[[criterion]]
role = "section"
name = "is_active"
check = "CO002"
title = "course and section are active"
fails = "course or section inactive"
because = "{active_marks}"
doc = "Courses/Sections: the course and each associated section are marked as active. Where no section has a value in Section.active, only the course counts."

[[criterion]]
role = "section"
name = "is_placed"
check = "SC004"
title = "placed in a term of its own structure"
fails = "no term"
because = "{its_terms}"
doc = "A class is sent with its terms; one without any belongs to no academic session. Only terms of the schedule structure of the section's own trial count."

[[criterion]]
role = "course"
name = "has_calendar"
check = "DA004"
title = "calendar of the school year is there"
fails = "calendar or school missing"
because = "{its_calendar}"
doc = "Courses/Sections: the course's calendar belongs to the school year, and the calendar and its school are in the data."

[[criterion]]
role = "course"
name = "not_excluded"
check = "CO004"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
because = "{marks}"
doc = "Courses/Sections: neither the course nor its course master is marked, nor the calendar or the school."

[[criterion]]
role = "course"
name = "is_active"
check = "CO001"
title = "course is active"
fails = "inactive"
because = "{active_marks}"
doc = "Courses/Sections: the course is marked as active."

One row a section of the judged year that is no draft.
*/
CREATE TABLE section_criteria AS
SELECT
    judged.*,
    in_active_trial AND in_one_calendar AND has_school AND not_excluded AND is_active AND is_placed AS syncs
FROM (
    SELECT
        s.sectionID,
        s.courseID,
        s.trialID,
        s.structureID,
        s.calendarID,
        s.schoolID,
        s.calendarName,
        s.sectionName,
        s.in_active_trial,
        s.in_one_calendar,
        s.has_school,
        s.not_excluded,
        s.is_active,
        EXISTS (SELECT 1 FROM section_term p WHERE p.sectionID = s.sectionID) AS is_placed,
        s.in_active_trial AND s.in_one_calendar AS is_live
    FROM year_section s
    WHERE NOT EXISTS (SELECT 1 FROM draft_section d WHERE d.sectionID = s.sectionID)
) judged;

-- When a section's terms begin and end; blank where no term has dates. In doubt where a term's
-- dates are blank, reversed, or outside the calendar (SC005): they should not be used then.
CREATE TABLE section_dates AS
SELECT
    p.sectionID,
    min(t.startDate) AS termStart,
    max(t.endDate) AS termEnd,
    bool_or(
        t.startDate IS NULL
        OR t.endDate IS NULL
        OR t.startDate > t.endDate
        OR coalesce(t.startDate < c.startDate, FALSE)
        OR coalesce(t.endDate > c.endDate, FALSE)
    ) AS in_doubt
FROM section_term p
LEFT JOIN Term t ON t.termID = p.termID
LEFT JOIN section_criteria s ON s.sectionID = p.sectionID
LEFT JOIN any_calendar c ON c.calendarID = s.calendarID
GROUP BY p.sectionID;

-- One row a course of the judged year: its calendar is of the year, or nothing proves that it is not.
CREATE TABLE course_criteria AS
SELECT
    co.courseID,
    co.courseMasterID,
    co.calendarID,
    c.schoolID,
    coalesce(c.calendarName, 'no calendar') AS calendarName,
    coalesce(co.number, 'course ' || CAST(co.courseID AS VARCHAR)) AS courseName,
    coalesce(c.is_of_year AND c.has_school, FALSE) AS has_calendar,
    coalesce(co.active, FALSE) AS is_active,
    coalesce(co.externalLMSExclude, FALSE) AS is_marked,
    coalesce(c.not_excluded, TRUE) AND NOT coalesce(m.externalLMSExclude, FALSE) AS ancestors_not_excluded,
    coalesce(c.not_excluded, TRUE) AND NOT coalesce(m.externalLMSExclude, FALSE) AND NOT coalesce(co.externalLMSExclude, FALSE) AS not_excluded
FROM Course co
CROSS JOIN judged_year y
LEFT JOIN any_calendar c ON c.calendarID = co.calendarID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
WHERE y.endYear IS NOT NULL
  AND coalesce(c.in_scope, TRUE)
  AND NOT coalesce(c.is_of_other_year, FALSE);
