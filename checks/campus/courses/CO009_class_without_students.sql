/*
code = "CO009"
name = "class-without-students"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: class {section} arrives empty: it has {openRows} open roster records, and none of their students will be sent ({why})"
fix = "Fix what keeps the students back; or Scheduling & Courses > Courses > Sections > Roster: end the roster records"
owner = "scheduler"
article = "Courses/Sections"
judges = ["class.student"]
of = "section_criteria WHERE syncs"

A class that will be sent has open roster records, but none of their students will be sent, so it arrives
empty. Where no record is open CO005 reports it. An info where each student is accounted for: another finding
names the student, or what is above the student (the message names the codes), the student is left out as
marked, or is sent as ToBeDeleted (vendors see such a record as deleted, or simply as gone). Else a warning.
Silent where there is no active school year (YR001) or its dates are reversed (YR005): then nobody is sent.
*/
WITH empty_class AS (
    SELECT sectionID, count(*) AS openRows
    FROM roster_criteria
    WHERE section_syncs AND is_open AND personID IS NOT NULL
    GROUP BY sectionID
    HAVING NOT bool_or(is_sent)
),
-- Why each student of such a class is not sent: the codes that hold the student or the record back.
absent AS (
    SELECT DISTINCT
        e.sectionID,
        s.personID,
        o.outcome,
        coalesce(o.codes, n.code) AS codes
    FROM empty_class e
    JOIN roster_criteria s ON s.sectionID = e.sectionID AND s.is_open AND s.personID IS NOT NULL
    LEFT JOIN person_outcome o ON o.population = 'student' AND o.personID = s.personID
    LEFT JOIN finding n ON n.person_id = s.personID AND n.entity IN ('enrollment', 'roster')
),
reason AS (
    SELECT
        sectionID,
        bool_and(codes IS NOT NULL OR outcome IS NOT NULL) AS is_explained,
        nullif(count(DISTINCT CASE WHEN codes IS NULL THEN personID END), 0) AS others
    FROM absent
    GROUP BY sectionID
),
code AS (
    SELECT sectionID, string_agg(DISTINCT code, ', ' ORDER BY code) AS codes
    FROM (SELECT sectionID, unnest(string_split(codes, ' ')) AS code FROM absent) each
    GROUP BY sectionID
)
SELECT
    c.sectionID,
    c.schoolID,
    c.calendarID,
    c.calendarName AS calendar,
    c.sectionName AS section,
    e.openRows,
    concat_ws(
        ', ',
        'see ' || k.codes,
        CAST(w.others AS VARCHAR) || CASE WHEN w.is_explained THEN ' left out as marked' ELSE ' for no reason that a check names' END
    ) AS why,
    CASE WHEN w.is_explained THEN 'info' ELSE 'warning' END AS severity
FROM empty_class e
JOIN section_criteria c ON c.sectionID = e.sectionID
JOIN reason w ON w.sectionID = e.sectionID
LEFT JOIN code k ON k.sectionID = e.sectionID
CROSS JOIN judged_year y
WHERE NOT y.reversed
  AND EXISTS (SELECT 1 FROM school_year_window a WHERE a.active)
