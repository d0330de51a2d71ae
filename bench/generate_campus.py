"""Writes a believable, mostly healthy Infinite Campus snapshot of any number of students.

A folder of CSV files for school year 2027 (2026-07-01 to 2027-06-30) as it stands in mid
September, with last year's calendars, sections and enrollments. The same arguments give the same
files. Every person in it is invented.
"""

from pathlib import Path

from campus_sql import TABLES
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
