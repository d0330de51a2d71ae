/*
Keys that match nothing: for each column that refers to a table, the rows of the judged year whose key no row
of that table has, and who is lost with them (DA004).

``kinds`` says who, by the bits of syncing_person (1 students, 2 teachers, 4 other staff, 8 guardians, 16
relatives), and 32 for what a class or a whole calendar of the schedule in use stands on; 0 where nobody
would sync anyway. Sections whose course or trial is not there are SC009's, if their trial is in use or is
not there: that leaves nothing of Section.trialID, and of Section.courseID the sections of inactive trials.
*/
CREATE TABLE dangling_column AS
SELECT table_name, column_name, parent, count(*) AS lost, bit_or(kinds) AS kinds, min(record) AS first, max(record) AS last
FROM (
    SELECT 'Calendar' AS table_name, 'schoolID' AS column_name, l.parent, CASE WHEN u.calendarID IS NULL THEN 0 ELSE 32 END AS kinds, CAST(json_object('calendarID', r.calendarID) AS VARCHAR) AS record
    FROM lost_parent l
    JOIN Calendar r ON l.parent = 'School' AND r.schoolID = l.id
    JOIN calendar_year y ON y.calendarID = r.calendarID AND coalesce(y.of_year, TRUE)
    LEFT JOIN lost_used_calendar u ON u.calendarID = r.calendarID
    UNION ALL
    SELECT 'Calendar', 'endYear', l.parent, CASE WHEN u.calendarID IS NULL THEN 0 ELSE 32 END, CAST(json_object('calendarID', r.calendarID) AS VARCHAR)
    FROM lost_parent l
    JOIN Calendar r ON l.parent = 'SchoolYear' AND r.endYear = l.id
    JOIN calendar_year y ON y.calendarID = r.calendarID AND coalesce(y.of_year, TRUE)
    LEFT JOIN lost_used_calendar u ON u.calendarID = r.calendarID
    UNION ALL
    SELECT 'ScheduleStructure', 'calendarID', l.parent, CASE WHEN u.structureID IS NULL THEN 0 ELSE 32 END, CAST(json_object('structureID', r.structureID) AS VARCHAR)
    FROM lost_parent l
    JOIN ScheduleStructure r ON l.parent = 'Calendar' AND r.calendarID = l.id
    LEFT JOIN lost_used_structure u ON u.structureID = r.structureID
    UNION ALL
    SELECT 'TermSchedule', 'structureID', l.parent, CASE WHEN u.termScheduleID IS NULL THEN 0 ELSE 32 END, CAST(json_object('termScheduleID', r.termScheduleID) AS VARCHAR)
    FROM lost_parent l
    JOIN TermSchedule r ON l.parent = 'ScheduleStructure' AND r.structureID = l.id
    LEFT JOIN lost_used_term_schedule u ON u.termScheduleID = r.termScheduleID
    UNION ALL
    SELECT 'Term', 'termScheduleID', l.parent, CASE WHEN u.termScheduleID IS NULL THEN 0 ELSE 32 END, CAST(json_object('termID', r.termID) AS VARCHAR)
    FROM lost_parent l
    JOIN Term r ON l.parent = 'TermSchedule' AND r.termScheduleID = l.id
    JOIN term_year y ON y.termID = r.termID AND coalesce(y.of_year, TRUE)
    LEFT JOIN lost_used_term_schedule u ON u.termScheduleID = l.id
    UNION ALL
    SELECT 'Trial', 'structureID', l.parent, CASE WHEN u.trialID IS NULL THEN 0 ELSE 32 END, CAST(json_object('trialID', r.trialID) AS VARCHAR)
    FROM lost_parent l
    JOIN Trial r ON l.parent = 'ScheduleStructure' AND r.structureID = l.id
    JOIN trial_year y ON y.trialID = r.trialID AND coalesce(y.of_year, TRUE)
    LEFT JOIN used_trial u ON u.trialID = r.trialID
    UNION ALL
    SELECT 'Course', 'calendarID', l.parent, CASE WHEN u.courseID IS NULL THEN 0 ELSE 32 END, CAST(json_object('courseID', r.courseID) AS VARCHAR)
    FROM lost_parent l
    JOIN Course r ON l.parent = 'Calendar' AND r.calendarID = l.id
    LEFT JOIN lost_used_course u ON u.courseID = r.courseID
    UNION ALL
    SELECT 'Section', 'courseID', l.parent, 0, CAST(json_object('sectionID', r.sectionID) AS VARCHAR)
    FROM lost_parent l
    JOIN Section r ON l.parent = 'Course' AND r.courseID = l.id
    JOIN section_year y ON y.sectionID = r.sectionID AND coalesce(y.of_year, TRUE) AND NOT y.in_use
    UNION ALL
    SELECT 'SectionPlacement', 'sectionID', l.parent, CASE WHEN r.in_use THEN 32 ELSE 0 END, CAST(json_object('sectionID', r.sectionID, 'termID', r.termID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_placement r ON l.parent = 'Section' AND r.sectionID = l.id
    UNION ALL
    SELECT 'SectionPlacement', 'termID', l.parent, CASE WHEN r.in_use THEN 32 ELSE 0 END, CAST(json_object('sectionID', r.sectionID, 'termID', r.termID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_placement r ON l.parent = 'Term' AND r.termID = l.id
    UNION ALL
    SELECT 'Roster', 'personID', l.parent, CASE WHEN r.in_use AND r.is_open THEN 1 ELSE 0 END, CAST(json_object('rosterID', r.rosterID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_roster r ON l.parent = 'Person' AND r.personID = l.id
    UNION ALL
    SELECT 'Roster', 'sectionID', l.parent, CASE WHEN r.in_use AND r.is_open THEN 1 ELSE 0 END, CAST(json_object('rosterID', r.rosterID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_roster r ON l.parent = 'Section' AND r.sectionID = l.id
    UNION ALL
    SELECT 'Roster', 'trialID', l.parent, CASE WHEN r.in_use AND r.is_open THEN 1 ELSE 0 END, CAST(json_object('rosterID', r.rosterID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_roster r ON l.parent = 'Trial' AND r.trialID = l.id
    UNION ALL
    SELECT 'SectionStaffHistory', 'sectionID', l.parent, CASE WHEN r.in_use AND r.is_teaching THEN 2 ELSE 0 END, CAST(json_object('historyID', r.historyID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_staff_history r ON l.parent = 'Section' AND r.sectionID = l.id
    UNION ALL
    SELECT 'SectionStaffHistory', 'personID', l.parent, CASE WHEN r.in_use AND r.is_teaching THEN 2 ELSE 0 END, CAST(json_object('historyID', r.historyID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_staff_history r ON l.parent = 'Person' AND r.personID = l.id
    UNION ALL
    SELECT 'Person', 'currentIdentityID', l.parent, coalesce(k.kinds, 0), CAST(json_object('personID', r.personID) AS VARCHAR)
    FROM lost_parent l
    JOIN Person r ON l.parent = 'Identity' AND r.currentIdentityID = l.id
    LEFT JOIN lost_person_kind k ON k.personID = r.personID
    UNION ALL
    SELECT 'Identity', 'personID', l.parent, coalesce(k.kinds, 0), CAST(json_object('identityID', r.identityID) AS VARCHAR)
    FROM lost_parent l
    JOIN Identity r ON l.parent = 'Person' AND r.personID = l.id
    LEFT JOIN lost_person_kind k ON k.personID = r.personID
    UNION ALL
    SELECT 'UserAccount', 'personID', l.parent, coalesce(k.kinds, 0), CAST(json_object('personID', r.personID) AS VARCHAR)
    FROM lost_parent l
    JOIN UserAccount r ON l.parent = 'Person' AND r.personID = l.id
    LEFT JOIN lost_person_kind k ON k.personID = r.personID
    UNION ALL
    SELECT 'Contact', 'personID', l.parent, coalesce(k.kinds, 0), CAST(json_object('personID', r.personID) AS VARCHAR)
    FROM lost_parent l
    JOIN Contact r ON l.parent = 'Person' AND r.personID = l.id
    LEFT JOIN lost_person_kind k ON k.personID = r.personID
    UNION ALL
    SELECT 'Enrollment', 'personID', l.parent, CASE WHEN r.is_wanted THEN 1 ELSE 0 END, CAST(json_object('enrollmentID', r.enrollmentID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_enrollment r ON l.parent = 'Person' AND r.personID = l.id
    UNION ALL
    SELECT 'Enrollment', 'calendarID', l.parent, CASE WHEN r.is_wanted THEN 1 ELSE 0 END, CAST(json_object('enrollmentID', r.enrollmentID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_enrollment r ON l.parent = 'Calendar' AND r.calendarID = l.id
    UNION ALL
    SELECT 'Enrollment', 'structureID', l.parent, CASE WHEN r.is_wanted THEN 1 ELSE 0 END, CAST(json_object('enrollmentID', r.enrollmentID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_enrollment r ON l.parent = 'ScheduleStructure' AND r.structureID = l.id
    UNION ALL
    SELECT 'GradeLevel', 'structureID', l.parent, CASE WHEN u.structureID IS NULL THEN 0 ELSE 32 END, CAST(json_object('structureID', r.structureID, 'name', r.name) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_grade_level r ON l.parent = 'ScheduleStructure' AND r.structureID = l.id
    LEFT JOIN lost_used_structure u ON u.structureID = r.structureID
    UNION ALL
    SELECT 'GradeLevel', 'calendarID', l.parent, CASE WHEN u.calendarID IS NULL THEN 0 ELSE 32 END, CAST(json_object('structureID', r.structureID, 'name', r.name) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_grade_level r ON l.parent = 'Calendar' AND r.calendarID = l.id
    LEFT JOIN lost_used_calendar u ON u.calendarID = r.calendarID
    UNION ALL
    SELECT 'EmploymentAssignment', 'personID', l.parent, r.kinds, CAST(json_object('assignmentID', r.assignmentID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_assignment r ON l.parent = 'Person' AND r.personID = l.id
    UNION ALL
    SELECT 'EmploymentAssignment', 'schoolID', l.parent, r.kinds, CAST(json_object('assignmentID', r.assignmentID) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_assignment r ON l.parent = 'School' AND r.schoolID = l.id
    UNION ALL
    SELECT 'RelatedPair', 'personID1', l.parent, CASE WHEN s.personID1 IS NULL THEN 0 ELSE r.kinds END, CAST(json_object('personID1', r.personID1, 'personID2', r.personID2) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_relationship r ON l.parent = 'Person' AND r.personID1 = l.id
    LEFT JOIN lost_relationship_student s ON s.personID1 = r.personID1
    UNION ALL
    SELECT 'RelatedPair', 'personID2', l.parent, CASE WHEN s.personID1 IS NULL THEN 0 ELSE r.kinds END, CAST(json_object('personID1', r.personID1, 'personID2', r.personID2) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_relationship r ON l.parent = 'Person' AND r.personID2 = l.id
    LEFT JOIN lost_relationship_student s ON s.personID1 = r.personID1
    UNION ALL
    SELECT 'Day', 'calendarID', l.parent, CASE WHEN u.calendarID IS NULL THEN 0 ELSE 32 END, CAST(json_object('calendarID', r.calendarID, 'date', r.date) AS VARCHAR)
    FROM lost_parent l
    JOIN judged_day r ON l.parent = 'Calendar' AND r.calendarID = l.id
    LEFT JOIN lost_used_calendar u ON u.calendarID = r.calendarID
) dangling
GROUP BY table_name, column_name, parent;
