/*
How full the columns are that no district leaves blank, or that refer to another table: how many rows of
the judged year there are, and how many of them have a value. From this: the columns whose keys match nothing,
with their totals (DA004), and the emptied columns (DA005).

Tables with many rows and nothing but keys are counted only where needed: for a key that matches nothing, or a
blank one.
*/
CREATE TABLE table_to_count AS
SELECT table_name FROM dangling_column
UNION
SELECT table_name FROM bad_cell WHERE fault = 'blank';

CREATE TABLE judged_column AS
SELECT table_name, column_name, judged_rows, filled
FROM (
    SELECT
        'School' AS table_name,
        unnest(['name']) AS column_name,
        count(*) AS judged_rows,
        unnest([count(r.name)]) AS filled
    FROM School r
    UNION ALL
    SELECT
        'Calendar',
        unnest(['schoolID', 'endYear', 'startDate', 'endDate']),
        count(*),
        unnest([count(r.schoolID), count(r.endYear), count(r.startDate), count(r.endDate)])
    FROM Calendar r
    JOIN calendar_year y ON y.calendarID = r.calendarID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT 'ScheduleStructure', unnest(['calendarID']), count(*), unnest([count(r.calendarID)])
    FROM ScheduleStructure r
    JOIN structure_year y ON y.structureID = r.structureID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT 'TermSchedule', unnest(['structureID']), count(*), unnest([count(r.structureID)])
    FROM TermSchedule r
    JOIN term_schedule_year y ON y.termScheduleID = r.termScheduleID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT
        'Term',
        unnest(['termScheduleID', 'startDate', 'endDate']),
        count(*),
        unnest([count(r.termScheduleID), count(r.startDate), count(r.endDate)])
    FROM Term r
    JOIN term_year y ON y.termID = r.termID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT 'Trial', unnest(['structureID', 'active']), count(*), unnest([count(r.structureID), count(r.active)])
    FROM Trial r
    JOIN trial_year y ON y.trialID = r.trialID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT 'Course', unnest(['calendarID']), count(*), unnest([count(r.calendarID)])
    FROM Course r
    JOIN course_year y ON y.courseID = r.courseID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT 'Section', unnest(['courseID', 'trialID']), count(*), unnest([count(r.courseID), count(r.trialID)])
    FROM table_to_count t
    JOIN Section r ON t.table_name = 'Section'
    JOIN section_year y ON y.sectionID = r.sectionID
    WHERE coalesce(y.of_year, TRUE)
    UNION ALL
    SELECT 'SectionPlacement', unnest(['sectionID', 'termID']), count(*), unnest([count(r.sectionID), count(r.termID)])
    FROM table_to_count t
    JOIN judged_placement r ON t.table_name = 'SectionPlacement'
    UNION ALL
    SELECT
        'Roster',
        unnest(['personID', 'sectionID', 'trialID']),
        count(*),
        unnest([count(r.personID), count(r.sectionID), count(r.trialID)])
    FROM table_to_count t
    JOIN judged_roster r ON t.table_name = 'Roster'
    UNION ALL
    SELECT
        'SectionStaffHistory',
        unnest(['sectionID', 'personID', 'staffType']),
        count(*),
        unnest([count(r.sectionID), count(r.personID), count(r.staffType)])
    FROM judged_staff_history r
    UNION ALL
    SELECT 'Person', unnest(['currentIdentityID']), count(*), unnest([count(r.currentIdentityID)])
    FROM Person r
    UNION ALL
    SELECT 'Identity', unnest(['personID', 'lastName']), count(*), unnest([count(r.personID), count(r.lastName)])
    FROM Identity r
    UNION ALL
    SELECT 'UserAccount', unnest(['personID']), count(*), unnest([count(r.personID)])
    FROM UserAccount r
    UNION ALL
    SELECT 'Contact', unnest(['personID']), count(*), unnest([count(r.personID)])
    FROM Contact r
    UNION ALL
    SELECT
        'Enrollment',
        unnest(['personID', 'calendarID', 'structureID', 'grade', 'startDate', 'endYear']),
        count(*),
        unnest([
            count(r.personID), count(r.calendarID), count(r.structureID), count(r.grade), count(r.startDate), count(r.endYear)
        ])
    FROM judged_enrollment r
    UNION ALL
    SELECT
        'GradeLevel',
        unnest(['structureID', 'name', 'calendarID']),
        count(*),
        unnest([count(r.structureID), count(r.name), count(r.calendarID)])
    FROM judged_grade_level r
    UNION ALL
    SELECT
        'EmploymentAssignment',
        unnest(['personID', 'schoolID', 'startDate']),
        count(*),
        unnest([count(r.personID), count(r.schoolID), count(r.startDate)])
    FROM judged_assignment r
    UNION ALL
    SELECT 'RelatedPair', unnest(['personID1', 'personID2']), count(*), unnest([count(r.personID1), count(r.personID2)])
    FROM table_to_count t
    JOIN judged_relationship r ON t.table_name = 'RelatedPair'
    UNION ALL
    SELECT 'Day', unnest(['calendarID']), count(*), unnest([count(r.calendarID)])
    FROM table_to_count t
    JOIN judged_day r ON t.table_name = 'Day'
    UNION ALL
    -- A row without its key is no longer in any table. School years and people belong to no year.
    SELECT b.table_name, b.column_name, count(*), 0
    FROM bad_cell b
    WHERE b.fault = 'blank'
      AND (
          (b.table_name = 'SchoolYear' AND b.column_name = 'endYear' AND NOT EXISTS (SELECT 1 FROM SchoolYear))
          OR (b.table_name = 'Person' AND b.column_name = 'personID' AND NOT EXISTS (SELECT 1 FROM Person))
      )
    GROUP BY b.table_name, b.column_name
    UNION ALL
    SELECT b.table_name, b.column_name, count(*), 0
    FROM bad_cell b
    LEFT JOIN structure_year y ON y.structureID = CAST(json_extract_string(b.record, '$.structureID') AS BIGINT)
    WHERE b.fault = 'blank' AND b.table_name = 'GradeLevel' AND b.column_name = 'name'
      AND coalesce(y.of_year, TRUE)
      AND NOT EXISTS (SELECT 1 FROM judged_grade_level)
    GROUP BY b.table_name, b.column_name
) counted;

