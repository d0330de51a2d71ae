/*
What is named by a key and is not there, and who would sync but for that.

A table that the source does not have, or whose own key is in another format (DA006), is nobody's parent.
*/
CREATE TABLE present_parent AS
SELECT c.table_name
FROM source_column c
WHERE c.present
  AND (
      (c.table_name = 'SchoolYear' AND c.column_name = 'endYear')
      OR (c.table_name = 'School' AND c.column_name = 'schoolID')
      OR (c.table_name = 'Calendar' AND c.column_name = 'calendarID')
      OR (c.table_name = 'ScheduleStructure' AND c.column_name = 'structureID')
      OR (c.table_name = 'TermSchedule' AND c.column_name = 'termScheduleID')
      OR (c.table_name = 'Term' AND c.column_name = 'termID')
      OR (c.table_name = 'Trial' AND c.column_name = 'trialID')
      OR (c.table_name = 'Course' AND c.column_name = 'courseID')
      OR (c.table_name = 'Section' AND c.column_name = 'sectionID')
      OR (c.table_name = 'Person' AND c.column_name = 'personID')
      OR (c.table_name = 'Identity' AND c.column_name = 'identityID')
  )
  AND NOT EXISTS (
      SELECT 1 FROM other_format f WHERE f.table_name = c.table_name AND f.column_name = c.column_name
  );

-- What is named somewhere and is not there. Mostly nothing, so that all that follows costs nothing:
-- each key is looked up once, whichever tables name it.
CREATE TABLE lost_parent AS
SELECT lost.parent, lost.id
FROM (
    SELECT 'Person' AS parent, m.personID AS id
    FROM missing_person m
    UNION
    -- A student who syncs is there: of all roster records that leaves few to look up.
    SELECT 'Person', n.personID
    FROM roster_criteria n
    LEFT JOIN Person p ON p.personID = n.personID
    WHERE NOT n.student_syncs AND n.personID IS NOT NULL AND p.personID IS NULL
    UNION ALL
    SELECT 'Identity', m.identityID
    FROM missing_identity m
    UNION ALL
    SELECT DISTINCT 'Section', n.sectionID
    FROM (
        SELECT sectionID FROM section_roster
        UNION ALL
        SELECT sectionID FROM SectionStaffHistory
        UNION ALL
        SELECT sectionID FROM SectionPlacement
    ) n
    LEFT JOIN Section p ON p.sectionID = n.sectionID
    WHERE n.sectionID IS NOT NULL AND p.sectionID IS NULL
    UNION ALL
    SELECT DISTINCT 'Course', n.courseID
    FROM Section n
    LEFT JOIN Course p ON p.courseID = n.courseID
    WHERE n.courseID IS NOT NULL AND p.courseID IS NULL
    UNION ALL
    SELECT DISTINCT 'Trial', n.trialID
    FROM (
        SELECT trialID FROM Roster WHERE rosterID IN (SELECT rosterID FROM roster_criteria WHERE NOT trial_matches)
        UNION ALL
        SELECT trialID FROM Section
    ) n
    LEFT JOIN Trial p ON p.trialID = n.trialID
    WHERE n.trialID IS NOT NULL AND p.trialID IS NULL
    UNION ALL
    SELECT DISTINCT 'Term', n.termID
    FROM SectionPlacement n
    LEFT JOIN Term p ON p.termID = n.termID
    WHERE n.termID IS NOT NULL AND p.termID IS NULL
    UNION ALL
    SELECT DISTINCT 'TermSchedule', n.termScheduleID
    FROM Term n
    LEFT JOIN TermSchedule p ON p.termScheduleID = n.termScheduleID
    WHERE n.termScheduleID IS NOT NULL AND p.termScheduleID IS NULL
    UNION ALL
    SELECT DISTINCT 'ScheduleStructure', n.structureID
    FROM (
        SELECT structureID FROM TermSchedule
        UNION ALL
        SELECT structureID FROM Trial
        UNION ALL
        SELECT structureID FROM GradeLevel
        UNION ALL
        SELECT structureID FROM Enrollment
    ) n
    LEFT JOIN ScheduleStructure p ON p.structureID = n.structureID
    WHERE n.structureID IS NOT NULL AND p.structureID IS NULL
    UNION ALL
    SELECT DISTINCT 'Calendar', n.calendarID
    FROM (
        SELECT calendarID FROM ScheduleStructure
        UNION ALL
        SELECT calendarID FROM Course
        UNION ALL
        SELECT calendarID FROM GradeLevel
        UNION ALL
        SELECT calendarID FROM Enrollment
        UNION ALL
        SELECT calendarID FROM Day
    ) n
    LEFT JOIN Calendar p ON p.calendarID = n.calendarID
    WHERE n.calendarID IS NOT NULL AND p.calendarID IS NULL
    UNION ALL
    SELECT DISTINCT 'School', n.schoolID
    FROM (
        SELECT schoolID FROM Calendar
        UNION ALL
        SELECT schoolID FROM EmploymentAssignment
    ) n
    LEFT JOIN School p ON p.schoolID = n.schoolID
    WHERE n.schoolID IS NOT NULL AND p.schoolID IS NULL
    UNION ALL
    SELECT DISTINCT 'SchoolYear', n.endYear
    FROM Calendar n
    LEFT JOIN SchoolYear p ON p.endYear = n.endYear
    WHERE n.endYear IS NOT NULL AND p.endYear IS NULL
) lost
JOIN present_parent t ON t.table_name = lost.parent;

