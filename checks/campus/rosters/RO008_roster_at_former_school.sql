/*
code = "RO008"
name = "roster-at-former-school"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} is still open, although the student's enrollment there does not sync and one elsewhere does{consequence}"
fix = "Scheduling & Courses > Walk-In Scheduler: end the student's schedule in the former calendar"
owner = "scheduler"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND is_open"

A student who has moved to another school or calendar and whose schedule at the old one was not ended
stays in the old classes at the vendor. Tested are open rows in a calendar of the school year in which the
student has an enrollment, none of them one that syncs, while another one elsewhere syncs. By roster_rule
such rows are predicted as sent (any), or as left out (calendar). Silent where ST007 or ST008 names the
enrollment in that calendar, and where there is none at all (RO003). A row is open until its end date, or
until the end of its section's terms where it has none.
*/
SELECT
    r.rosterID,
    r.personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who,
    r.schoolID,
    r.calendarID,
    s.sectionName AS section,
    CASE t.roster_rule WHEN 'any' THEN ': the student stays in this class' ELSE '' END AS consequence,
    CASE t.roster_rule WHEN 'any' THEN 'wrong' ELSE 'missing' END AS effect
FROM enrolled_student former
JOIN roster_criteria r ON r.personID = former.personID AND r.calendarID = former.calendarID AND r.is_open
JOIN live_section s ON s.sectionID = r.sectionID
CROSS JOIN settings t
LEFT JOIN person_label l ON l.personID = r.personID
WHERE former.code = 'RO008'
  AND r.section_syncs
  AND EXISTS (SELECT 1 FROM enrollment_criteria o WHERE o.personID = former.personID AND o.syncs)
