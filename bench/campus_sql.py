"""The tables of a large Campus district as SQL, a query a file."""

TABLES = {
    "SchoolYear": """
SELECT 2026 AS endYear, 2025 AS startYear, '25-26' AS label, 0 AS active,
    DATE '2025-07-01' AS startDate, DATE '2026-06-30' AS endDate
UNION ALL SELECT 2027, 2026, '26-27', 1, DATE '2026-07-01', DATE '2027-06-30'""",
    "School": """
SELECT schoolID, 'Sample ' || kind || ' ' || (place + 1) AS name,
    lpad(schoolID::VARCHAR, 4, '0') AS number, 0 AS externalLMSExclude
FROM school ORDER BY ALL""",
    "Calendar": """
SELECT calendarID, schoolID, endYear, endYear - 2001 || '-' || endYear - 2000 || ' Sample ' || kind
    || ' ' || (place + 1) AS name, first_day AS startDate, last_day AS endDate, 0 AS summerSchool,
    0 AS exclude, 0 AS externalLMSExclude
FROM calendar ORDER BY ALL""",
    "ScheduleStructure": """
SELECT calendarID + 100 AS structureID, calendarID, 'Main' AS name, 0 AS externalLMSExclude
FROM calendar ORDER BY ALL""",
    "TermSchedule": """
SELECT calendarID + 200 AS termScheduleID, calendarID + 100 AS structureID,
    CASE terms WHEN 4 THEN 'Quarters' ELSE 'Semesters' END AS name
FROM calendar ORDER BY ALL""",
    "Term": """
SELECT calendarID * 4 + nth AS termID, calendarID + 200 AS termScheduleID,
    substr('QS', 1 + (terms = 2)::INT, 1) || (nth + 1) AS name, nth + 1 AS seq,
    first_day + (nth * days // terms)::INT AS startDate,
    first_day + ((nth + 1) * days // terms - 1)::INT AS endDate
FROM (SELECT *, unnest(range(terms)) AS nth FROM calendar) ORDER BY ALL""",
    "Trial": """
SELECT calendarID * 2 + active AS trialID, calendarID + 100 AS structureID, calendarID,
    CASE active WHEN 1 THEN 'Master schedule' ELSE 'What if' END AS name, active, active AS locked,
    first_day - 60 + 50 * active AS modifiedDate
FROM calendar, (VALUES (0), (1)) AS t (active) ORDER BY ALL""",
    "CourseMaster": """
SELECT DISTINCT subject * 13 + grade + 1 AS courseMasterID, title || ' ' || grade_name(grade)
    AS name, 1 AS active, 0 AS externalLMSExclude
FROM course ORDER BY ALL""",
    "Course": """
SELECT courseID, calendarID, subject * 13 + grade + 1 AS courseMasterID,
    'C' || subject || grade_name(grade) AS number, title || ' ' || grade_name(grade) AS name,
    1 AS active, 0 AS externalLMSExclude
FROM course ORDER BY ALL""",
    "Section": """
SELECT sectionID, courseID, calendarID * 2 + 1 AS trialID, number, teaches.personID
    AS teacherPersonID, 1 AS active, 0 AS externalLMSExclude
FROM section JOIN teaches USING (sectionID) WHERE staffType = 'P' ORDER BY ALL""",
    "SectionPlacement": """
SELECT sectionID, calendarID * 4 + unnest(range(terms)) AS termID, calendarID * 2 + 1 AS trialID,
    slot % getvariable('per_teacher') + 1 AS periodID
FROM section JOIN calendar USING (calendarID) ORDER BY ALL""",
    "SectionStaffHistory": """
SELECT row_number() OVER (ORDER BY sectionID, staffType) AS historyID, sectionID,
    calendarID * 2 + 1 AS trialID, personID, assignmentID, staffType, NULL AS startDate,
    CASE endYear WHEN 2026 THEN DATE '2026-06-12' END AS endDate
FROM teaches JOIN section USING (sectionID) ORDER BY ALL""",
    "Roster": """
SELECT (endYear - 2026) * 91 * getvariable('cohort') + subject * 13 * getvariable('cohort')
        + (enrollmentID - 1) % (13 * getvariable('cohort')) + 1 AS rosterID,
    personID, first_section + (place + subject * (place // sections)) % sections AS sectionID,
    enrolled.calendarID * 2 + 1 AS trialID, came_late AS startDate,
    CASE WHEN no_show THEN first_day WHEN endYear = 2027 THEN ended END AS endDate
FROM enrolled JOIN course USING (calendarID, endYear, grade)
WHERE endYear = 2027 OR getvariable('last_year_rosters') ORDER BY ALL""",
    "Person": """
SELECT personID, personID * 2 AS currentIdentityID,
    CASE letter WHEN 's' THEN lpad(personID::VARCHAR, 9, '0') END AS studentNumber,
    CASE letter WHEN 't' THEN 'T' || lpad(personID::VARCHAR, 8, '0') END AS staffNumber
FROM person ORDER BY ALL""",
    "Identity": """
SELECT personID * 2 - former AS identityID, personID, pick(personID, 'first', ['Alpha', 'Bravo',
        'Cosine', 'Delta', 'Echo', 'Foxtrot', 'Gamma', 'Kilo', 'Lima', 'Omega', 'Sigma', 'Tango'])
    AS firstName, pick(family + former, 'last', ['Blue', 'Cedar', 'Green', 'Maple', 'Paper',
        'Quartz', 'Red', 'Silver', 'Stone', 'Willow']) || pick(family + former, 'name', ['example',
        'mock', 'placeholder', 'sample', 'specimen', 'test']) AS lastName
FROM person, (VALUES (0), (1)) AS t (former)
WHERE former = 0 OR chance(personID, 'renamed') < 0.01 ORDER BY ALL""",
    "UserAccount": """
SELECT personID + 5 AS userID, personID, CASE WHEN NOT lacks_username THEN username END AS username,
    0 AS disable, 0 AS lock, NULL AS expiresDate, homepage
FROM person WHERE NOT lacks_username OR personID % 8 < 4 ORDER BY ALL""",
    "Contact": """
SELECT personID, CASE WHEN NOT faulty(personID, 'no-email') THEN username || '@' || domain END
    AS email, CASE WHEN chance(personID, 'secondary') < 0.02
        THEN username || '@home.example.org' END AS secondaryEmail,
    '(555) 555-01' || lpad((abs(family) % 100)::VARCHAR, 2, '0') AS homePhone,
    CASE WHEN letter <> 's' THEN '(555) 555-01' || lpad((personID % 100)::VARCHAR, 2, '0') END
    AS cellPhone
FROM person ORDER BY ALL""",
    "Enrollment": """
SELECT enrollmentID, personID, calendarID, calendarID + 100 AS structureID, grade_name(grade)
    AS grade, coalesce(came_late, first_day) AS startDate, ended AS endDate, no_show::INT AS noShow,
    endYear, 'P' AS serviceType, 1 AS active, 0 AS externalLMSExclude
FROM enrolled ORDER BY ALL""",
    # One grade level of one school has lost its state grade.
    "GradeLevel": """
SELECT calendarID + 100 AS structureID, calendarID, grade_name(grade) AS name, grade + 1 AS seq,
    CASE WHEN endYear = 2026 OR grade <> lowest OR schoolID <> getvariable('seed')
        % getvariable('schools') + 1 THEN grade_name(grade) END AS stateGrade,
    0 AS externalLMSExclude
FROM calendar JOIN school_grade USING (schoolID) ORDER BY ALL""",
    "EmploymentAssignment": """
SELECT assignmentID, personID, schoolID,
    DATE '2015-08-01' + (chance(personID, 'hired') * 3900)::INT AS startDate, NULL AS endDate,
    teacher, (role = 1)::INT AS specialEd, (role = 2)::INT AS program, 0 AS behavior,
    (role = 3)::INT AS health, 0 AS responseApprover, 0 AS rti, 0 AS advisor,
    (role = 4)::INT AS supervisor, (role = 5)::INT AS counselor, (role = 6)::INT AS foodservice,
    0 AS approver, 0 AS framProcessor, 0 AS externalLMSExclude, ['Teacher', 'Special educator',
        'Secretary', 'Nurse', 'Principal', 'Counselor', 'Cook'][role + 1] AS title
FROM (SELECT *, CASE teacher WHEN 1 THEN 0 ELSE place % 6 + 1 END AS role FROM staff)
ORDER BY ALL""",
    "EmploymentAssignmentLocation": """
SELECT assignmentID, schoolID % getvariable('schools') + 1 AS schoolID
FROM staff WHERE chance(personID, 'elsewhere') < 0.02 ORDER BY ALL""",
    "RelatedPair": """
SELECT student AS personID1, relative AS personID2, guardian, portal,
    CASE WHEN family % 3 = 0 THEN DATE '2024-08-01' END AS startDate, NULL AS endDate,
    CASE guardian WHEN 1 THEN 'Parent' ELSE 'Grandparent' END AS name
FROM related ORDER BY ALL""",
    "Day": """
SELECT first_day + nth::INT AS date, calendarID, (isodow(date) < 6 AND NOT (
    (month(date) = 11 AND day(date) > 24) OR (month(date) = 12 AND day(date) > 20)))::INT
    AS schoolDay
FROM (SELECT *, unnest(range(days)) AS nth FROM calendar) ORDER BY calendarID, date""",
    "CampusAttribute": """
SELECT 1 AS attributeID, 'GradeLevel' AS object, 'stateGrade' AS element, 'GradeLevel' AS dbObject,
    'stateGrade' AS dbElement
UNION ALL SELECT 2, 'Enrollment', 'serviceType', 'Enrollment', 'serviceType'""",
    "CampusDictionary": """
SELECT 1 AS attributeID, grade_name(i) AS code, grade_name(i) AS standardCode, 1 AS active
FROM range(13) AS t (i)
UNION ALL SELECT 2, unnest(['P', 'S', 'N']), NULL, 1""",
}
