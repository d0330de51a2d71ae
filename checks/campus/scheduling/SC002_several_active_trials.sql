/*
code = "SC002"
name = "several-active-trials"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "schedule_structure"
key = ["structureID"]
message = "{calendar}, {structure}: {trials} active trials"
fix = "Scheduling & Courses > Build Schedules > Schedule Wizard: keep one trial active"
owner = "scheduler"
article = "Important Considerations"
of = "year_structure WHERE not_excluded"

A schedule structure has one active trial: the schedule in use. With several, students get the
classes of more than one scenario.
*/
SELECT
    st.structureID,
    st.schoolID,
    st.calendarID,
    st.calendarName AS calendar,
    st.structureName AS structure,
    count(*) AS trials
FROM year_structure st
JOIN year_trial t ON t.structureID = st.structureID
WHERE st.not_excluded AND t.active
GROUP BY st.structureID, st.schoolID, st.calendarID, st.calendarName, st.structureName
HAVING count(*) > 1