-- Trials of the schedule in use: those that sections of the judged year belong to, there or not.
CREATE TABLE used_trial AS
SELECT DISTINCT s.trialID
FROM section_year s
WHERE s.in_use AND coalesce(s.of_year, TRUE) AND s.trialID IS NOT NULL;

-- Structures that are not there or have lost their calendar, of those that a trial in use or a wanted
-- enrollment belongs to.
CREATE TABLE lost_used_structure AS
SELECT lost.structureID
FROM (
    SELECT l.id AS structureID FROM lost_parent l WHERE l.parent = 'ScheduleStructure'
    UNION
    SELECT s.structureID FROM lost_parent l JOIN ScheduleStructure s ON l.parent = 'Calendar' AND s.calendarID = l.id
) lost
JOIN Trial t ON t.structureID = lost.structureID
JOIN used_trial u ON u.trialID = t.trialID
UNION
SELECT lost.structureID
FROM (
    SELECT l.id AS structureID FROM lost_parent l WHERE l.parent = 'ScheduleStructure'
    UNION
    SELECT s.structureID FROM lost_parent l JOIN ScheduleStructure s ON l.parent = 'Calendar' AND s.calendarID = l.id
) lost
JOIN judged_enrollment e ON e.structureID = lost.structureID AND e.is_wanted;

-- The same of calendars that are not there or have lost their school or school year.
CREATE TABLE lost_calendar AS
SELECT l.id AS calendarID FROM lost_parent l WHERE l.parent = 'Calendar'
UNION
SELECT c.calendarID FROM lost_parent l JOIN Calendar c ON l.parent = 'School' AND c.schoolID = l.id
UNION
SELECT c.calendarID FROM lost_parent l JOIN Calendar c ON l.parent = 'SchoolYear' AND c.endYear = l.id;

CREATE TABLE lost_used_calendar AS
SELECT lost.calendarID
FROM lost_calendar lost
JOIN ScheduleStructure s ON s.calendarID = lost.calendarID
JOIN Trial t ON t.structureID = s.structureID
JOIN used_trial u ON u.trialID = t.trialID
UNION
SELECT lost.calendarID
FROM lost_calendar lost
JOIN Course co ON co.calendarID = lost.calendarID
JOIN Section s ON s.courseID = co.courseID
JOIN used_trial u ON u.trialID = s.trialID
UNION
SELECT lost.calendarID
FROM lost_calendar lost
JOIN judged_enrollment e ON e.calendarID = lost.calendarID AND e.is_wanted;

-- Term schedules that are not there or have lost their structure, and in whose terms sections in use meet.
CREATE TABLE lost_used_term_schedule AS
SELECT DISTINCT lost.termScheduleID
FROM (
    SELECT l.id AS termScheduleID FROM lost_parent l WHERE l.parent = 'TermSchedule'
    UNION
    SELECT ts.termScheduleID FROM lost_parent l JOIN TermSchedule ts ON l.parent = 'ScheduleStructure' AND ts.structureID = l.id
) lost
JOIN Term t ON t.termScheduleID = lost.termScheduleID
JOIN judged_placement p ON p.termID = t.termID AND p.in_use;

-- Courses that have lost their calendar, and have sections in use.
CREATE TABLE lost_used_course AS
SELECT DISTINCT co.courseID
FROM lost_parent l
JOIN Course co ON l.parent = 'Calendar' AND co.calendarID = l.id
JOIN Section s ON s.courseID = co.courseID
JOIN used_trial u ON u.trialID = s.trialID;

-- Whom people would sync as who are not there, or whose identity is not there, by what else is known of
-- them: the bits of syncing_person. Guardians and relatives who are not there: their relationships say it.
CREATE TABLE lost_person_kind AS
SELECT known.personID, bit_or(known.kinds) AS kinds
FROM (
    SELECT e.personID, 1 AS kinds
    FROM lost_parent l
    JOIN judged_enrollment e ON l.parent = 'Person' AND e.personID = l.id AND e.is_wanted
    UNION ALL
    SELECT a.personID, a.kinds
    FROM lost_parent l
    JOIN judged_assignment a ON l.parent = 'Person' AND a.personID = l.id
    UNION ALL
    SELECT
        r.personID,
        CASE c.role WHEN 'student' THEN 1 WHEN 'teacher' THEN 2 WHEN 'staff' THEN 4 WHEN 'guardian' THEN 8 ELSE 16 END
    FROM lost_parent l
    JOIN Person r ON l.parent = 'Identity' AND r.currentIdentityID = l.id
    JOIN person_criteria c ON c.personID = r.personID AND c.wanted
) known
GROUP BY known.personID;

-- Students with a wanted enrollment in whose relationships somebody is not there.
CREATE TABLE lost_relationship_student AS
SELECT r.personID1
FROM lost_parent l
JOIN judged_relationship r ON l.parent = 'Person' AND r.personID1 = l.id
JOIN judged_enrollment e ON e.personID = r.personID1 AND e.is_wanted
UNION
SELECT r.personID1
FROM lost_parent l
JOIN judged_relationship r ON l.parent = 'Person' AND r.personID2 = l.id
JOIN judged_enrollment e ON e.personID = r.personID1 AND e.is_wanted;
