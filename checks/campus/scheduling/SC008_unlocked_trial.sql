/*
code = "SC008"
name = "unlocked-trial"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "schedule_structure"
key = ["structureID"]
message = "{calendar}, {structure}: the active trial {trial} is not locked"
fix = "Scheduling & Courses > Build Schedules > Schedule Wizard: lock the trial when the schedule is final"
owner = "scheduler"
article = "Important Considerations"
of = "year_structure WHERE not_excluded"
needs = ["Trial.locked"]

Worth knowing: in some states the active trial is locked when its year is made active, so an unlocked
one may still be in the making. The article does not ask for it.
*/
SELECT
    st.structureID,
    st.schoolID,
    st.calendarID,
    st.calendarName AS calendar,
    st.structureName AS structure,
    min(t.trialName) AS trial
FROM year_structure st
JOIN year_trial t ON t.structureID = st.structureID
WHERE st.not_excluded AND t.active AND NOT t.locked
GROUP BY st.structureID, st.schoolID, st.calendarID, st.calendarName, st.structureName
