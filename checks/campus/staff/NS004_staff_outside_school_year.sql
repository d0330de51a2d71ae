/*
code = "NS004"
name = "staff-outside-school-year"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "staff"
key = ["personID"]
message = "{who}: the dates of the district assignment ({startDate} to {endDate}) are outside the school year ({assignments})"
fix = "Census > People > District Assignments: correct the dates"
owner = "staff records"
action = "correct assignment dates"
article = "Additional Census Records: Non-Teacher Staff"
judges = ["staff.record"]
of = "(SELECT DISTINCT personID FROM assignment_failure WHERE not_ended) staff"
uses = ["staff.record"]

Staff are sent only if their district assignment falls within the school year dates. None of this person's
assignments passes, and the nearest one, which has not ended, fails because of its dates: mostly someone hired
for next year. The setting window_rule says whether dates must overlap the school year (default) or lie inside
it. One finding a person; none for anyone scheduled as a teacher (TE001). Silent where the year's own dates
are reversed (YR005), and where there is no school year at all (YR001).
*/
SELECT n.personID, n.who, n.schoolID, n.startDate, coalesce(CAST(n.endDate AS VARCHAR), 'open') AS endDate, n.assignments,
    (SELECT m.using_marks FROM need_mark m WHERE m.population = 'staff' AND m.field = 'record') AS vendors
FROM staff_nearest n
CROSS JOIN judged_year y
WHERE n.reason = 'year' AND NOT y.reversed AND y.endYear IS NOT NULL
