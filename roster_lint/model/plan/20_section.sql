/*
Everything that keeps a class from syncing, whether it is held back or left out: one that is left out comes
back with others where all that keeps it from syncing lies above it (a course, a calendar) and is fixed for them.

In a schedule structure without an active trial, one trial can be made active: the one with most roster
records. The sections of its other trials stay behind. They become drafts then, which are no longer counted,
unless an open roster record of theirs names a trial that is active.
*/
CREATE TABLE trial_to_activate AS
SELECT structureID, trialID
FROM (
    SELECT
        t.structureID,
        t.trialID,
        row_number() OVER (
            PARTITION BY t.structureID
            ORDER BY coalesce(sum(r.rosterRows), 0) DESC, count(*) DESC, t.trialID
        ) AS place
    FROM year_trial t
    JOIN unfinished_structure u ON u.structureID = t.structureID
    JOIN Section s ON s.trialID = t.trialID
    LEFT JOIN section_roster r ON r.sectionID = s.sectionID
    GROUP BY t.structureID, t.trialID
) filled
WHERE place = 1;

CREATE TABLE unsent_section AS
SELECT
    s.*,
    o.outcome = 'held_back' AS is_held,
    y.course_is_active,
    y.section_is_active,
    y.course_is_marked,
    y.is_marked,
    c.trial_code,
    c.calendar_code,
    c.school_code,
    c.placement_code,
    coalesce(c.trial_code = 'SC001', FALSE) AND a.trialID IS NULL AS stays_behind,
    n.sectionID IS NULL AS becomes_draft
FROM section_outcome o
JOIN section_criteria s ON s.sectionID = o.sectionID
JOIN year_section y ON y.sectionID = o.sectionID
JOIN section_cause c ON c.sectionID = o.sectionID
LEFT JOIN trial_to_activate a ON a.trialID = s.trialID
LEFT JOIN (
    SELECT DISTINCT r.sectionID
    FROM Roster r
    CROSS JOIN settings t
    JOIN year_trial y ON y.trialID = r.trialID
    LEFT JOIN trial_to_activate k ON k.trialID = r.trialID
    WHERE (y.active OR k.trialID IS NOT NULL) AND (r.endDate IS NULL OR r.endDate >= t.as_of)
) n ON n.sectionID = s.sectionID;

-- ``criterion`` is the criterion of sections that fails.
CREATE TABLE section_failure AS
SELECT
    s.sectionID,
    'in_active_trial' AS criterion,
    s.trial_code AS code,
    s.schoolID,
    s.calendarID,
    CASE s.trial_code WHEN 'SC001' THEN 'ScheduleStructure ' || s.structureID ELSE 'Section ' || s.sectionID END AS record,
    CASE s.trial_code WHEN 'SC001' THEN st.structureName ELSE s.sectionName END AS called
FROM unsent_section s
LEFT JOIN year_structure st ON st.structureID = s.structureID
WHERE s.trial_code IS NOT NULL
UNION ALL
SELECT s.sectionID, 'in_one_calendar', coalesce(d.code, s.calendar_code, 'DA004'), s.schoolID, s.calendarID, 'Section ' || s.sectionID, s.sectionName
FROM unsent_section s
LEFT JOIN data_check d ON d.cause = s.calendar_code
WHERE NOT s.in_one_calendar
UNION ALL
SELECT s.sectionID, 'has_school', d.code, s.schoolID, s.calendarID, 'Section ' || s.sectionID, s.sectionName
FROM unsent_section s
JOIN data_check d ON d.cause = s.school_code
UNION ALL
SELECT s.sectionID, 'not_excluded', 'EX001', s.schoolID, s.calendarID, 'School ' || m.schoolID, NULL
FROM unsent_section s
JOIN School m ON m.schoolID = s.schoolID AND m.externalLMSExclude
UNION ALL
SELECT s.sectionID, 'not_excluded', 'EX001', s.schoolID, s.calendarID, 'Calendar ' || m.calendarID, s.calendarName
FROM unsent_section s
JOIN Calendar m ON m.calendarID = s.calendarID AND m.externalLMSExclude
UNION ALL
-- A course master is the district's.
SELECT s.sectionID, 'not_excluded', 'EX001', NULL, NULL, 'CourseMaster ' || m.courseMasterID, m.name
FROM unsent_section s
JOIN Course co ON co.courseID = s.courseID
JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID AND m.externalLMSExclude
UNION ALL
SELECT s.sectionID, 'not_excluded', 'CO004', s.schoolID, s.calendarID, 'Course ' || s.courseID, co.courseName
FROM unsent_section s
LEFT JOIN course_criteria co ON co.courseID = s.courseID
WHERE s.course_is_marked
UNION ALL
SELECT sectionID, 'not_excluded', 'CO008', schoolID, calendarID, 'Section ' || sectionID, sectionName
FROM unsent_section
WHERE is_marked
UNION ALL
SELECT s.sectionID, 'is_active', 'CO001', s.schoolID, s.calendarID, 'Course ' || s.courseID, co.courseName
FROM unsent_section s
LEFT JOIN course_criteria co ON co.courseID = s.courseID
WHERE NOT s.course_is_active
UNION ALL
SELECT sectionID, 'is_active', 'CO002', schoolID, calendarID, 'Section ' || sectionID, sectionName
FROM unsent_section
WHERE NOT section_is_active
UNION ALL
SELECT s.sectionID, 'is_placed', coalesce(d.code, s.placement_code), s.schoolID, s.calendarID, 'Section ' || s.sectionID, s.sectionName
FROM unsent_section s
LEFT JOIN data_check d ON d.cause = s.placement_code
WHERE s.placement_code IS NOT NULL;
