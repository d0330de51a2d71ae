"""Writes a believable, mostly healthy Infinite Campus snapshot of any number of students.

A folder of CSV files for school year 2027 (2026-07-01 to 2027-06-30) as it stands in mid
September, with last year's calendars, sections and enrollments. The same arguments give the same
files. Every person in it is invented.
"""

from pathlib import Path

from writing import parser_of, write_folder, write_with

SIZES = {"per_school": 600, "per_section": 26, "per_teacher": 6, "per_other_staff": 40}
"""Students a school, students a section, sections a teacher, students a non-teacher."""

FAULT_SHARE = 0.005
"""The share of people with each fault: no username, no email, a No Show, an ended enrollment.

Another one can be asked for; that of the enrollments, which would take students out of the
district, stays.
"""

# Who goes where is arithmetic, so that any size is written in one pass: student i is in grade
# i % 13 at rank i // 13, and the schools of a level share the ranks evenly. Children thus move up
# to a school nearby, and siblings, who have neighboring numbers, live near each other.
SCAFFOLD = """
CREATE MACRO chance(id, topic) AS (hash(id, topic, getvariable('seed')) % 1000000) / 1e6;
CREATE MACRO faulty(id, topic) AS chance(id, topic) < getvariable('fault_share');
CREATE MACRO gone(id, topic) AS chance(id, topic) < getvariable('gone_share');
CREATE MACRO pick(id, topic, words) AS words[1 + floor(chance(id, topic) * len(words))::INT];
CREATE MACRO grade_name(grade) AS CASE grade WHEN 0 THEN 'KG' ELSE lpad(grade::VARCHAR, 2, '0') END;

SET VARIABLE cohort = (getvariable('students') + 12) // 13;
CREATE TABLE level AS
SELECT *, (sum(schools) OVER (ORDER BY level) - schools)::BIGINT AS schools_before
FROM (
    SELECT *, greatest(1, round(getvariable('students') * (highest - lowest + 1) / 13
        / getvariable('per_school')))::BIGINT AS schools
    FROM (VALUES (0, 'Elementary', 0, 5, 4), (1, 'Middle', 6, 8, 4), (2, 'High', 9, 12, 2))
        AS t (level, kind, lowest, highest, terms)
);
CREATE TABLE school AS
SELECT schools_before + place + 1 AS schoolID, *
FROM (SELECT *, unnest(range(schools)) AS place FROM level);
SET VARIABLE schools = (SELECT count(*) FROM school);
CREATE TABLE calendar AS
SELECT (endYear - 2026) * getvariable('schools') + schoolID AS calendarID, *,
    last_day - first_day + 1 AS days
FROM school, (VALUES (2026, DATE '2025-08-18', DATE '2026-06-12'),
    (2027, DATE '2026-08-17', DATE '2027-06-11')) AS t (endYear, first_day, last_day);

CREATE TABLE school_grade AS
SELECT *, greatest(1, round((next_rank - first_rank) / getvariable('per_section')))::BIGINT
    AS sections
FROM (
    SELECT schoolID, unnest(range(lowest, highest + 1)) AS grade,
        ceil(place * getvariable('cohort') / schools)::BIGINT AS first_rank,
        ceil((place + 1) * getvariable('cohort') / schools)::BIGINT AS next_rank
    FROM school
);
CREATE TABLE course AS
SELECT row_number() OVER w AS courseID, calendarID, endYear, schoolID, grade, subject, title,
    sections, (sum(sections) OVER w)::BIGINT - sections + 1 AS first_section
FROM calendar JOIN school_grade USING (schoolID),
    (VALUES (0, 'English'), (1, 'Mathematics'), (2, 'Science'), (3, 'Social Studies'),
        (4, 'Art'), (5, 'Music'), (6, 'Physical Education')) AS t (subject, title)
WINDOW w AS (ORDER BY endYear, schoolID, subject, grade ROWS UNBOUNDED PRECEDING);
CREATE TABLE section AS
SELECT *, slot // getvariable('per_teacher') AS place
FROM (
    SELECT first_section + nth AS sectionID, courseID, calendarID, schoolID, nth + 1 AS number,
        endYear, row_number() OVER (PARTITION BY calendarID ORDER BY first_section + nth) - 1
            AS slot
    FROM (SELECT *, unnest(range(sections)) AS nth FROM course)
);

CREATE TABLE staff AS
SELECT *, row_number() OVER (ORDER BY teacher DESC, schoolID, place) AS assignmentID,
    assignmentID * 4 + 2 AS personID
FROM (
    SELECT schoolID, place, 1 AS teacher, count(*) OVER (PARTITION BY schoolID) AS teachers
    FROM section GROUP BY schoolID, place
    UNION ALL
    SELECT 1 + i * getvariable('per_other_staff') * getvariable('schools')
        // getvariable('students'), i, 0, 0
    FROM range(getvariable('students') // getvariable('per_other_staff')) AS t (i)
);
CREATE TABLE teaches AS
SELECT sectionID, assignmentID, personID, 'P' AS staffType
FROM section JOIN staff USING (schoolID, place) WHERE teacher = 1
UNION ALL
SELECT sectionID, assignmentID, personID, 'T'
FROM section JOIN staff ON staff.schoolID = section.schoolID AND teacher = 1
    AND staff.place = (section.place + 1) % teachers
WHERE teachers > 1 AND chance(sectionID, 'co-teacher') < 0.08;

CREATE TABLE enrolled AS
SELECT (endYear - 2026) * 13 * getvariable('cohort') + rank * 13 + grade + 1 AS enrollmentID,
    student * 4 + 1 AS personID, calendarID, endYear, grade, rank - first_rank AS place, first_day,
    endYear = 2027 AND gone(student, 'no-show') AS no_show,
    CASE WHEN endYear = 2026 THEN last_day WHEN gone(student, 'ended')
        THEN first_day + 4 + (chance(student, 'end') * 20)::INT END AS ended,
    CASE WHEN ended IS NULL AND NOT no_show AND chance(student, 'late') < 0.03
        THEN first_day + 1 + (chance(student, 'start') * 25)::INT END AS came_late
FROM (
    SELECT *, schools_before + 1 + rank * schools // getvariable('cohort') AS schoolID
    FROM (
        SELECT i AS student, i // 13 AS rank, i % 13 AS grade, 2027 AS endYear
        FROM range(getvariable('students')) AS t (i)
        UNION ALL
        SELECT i, i // 13, i % 13 - 1, 2026
        FROM range(getvariable('students')) AS t (i) WHERE i % 13 > 0
        UNION ALL -- last year's seniors, who have left
        SELECT getvariable('students') + i, i, 12, 2026
        FROM range(getvariable('cohort')) AS t (i)
    ) JOIN level ON grade BETWEEN lowest AND highest
) JOIN calendar USING (schoolID, endYear) JOIN school_grade USING (schoolID, grade);

CREATE TABLE related AS -- one or two guardians a family, and now and then a grandparent
SELECT i * 4 + 1 AS student, family, parent * 4 + 3 AS relative, 1 AS guardian, 1 AS portal
FROM (SELECT i, i * 7 // 10 AS family, family * 2 + unnest([0, 1]) AS parent
    FROM range(getvariable('students')) AS t (i))
WHERE parent % 2 = 0 OR chance(parent, 'second') < 0.6
UNION ALL
SELECT i * 4 + 1, i * 7 // 10 AS family, family * 4 + 4, 0, (family % 2)::INT
FROM range(getvariable('students')) AS t (i) WHERE chance(i * 7 // 10, 'grandparent') < 0.1;

CREATE TABLE person AS
SELECT *, letter || personID AS username, faulty(personID, 'no-user-name') AS lacks_username
FROM (
    SELECT DISTINCT personID, (personID - 1) // 4 * 7 // 10 AS family, 's' AS letter,
        'students.example.org' AS domain, 'nav-wrapper/student/portal/student' AS homepage
    FROM enrolled
    UNION ALL
    SELECT personID, -personID, 't', 'example.org', 'nav-wrapper/TeacherApp/control-center/home'
    FROM staff
    UNION ALL
    SELECT DISTINCT relative, family, 'p', 'families.example.org',
        'nav-wrapper/parent/portal/parent'
    FROM related
);
"""

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


def generate(
    students: int,
    folder: Path,
    seed: int = 1,
    last_year_rosters: bool = False,
    faults: float = FAULT_SHARE,
) -> None:
    """Write one CSV file a table into a folder, which appears only when it is complete.

    Args:
        students: how many are enrolled this year; about as many enrollments ended last year.
        folder: where the files go; must not exist.
        seed: another seed spreads the faults over other people.
        last_year_rosters: also write last year's roster records, as many as this year's.
        faults: the share of people without a username, and of those without an email.

    Raises:
        FileExistsError: the folder exists.
    """
    settings = SIZES | {
        "students": students,
        "seed": seed,
        "fault_share": faults,
        "gone_share": FAULT_SHARE,
        "last_year_rosters": last_year_rosters,
    }
    write_folder(folder, settings, SCAFFOLD, TABLES)


def main() -> None:
    """Run from the command line."""
    parser = parser_of((__doc__ or "").split("\n")[0])
    parser.add_argument("--last-year-rosters", action="store_true")
    parser.add_argument("--faults", type=float, default=FAULT_SHARE)
    write_with(generate, parser)


if __name__ == "__main__":
    main()
