/*
code = "NS002"
name = "staff-assignment-ended"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "staff"
key = ["personID"]
message = "{who} has duties or a staff account, but every district assignment has ended ({assignments})"
fix = "Census > People > District Assignments: correct the end date or add an assignment; or end the duties and disable the account"
owner = "staff records"
action = "correct assignment end dates"
article = "Additional Census Records: Non-Teacher Staff"
judges = ["staff.record"]
of = "(SELECT DISTINCT personID FROM assignment_failure) staff"
uses = ["staff.record"]

Staff whose assignments have ended should vanish. But for someone who is still section staff of a live
section, or still has an enabled staff account, the end date may be a mistake. An assignment that ends on the
as-of date has not ended. A staff account is an enabled one whose homepage is not Campus Parent or Campus
Student; without UserAccount.homepage accounts prove nothing. One finding a person; none for anyone scheduled
as a teacher (TE002).
*/
SELECT n.personID, n.who, n.schoolID, n.assignments,
    (SELECT m.using_marks FROM need_mark m WHERE m.population = 'staff' AND m.field = 'record') AS vendors
FROM staff_nearest n
CROSS JOIN settings t
WHERE n.reason = 'ended'
  AND (
      EXISTS (
          SELECT 1 FROM staff_history_criteria h
          WHERE h.personID = n.personID AND h.is_in_schedule AND h.not_ended AND NOT h.is_teacher_row
      )
      OR EXISTS (
          SELECT 1 FROM UserAccount a
          WHERE a.personID = n.personID
            AND NOT coalesce(a.disable, FALSE)
            AND a.username IS NOT NULL
            AND t.has_homepages
            AND lower(coalesce(a.homepage, '')) NOT LIKE '%portal/parent%'
            AND lower(coalesce(a.homepage, '')) NOT LIKE '%portal/student%'
      )
  )
