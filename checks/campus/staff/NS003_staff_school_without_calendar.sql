/*
code = "NS003"
name = "staff-school-without-calendar"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "staff"
key = ["personID"]
message = "{who} is assigned to {schoolName}, which has no calendar in the school year ({assignments})"
fix = "Census > People > District Assignments: add an assignment at a school with a calendar, or give the school one"
owner = "staff records"
action = "give the school a calendar"
article = "Additional Census Records: Non-Teacher Staff"
judges = ["staff.record"]
of = "(SELECT DISTINCT personID FROM assignment_failure WHERE not_ended) staff"
uses = ["staff.record"]

Non-teaching staff are sent where the school of their assignment has a calendar in the active year:
typically a district office has none. None of this person's assignments passes, and the nearest one fails
because of its school. Further locations of an assignment are not counted: whether OneRoster honors them is
unknown. One finding a person, none for anyone scheduled as a teacher (TE001 to TE004); YR010 names the
school. Silent where no calendar exists at all (YR009).
*/
SELECT n.personID, n.who, n.schoolID, n.schoolName, n.assignments,
    (SELECT m.using_marks FROM need_mark m WHERE m.population = 'staff' AND m.field = 'record') AS vendors
FROM staff_nearest n
WHERE n.reason = 'school'
  AND EXISTS (SELECT 1 FROM district_calendar)
