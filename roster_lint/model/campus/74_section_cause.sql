/*
Why a section of the year does not sync, by the code of the check that names the cause: of the section
itself, its course, its schedule structure, or what is above. Blank where no check does: an inactive or
excluded section without students is left out as marked.
*/
-- Teachers who lose a section with it: their rows have not ended, or are of another year (TE007).
CREATE TABLE section_teacher AS
SELECT DISTINCT sectionID, personID
FROM staff_history_criteria
WHERE is_teacher_row AND (not_ended OR NOT in_school_year);

CREATE TABLE section_members AS
SELECT s.sectionID, coalesce(r.openRows, 0) AS openRows, coalesce(h.teachers, 0) AS teachers
FROM section_criteria s
LEFT JOIN (
    SELECT sectionID, count(*) AS openRows
    FROM roster_criteria
    WHERE is_open AND personID IS NOT NULL
    GROUP BY sectionID
) r ON r.sectionID = s.sectionID
LEFT JOIN (
    SELECT sectionID, count(*) AS teachers
    FROM section_teacher
    GROUP BY sectionID
) h ON h.sectionID = s.sectionID;

-- By criterion, the check that names why a section fails it; ``code`` is that of the first criterion that
-- fails, where a check does name the section for it.
CREATE TABLE section_cause AS
SELECT
    sectionID,
    courseID,
    trial_code,
    calendar_code,
    school_code,
    placement_code,
    CASE
        WHEN trial_code IS NOT NULL THEN CASE WHEN trial_code = 'RO005' OR structure_not_excluded THEN trial_code END
        WHEN NOT in_one_calendar THEN calendar_code
        WHEN NOT has_school THEN school_code
        -- The mark furthest up is named, where it hides students.
        WHEN NOT ancestors_not_excluded THEN CASE WHEN is_active AND students > 0 THEN 'EX001' END
        WHEN course_is_marked THEN CASE WHEN students > 0 THEN 'CO004' END
        WHEN is_marked THEN CASE WHEN students > 0 THEN 'CO008' END
        WHEN NOT course_is_active THEN CASE WHEN students > 0 THEN 'CO001' END
        WHEN NOT section_is_active THEN CASE WHEN students > 0 THEN 'CO002' END
        ELSE placement_code
    END AS code
FROM (
    SELECT
        s.sectionID,
        s.courseID,
        s.in_one_calendar,
        s.has_school,
        s.is_active,
        y.ancestors_not_excluded,
        y.course_is_marked,
        y.is_marked,
        y.course_is_active,
        y.section_is_active,
        n.students,
        st.not_excluded AS structure_not_excluded,
        CASE WHEN NOT s.in_active_trial AND y.trial_of_year THEN
            CASE WHEN u.structureID IS NULL THEN 'RO005' ELSE 'SC001' END
        END AS trial_code,
        CASE WHEN NOT s.in_one_calendar THEN
            CASE
                WHEN s.courseID IS NULL OR s.trialID IS NULL THEN 'DA003'
                WHEN NOT y.has_course OR NOT y.has_trial OR y.trialCalendarID <> y.courseCalendarID THEN 'SC009'
                WHEN k.calendarID IS NOT NULL AND k.endYear IS NULL THEN 'DA003'
                -- An inactive trial of no known year is an old one.
                WHEN s.in_active_trial THEN 'DA004'
            END
        END AS calendar_code,
        CASE WHEN NOT s.has_school THEN CASE WHEN s.schoolID IS NULL THEN 'DA003' ELSE 'DA004' END END AS school_code,
        CASE WHEN NOT s.is_placed THEN
            CASE
                WHEN EXISTS (SELECT 1 FROM SectionPlacement l WHERE l.sectionID = s.sectionID AND l.termID IS NULL) THEN 'DA003'
                WHEN p.some_lost THEN 'DA004'
                WHEN p.some_foreign THEN 'SC010'
                ELSE 'SC004'
            END
        END AS placement_code
    FROM section_criteria s
    JOIN year_section y ON y.sectionID = s.sectionID
    LEFT JOIN unfinished_structure u ON u.structureID = s.structureID
    LEFT JOIN year_structure st ON st.structureID = s.structureID
    LEFT JOIN any_calendar k ON k.calendarID = s.calendarID
    LEFT JOIN section_students n ON n.sectionID = s.sectionID
    LEFT JOIN (
        SELECT
            sectionID,
            bool_or(belongs = 'foreign') AS some_foreign,
            bool_or(belongs = 'lost') AS some_lost
        FROM section_placed
        GROUP BY sectionID
    ) p ON p.sectionID = s.sectionID
    WHERE NOT s.syncs
) failing;
