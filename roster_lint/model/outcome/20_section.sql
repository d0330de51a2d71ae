/*
What becomes of each class that will not sync, and of each roster record that will not be sent.

A class is held back where a check names the cause, else left out as it is marked. A roster record follows
its section, and else its student; a student without any enrollment in the calendar is RO003's.
*/
CREATE TABLE data_codes AS
SELECT cause, string_agg(code, ' ' ORDER BY code) AS codes
FROM data_code
GROUP BY cause;

-- The cause of each class. A class in an inactive trial is named by the roster records that are lost with it
-- (RO005); where no student of these would sync, an excluded calendar or structure is the cause (EX001), or
-- nothing is lost.
CREATE TABLE named_cause AS
SELECT
    c.sectionID,
    CASE
        WHEN c.code <> 'RO005' OR n.section_id IS NOT NULL THEN c.code
        WHEN NOT y.ancestors_not_excluded THEN e.code
    END AS code
FROM section_cause c
JOIN year_section y ON y.sectionID = c.sectionID
LEFT JOIN (SELECT DISTINCT section_id FROM finding WHERE code = 'RO005') n ON n.section_id = c.sectionID
LEFT JOIN (SELECT DISTINCT code FROM finding WHERE code = 'EX001') e ON TRUE;

CREATE TABLE section_outcome AS
SELECT
    s.sectionID,
    s.schoolID,
    s.sectionName,
    CASE
        WHEN NOT s.in_active_trial THEN 'in_active_trial'
        WHEN NOT s.in_one_calendar THEN 'in_one_calendar'
        WHEN NOT s.has_school THEN 'has_school'
        WHEN NOT s.not_excluded THEN 'not_excluded'
        WHEN NOT s.is_active THEN 'is_active'
        ELSE 'is_placed'
    END AS failed,
    CASE WHEN c.code IS NULL THEN 'left_out' ELSE 'held_back' END AS outcome,
    coalesce(d.codes, c.code) AS codes
FROM section_criteria s
LEFT JOIN named_cause c ON c.sectionID = s.sectionID
LEFT JOIN data_codes d ON d.cause = c.code
WHERE NOT s.syncs;

CREATE TABLE named_roster AS
SELECT DISTINCT CAST(json_extract_string(key, '$.rosterID') AS BIGINT) AS rosterID, code
FROM finding
WHERE entity = 'roster' AND severity IN ('error', 'warning');

CREATE TABLE roster_outcome AS
SELECT
    r.rosterID,
    r.personID,
    r.sectionID,
    r.schoolID,
    CASE WHEN r.section_syncs THEN 'student_syncs' ELSE 'section_syncs' END AS failed,
    CASE
        WHEN r.section_syncs AND p.outcome IS NOT NULL THEN p.outcome
        WHEN s.outcome IS NOT NULL THEN s.outcome
        WHEN n.codes IS NOT NULL OR NOT r.section_syncs OR r.personID IS NULL THEN 'held_back'
        ELSE 'left_out'
    END AS outcome,
    CASE
        WHEN r.section_syncs AND p.outcome IS NOT NULL THEN p.codes
        WHEN s.outcome IS NOT NULL THEN s.codes
        WHEN n.codes IS NOT NULL THEN n.codes
        WHEN r.personID IS NULL OR r.sectionID IS NULL THEN coalesce(blank.codes, 'DA003')
        WHEN NOT r.section_syncs THEN coalesce(lost.codes, 'DA004')
    END AS codes
FROM roster_criteria r
LEFT JOIN section_outcome s ON s.sectionID = r.sectionID
LEFT JOIN person_outcome p ON p.population = 'student' AND p.personID = r.personID
LEFT JOIN (
    SELECT rosterID, string_agg(code, ' ' ORDER BY code) AS codes
    FROM named_roster
    GROUP BY rosterID
) n ON n.rosterID = r.rosterID
LEFT JOIN data_codes blank ON blank.cause = 'DA003'
LEFT JOIN data_codes lost ON lost.cause = 'DA004'
WHERE NOT r.is_sent;

-- Everything that the funnel counts and the rows behind it, each with one outcome.
CREATE VIEW record_outcome AS
SELECT population, personID, CAST(NULL AS BIGINT) AS sectionID, CAST(NULL AS BIGINT) AS rosterID, schoolID, failed, outcome, codes
FROM person_outcome
UNION ALL
SELECT 'section', NULL, sectionID, NULL, schoolID, failed, outcome, codes
FROM section_outcome
UNION ALL
SELECT 'roster', personID, sectionID, rosterID, schoolID, failed, outcome, codes
FROM roster_outcome;
