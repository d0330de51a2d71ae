/*
[[criterion]]
role = "section"
name = "in_active_trial"
title = "in an active trial"
fails = "no active trial"
doc = "Important Considerations: scheduling is finalized. Sections of a structure without any active trial fail here; those of scratch trials beside an active one are not counted."

[[criterion]]
role = "section"
name = "not_excluded"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
doc = "Courses/Sections: neither the course master, the course nor the section is marked, nor the calendar or the school."

[[criterion]]
role = "section"
name = "is_active"
title = "course and section are active"
fails = "course or section inactive"
doc = "Courses/Sections: the course and each associated section are marked as active. Where no section has a value in Section.active, the course alone is asked."

[[criterion]]
role = "section"
name = "is_placed"
title = "placed in a term"
fails = "no term"
doc = "A class is sent with its terms; one without any belongs to no academic session."

[[criterion]]
role = "course"
name = "not_excluded"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
doc = "Courses/Sections: neither the course nor its course master is marked, nor the calendar or the school."

[[criterion]]
role = "course"
name = "is_active"
title = "course is active"
fails = "inactive"
doc = "Courses/Sections: the course is marked as active."

One row a section of the judged year that is meant to be taught.
*/
CREATE TABLE section_criteria AS
SELECT
    s.sectionID,
    s.courseID,
    s.calendarID,
    s.schoolID,
    s.calendarName,
    s.sectionName,
    TRUE AS in_active_trial,
    s.not_excluded,
    s.is_active,
    EXISTS (SELECT 1 FROM section_term p WHERE p.sectionID = s.sectionID) AS is_placed
FROM live_section s
UNION ALL
SELECT
    s.sectionID,
    s.courseID,
    st.calendarID,
    st.schoolID,
    st.calendarName,
    CAST(s.sectionID AS VARCHAR),
    FALSE,
    TRUE,
    TRUE,
    TRUE
FROM Section s
JOIN year_trial t ON t.trialID = s.trialID
JOIN year_structure st ON st.structureID = t.structureID
JOIN unfinished_structure u ON u.structureID = t.structureID;

-- When a live section's terms begin and end; blank where no term has dates. In doubt where a term's
-- dates are blank, reversed, or outside the calendar (SC005): nothing should be measured by them.
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
JOIN Term t ON t.termID = p.termID
JOIN live_section s ON s.sectionID = p.sectionID
JOIN year_calendar c ON c.calendarID = s.calendarID
GROUP BY p.sectionID;

CREATE TABLE course_criteria AS
SELECT
    co.courseID,
    co.courseMasterID,
    c.calendarID,
    c.schoolID,
    c.calendarName,
    coalesce(co.number, 'course ' || CAST(co.courseID AS VARCHAR)) AS courseName,
    coalesce(co.active, FALSE) AS is_active,
    coalesce(co.externalLMSExclude, FALSE) AS is_marked,
    c.not_excluded AND NOT coalesce(m.externalLMSExclude, FALSE) AS ancestors_not_excluded,
    c.not_excluded AND NOT coalesce(m.externalLMSExclude, FALSE) AND NOT coalesce(co.externalLMSExclude, FALSE) AS not_excluded
FROM Course co
JOIN year_calendar c ON c.calendarID = co.calendarID
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID;
