/*
Everybody and every section that the funnel counts, with the first criterion at which each falls.
*/
CREATE VIEW population AS
SELECT role AS entity, schoolID, first_failed, to_be_deleted
FROM person_criteria
UNION ALL
SELECT
    'section',
    schoolID,
    CASE
        WHEN NOT in_active_trial THEN 'in_active_trial'
        WHEN NOT in_one_calendar THEN 'in_one_calendar'
        WHEN NOT has_school THEN 'has_school'
        WHEN NOT not_excluded THEN 'not_excluded'
        WHEN NOT is_active THEN 'is_active'
        WHEN NOT is_placed THEN 'is_placed'
    END,
    FALSE
FROM section_criteria;
