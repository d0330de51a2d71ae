/*
code = "RO006"
name = "overlapping-roster-rows"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} overlaps row {earlier}"
fix = "Scheduling & Courses > Walk-In Scheduler: in the student's schedule, end one of the two, or correct their dates"
owner = "scheduler"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND student_syncs"

Two rows of one student in one section whose dates overlap are sent as two enrollments in one class.
The finding is the later row, by start and then by ID; a blank date means the section's terms. Rows that
follow each other are normal: the student left and came back. Rows that end before they start, be it
before their terms begin, are left out (RO001, RO002), as are those of students who do not sync.
*/
SELECT later.rosterID, later.personID, coalesce(l.asStudent, 'person ' || CAST(later.personID AS VARCHAR)) AS who, later.schoolID, later.calendarID, s.sectionName AS section, min(earlier.rosterID) AS earlier
-- Few students have several rows in one section: anyone who has a second one comes first, rather than all
-- rows with all.
FROM (
    SELECT personID, sectionID, row_number() OVER (PARTITION BY personID, sectionID) AS nth
    FROM roster_criteria
    WHERE section_syncs AND student_syncs
) several
JOIN dated_roster later
    ON later.personID = several.personID
    AND later.sectionID = several.sectionID
    AND several.nth = 2
JOIN dated_roster earlier
    ON earlier.personID = later.personID
    AND earlier.sectionID = later.sectionID
    AND (
        coalesce(earlier.effectiveStart, DATE '1900-01-01') < later.effectiveStart
        OR (
            coalesce(earlier.effectiveStart, DATE '1900-01-01') = coalesce(later.effectiveStart, DATE '1900-01-01')
            AND earlier.rosterID < later.rosterID
        )
    )
JOIN live_section s ON s.sectionID = later.sectionID
LEFT JOIN person_label l ON l.personID = later.personID
WHERE coalesce(earlier.effectiveEnd, DATE '9999-12-31') >= coalesce(later.effectiveStart, DATE '1900-01-01')
  AND NOT coalesce(later.effectiveStart > later.effectiveEnd, FALSE)
GROUP BY later.rosterID, later.personID, l.asStudent, later.schoolID, later.calendarID, s.sectionName
