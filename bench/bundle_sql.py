"""The SQL that makes the district of a generated OneRoster bundle, and each file of each version.

Who goes where is arithmetic, so that any size is written in one pass: student i is at school
i // 600, whose students are in the order of their grades, and who follow each other there are in
one class.
"""

SCAFFOLD = """
CREATE MACRO chance(id, topic) AS (hash(id, topic, getvariable('seed')) % 1000000) / 1e6;
CREATE MACRO pick(id, topic, words) AS words[1 + floor(chance(id, topic) * len(words))::INT];
-- Each of these faults befalls an equal share of the records, and never two of them one record.
CREATE MACRO fault_of(id, topic, faults) AS
    faults[1 + floor(chance(id, topic) / getvariable('fault_share'))::BIGINT];
CREATE MACRO uuid_of(kind, id) AS
    CAST(CAST(md5(concat_ws('-', getvariable('seed'), kind, id)) AS UUID) AS VARCHAR);
CREATE MACRO teacher_number(school_nth, place) AS
    school_nth * (getvariable('students_per_school') * 6 // 100) + place;
CREATE MACRO grade_name(grade) AS CASE grade WHEN 0 THEN 'KG' ELSE lpad(grade::VARCHAR, 2, '0') END;

CREATE TABLE session AS
SELECT * FROM (VALUES
    ('Y27', '2026-27', 'schoolYear', DATE '2026-08-17', DATE '2027-06-12', NULL),
    ('S1', 'Fall', 'term', DATE '2026-08-17', DATE '2027-01-16', 'Y27'),
    ('S2', 'Spring', 'term', DATE '2027-01-16', DATE '2027-06-12', 'Y27'),
    ('Q1', 'Quarter 1', 'gradingPeriod', DATE '2026-08-17', DATE '2026-10-24', 'S1'),
    ('Q2', 'Quarter 2', 'gradingPeriod', DATE '2026-10-24', DATE '2027-01-16', 'S1'),
    ('Q3', 'Quarter 3', 'gradingPeriod', DATE '2027-01-16', DATE '2027-03-27', 'S2'),
    ('Q4', 'Quarter 4', 'gradingPeriod', DATE '2027-03-27', DATE '2027-06-12', 'S2')
) AS t (id, title, type, first_day, end_day, parent);
CREATE TABLE subject AS
SELECT * FROM (VALUES (0, 'EN', 'English', '01001'), (1, 'MA', 'Mathematics', '02001'),
    (2, 'SC', 'Science', '03001'), (3, 'SO', 'Social Studies', '04001'), (4, 'AR', 'Art', '05154'),
    (5, 'MU', 'Music', '05101'), (6, 'PE', 'Physical Education', '08001')
) AS t (subject, code, title, sced);

CREATE TABLE school AS
SELECT 1000 + nth AS id, *, greatest(7, students // getvariable('students_per_class')) AS classes,
    greatest(1, students * 6 // 100) AS teachers
FROM (
    SELECT nth, ['Elementary', 'Middle', 'High'][level] AS kind, [0, 6, 9][level] AS lowest,
        [6, 3, 4][level] AS grades, least(getvariable('students_per_school'),
        getvariable('students') - nth * getvariable('students_per_school')) AS students
    FROM (SELECT nth, CASE WHEN nth % 13 < 6 THEN 1 WHEN nth % 13 < 9 THEN 2 ELSE 3 END AS level
        FROM range(ceil(getvariable('students') / getvariable('students_per_school'))::BIGINT)
            AS t (nth))
);
CREATE TABLE class AS -- in a high school a class lasts one term, elsewhere the whole year
SELECT school_nth * (getvariable('students_per_school') // getvariable('students_per_class'))
        + slot + 1 AS id, *,
    fault_of(id, 'class', ['class-without-teacher']) AS fault,
    CASE WHEN kind = 'High' THEN 'S' || (1 + slot % 2) END AS term,
    lowest + ceil(nth * students / sections)::BIGINT * grades // students AS lowest_grade,
    lowest + (ceil((nth + 1) * students / sections)::BIGINT - 1) * grades // students
        AS highest_grade
FROM (
    SELECT school.* EXCLUDE (id, nth), school.nth AS school_nth, school.id AS school_id, slot,
        slot % 7 AS subject, slot // 7 AS nth, (classes + 6 - slot % 7) // 7 AS sections
    FROM (SELECT *, unnest(range(classes)) AS slot FROM school) AS school
);
CREATE TABLE student AS
SELECT i, uuid_of('student', i) AS id, i * 47 // 100 AS family, school.id AS school_id, lowest,
    lowest + place * grades // students AS grade, place, students, classes
FROM (SELECT i, i // getvariable('students_per_school') AS nth,
    i % getvariable('students_per_school') AS place FROM range(getvariable('students')) AS t (i))
JOIN school USING (nth);

CREATE TABLE person AS
SELECT 0 AS kind, i AS number, id, 'student' AS role, [school_id::VARCHAR] AS schools,
    family, grade, uuid_of('guardian', family * 2) || ',' || uuid_of('guardian', family * 2 + 1)
        AS agents,
    fault_of(i, 'student', ['given-name-blank', CASE WHEN i % 2 = 1 THEN 'email-repeated' END])
        AS fault
FROM student
UNION ALL
SELECT 1, number, uuid_of('teacher', number), 'teacher',
    CASE WHEN chance(number, 'elsewhere') < 0.02 AND nth > 0
        THEN [id::VARCHAR, (id - 1)::VARCHAR] ELSE [id::VARCHAR] END,
    -number - 1, NULL, NULL, NULL
FROM (SELECT id, nth, teacher_number(nth, unnest(range(teachers))) AS number FROM school)
UNION ALL
SELECT 2, number, uuid_of('guardian', number), 'guardian',
    CASE WHEN fault = 'user-org-unknown' THEN ['x' || number] ELSE schools END,
    family, NULL, children, fault
FROM (
    SELECT family, family * 2 + nth AS number, fault_of(number, 'guardian',
        ['user-repeated', 'given-name-blank', 'user-org-unknown']) AS fault,
        list_sort(list(DISTINCT school_id::VARCHAR)) AS schools,
        string_agg(id, ',' ORDER BY i) AS children
    FROM student, (VALUES (0), (1)) AS t (nth) GROUP BY ALL
);
CREATE TABLE enrollment AS
SELECT i * 7 + class.subject + 1 AS number, class.id AS class_id, student.school_id,
    student.id AS user_id, 'student' AS role, session.first_day, session.end_day,
    CASE WHEN term IS NULL
        THEN fault_of(number, 'enrollment', ['enrollment-user-unknown', 'enrollment-class-unknown',
            'enrollment-role'])
        ELSE fault_of(number, 'enrollment', ['enrollment-user-unknown', 'enrollment-class-unknown',
            'enrollment-role', 'enrollment-date-format', 'enrollment-dates-reversed']) END AS fault
FROM student JOIN class ON class.school_id = student.school_id
    AND class.nth = student.place * class.sections // student.students
LEFT JOIN session ON session.id = class.term
UNION ALL
SELECT getvariable('students') * 7 + id, id, school_id,
    uuid_of('teacher', teacher_number(school_nth, slot % teachers)), 'teacher', NULL, NULL, NULL
FROM class WHERE fault IS NULL;
CREATE TABLE demographic AS
SELECT i, id,
    DATE '2021-06-01' - (grade * 365 + floor(chance(i, 'birth') * 365))::INT AS birth_date,
    pick(i, 'sex', ['female', 'male']) AS sex, floor(chance(i, 'race') * 8) AS race,
    fault_of(i, 'demographics', ['birth-date-format', 'sex-unknown']) AS fault
FROM student;
"""