-- Columns without a single value in the judged year. One that holds nothing but values that cannot be
-- read is not blank: DA001 or DA006 names it. Beside blank ones such a value counts as missing.
CREATE TABLE emptied_column AS
SELECT j.table_name, j.column_name, j.judged_rows
FROM judged_column j
JOIN source_column c ON c.table_name = j.table_name AND c.column_name = j.column_name AND c.present
JOIN column_fact k ON k.table_name = j.table_name AND k.column_name = j.column_name AND k.filled
LEFT JOIN (
    SELECT table_name, column_name, count(*) AS cells FROM bad_cell WHERE fault = 'unreadable' GROUP BY table_name, column_name
) b ON b.table_name = j.table_name AND b.column_name = j.column_name
WHERE j.judged_rows > coalesce(b.cells, 0)
  AND j.filled = 0
  AND NOT EXISTS (
      SELECT 1 FROM other_format f WHERE f.table_name = j.table_name AND f.column_name = j.column_name
  );

-- From the setting dangling_share and five rows on, or where no value matches anything, no result can be
-- relied on.
CREATE TABLE dangling_reference AS
SELECT
    d.table_name,
    d.column_name,
    d.parent,
    d.lost,
    j.filled AS total,
    d.kinds,
    d.first,
    d.last,
    d.lost = j.filled
        OR (d.lost >= 5 AND (coalesce(d.lost >= t.dangling_share * j.filled, FALSE) OR coalesce(d.lost >= t.dangling_number, FALSE))) AS is_too_many
FROM dangling_column d
JOIN judged_column j ON j.table_name = d.table_name AND j.column_name = d.column_name
CROSS JOIN settings t;

-- Two of the rows, to look them up by.
CREATE TABLE dangling_sample AS
SELECT table_name, column_name, first AS record FROM dangling_reference
UNION
SELECT table_name, column_name, last FROM dangling_reference;

-- Their names: their lines, where the source is a file in which each line is a row
-- (sample_line is filled once the model stands), else their keys.
CREATE VIEW dangling_shown AS
SELECT
    c.table_name,
    c.column_name,
    CASE count(n.line)
        WHEN 0 THEN string_agg(replace(replace(replace(replace(replace(c.record, '{', ''), '}', ''), '"', ''), ':', ' '), ',', ', '), ' and ' ORDER BY c.record)
        WHEN 1 THEN 'line ' || CAST(min(n.line) AS VARCHAR)
        ELSE 'lines ' || string_agg(CAST(n.line AS VARCHAR), ' and ' ORDER BY n.line)
    END AS samples
FROM dangling_sample c
LEFT JOIN sample_line n ON n.table_name = c.table_name AND n.record = c.record
GROUP BY c.table_name, c.column_name;
