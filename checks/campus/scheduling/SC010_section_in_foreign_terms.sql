/*
code = "SC010"
name = "section-in-foreign-terms"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section {section} is placed in terms of another schedule structure or school year ({terms}){rest} (teachers: {teachers})"
fix = "Scheduling & Courses > Courses > Sections > Schedule Placement: place the section in terms of its own schedule structure"
owner = "scheduler"
action = "place sections in their own terms"
article = "Important Considerations"
of = "live_section WHERE not_excluded AND is_active"

A class is sent with its terms, and their dates. A term counts for a section only if its term schedule
belongs to the schedule structure of the section's own trial; any term schedule of that structure does
(full year, semesters, quarters). Placed in last year's terms alone, a class arrives with last year's
dates, or not at all: an error. Where a term of its own remains, a warning. Tested are the placements of
the section's own trial. Excluded and inactive sections are left out; a term or term schedule that is not
there is DA004's.
*/
SELECT
    s.sectionID,
    s.schoolID,
    s.calendarID,
    s.calendarName AS calendar,
    s.sectionName AS section,
    f.terms,
    CASE WHEN f.some_own THEN '' ELSE ' and nowhere else' END AS rest,
    m.teachers,
    CASE WHEN f.some_own THEN 'warning' ELSE 'error' END AS severity,
    CASE WHEN f.some_own THEN 'wrong' ELSE 'missing' END AS effect
FROM live_section s
JOIN (
    SELECT
        p.sectionID,
        bool_or(p.belongs = 'own') AS some_own,
        string_agg(
            coalesce(t.name, 'term') || ' ' || CAST(p.termID AS VARCHAR) || coalesce(' from ' || CAST(t.startDate AS VARCHAR), ''),
            ', '
            ORDER BY p.termID
        ) FILTER (WHERE p.belongs = 'foreign') AS terms
    FROM section_placed p
    JOIN Term t ON t.termID = p.termID
    GROUP BY p.sectionID
    HAVING bool_or(p.belongs = 'foreign')
) f ON f.sectionID = s.sectionID
JOIN section_members m ON m.sectionID = s.sectionID
WHERE s.not_excluded AND s.is_active