PLANTED = """
SELECT fault, count(*) AS records
FROM (SELECT fault FROM person UNION ALL SELECT fault FROM class
    UNION ALL SELECT fault FROM enrollment UNION ALL SELECT fault FROM demographic)
WHERE fault IS NOT NULL GROUP BY fault ORDER BY fault"""

BULK = "NULL AS status, NULL AS dateLastModified"

ORGS = f"""
SELECT '1' AS sourcedId, {BULK}, 'Sample Unified' AS name, 'district' AS type,
    '9999999' AS identifier, NULL AS parentSourcedId
UNION ALL
SELECT id::VARCHAR, NULL, NULL, 'Sample ' || kind || ' ' || (nth + 1), 'school', '9999999' ||
    lpad(nth::VARCHAR, 5, '0'), '1'
FROM school ORDER BY ALL"""

SESSIONS = f"""
SELECT id AS sourcedId, {BULK}, title, type, first_day AS startDate, end_day AS endDate,
    parent AS parentSourcedId, 2027 AS schoolYear
FROM session"""

COURSES = f"""
SELECT code || grade_name(grade) AS sourcedId, {BULK}, 'Y27' AS schoolYearSourcedId,
    title || ' ' || grade_name(grade) AS title, code || grade_name(grade) AS courseCode,
    grade_name(grade) AS grades, '1' AS orgSourcedId, title AS subjects, sced AS subjectCodes
FROM subject, range(13) AS t (grade) ORDER BY ALL"""

CLASSES = f"""
SELECT class.id AS sourcedId, {BULK}, title || ' ' || grade_name(lowest_grade) || ' - '
        || (nth + 1) AS title,
    array_to_string([grade_name(grade) FOR grade IN range(lowest_grade, highest_grade + 1)], ',')
        AS grades,
    code || grade_name(lowest_grade) AS courseSourcedId, code || grade_name(lowest_grade) || '-'
        || (nth + 1) AS classCode, 'scheduled' AS classType, 'Room ' || (slot % teachers + 1)
        AS location, school_id AS schoolSourcedId, coalesce(term, 'S1,S2') AS termSourcedIds,
    title AS subjects, sced AS subjectCodes, slot % 6 + 1 AS periods
FROM class JOIN subject USING (subject) ORDER BY class.id"""

NAMED = """
SELECT *, ['s', 't', 'p'][kind + 1] AS letter, letter || lpad(number::VARCHAR, 7, '0') AS username,
    CASE WHEN fault IS DISTINCT FROM 'given-name-blank' THEN pick(id, 'first', ['Alpha', 'Bravo',
        'Cosine', 'Delta', 'Echo', 'Foxtrot', 'Gamma', 'Kilo', 'Lima', 'Omega', 'Sigma', 'Tango'])
        END AS given_name, pick(family, 'last', ['Blue', 'Cedar', 'Green', 'Maple', 'Paper',
        'Quartz', 'Red', 'Silver', 'Stone', 'Willow']) || pick(family, 'name', ['example', 'mock',
        'placeholder', 'sample', 'specimen', 'test']) AS family_name,
    letter || lpad((number - (fault IS NOT DISTINCT FROM 'email-repeated')::INT)::VARCHAR, 7, '0')
        || ['@students', '@staff', '@families'][kind + 1] || '.example.org' AS email,
    '(555) 555-01' || lpad((abs(family) % 100)::VARCHAR, 2, '0') AS phone,
    unnest(range(1 + (fault IS NOT DISTINCT FROM 'user-repeated')::INT)) AS copy
FROM person"""

USERS_1P1 = f"""
SELECT id AS sourcedId, {BULK}, true AS enabledUser, array_to_string(schools, ',')
        AS orgSourcedIds, role, username, '{{SIS:' || username || '}}' AS userIds,
    given_name AS givenName, family_name AS familyName, NULL AS middleName, username AS identifier,
    email, NULL AS sms, phone, agents AS agentSourcedIds, grade_name(grade) AS grades,
    NULL AS password
FROM ({NAMED}) ORDER BY kind, number, copy"""

USERS_1P2 = f"""
SELECT id AS sourcedId, {BULK}, true AS enabledUser, username, '{{SIS:' || username || '}}'
        AS userIds,
    given_name AS givenName, family_name AS familyName, NULL AS middleName, username AS identifier,
    email, NULL AS sms, phone, agents AS agentSourcedIds, grade_name(grade) AS grades,
    NULL AS password, NULL AS userMasterIdentifier, NULL AS preferredGivenName,
    NULL AS preferredMiddleName, NULL AS preferredFamilyName,
    CASE WHEN kind < 2 THEN schools[1] END AS primaryOrgSourcedId, NULL AS pronouns
FROM ({NAMED}) ORDER BY kind, number, copy"""

ROLES = f"""
SELECT kind || '-' || number || '-' || org AS sourcedId, {BULK}, id AS userSourcedId,
    'primary' AS roleType, role, NULL AS beginDate, NULL AS endDate, org AS orgSourcedId,
    NULL AS userProfileSourcedId
FROM (SELECT *, unnest(schools) AS org FROM person) ORDER BY kind, number, org"""

ENROLLMENTS = f"""
SELECT number AS sourcedId, {BULK}, CASE fault WHEN 'enrollment-class-unknown' THEN 'x' || number
        ELSE class_id::VARCHAR END AS classSourcedId, school_id AS schoolSourcedId,
    CASE fault WHEN 'enrollment-user-unknown' THEN uuid_of('nobody', number) ELSE user_id END
        AS userSourcedId,
    CASE fault WHEN 'enrollment-role' THEN 'Student' ELSE role END AS role,
    CASE role WHEN 'teacher' THEN true END AS "primary",
    CASE fault WHEN 'enrollment-date-format' THEN strftime(first_day, '%-m/%-d/%Y')
        WHEN 'enrollment-dates-reversed' THEN end_day::VARCHAR ELSE first_day::VARCHAR END
        AS beginDate,
    CASE fault WHEN 'enrollment-dates-reversed' THEN first_day ELSE end_day END AS endDate
FROM enrollment ORDER BY number"""

DEMOGRAPHICS = f"""
SELECT id AS sourcedId, {BULK}, CASE fault WHEN 'birth-date-format'
        THEN strftime(birth_date, '%-m/%-d/%Y') ELSE birth_date::VARCHAR END AS birthDate,
    CASE fault WHEN 'sex-unknown' THEN upper(sex[1]) ELSE sex END AS sex,
    race = 0 AS americanIndianOrAlaskaNative, race = 1 AS asian,
    race = 2 AS blackOrAfricanAmerican, race = 3 AS nativeHawaiianOrOtherPacificIslander,
    race > 4 AS white, race = 4 AS demographicRaceTwoOrMoreRaces,
    race = 5 AS hispanicOrLatinoEthnicity, NULL AS countryOfBirthCode,
    NULL AS stateOfBirthAbbreviation, NULL AS cityOfBirth, NULL AS publicSchoolResidenceStatus
FROM demographic ORDER BY i"""

COMMON = {
    "academicSessions": SESSIONS,
    "orgs": ORGS,
    "courses": COURSES,
    "classes": CLASSES,
    "enrollments": ENROLLMENTS,
    "demographics": DEMOGRAPHICS,
}

FILES = {
    "1.1": COMMON | {"users": USERS_1P1},
    "1.2": COMMON | {"users": USERS_1P2, "roles": ROLES},
}
"""The SELECT of each data file of each version."""
