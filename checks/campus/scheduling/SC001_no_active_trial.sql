/*
code = "SC001"
name = "no-active-trial"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "schedule_structure"
key = ["structureID"]
message = "{calendar}, {structure}: no trial is active (sections: {sections}, teachers: {teachers})"
fix = "Scheduling & Courses > Build Schedules > Schedule Wizard: finish the schedule and make its trial active"
owner = "scheduler"
action = "activate a trial"
article = "Important Considerations"
of = "year_structure WHERE not_excluded"

Districts should not sync until student scheduling is finalized. A section counts only in an active
trial: in a schedule structure whose trials are all inactive, no class and no schedule is sent.
Structures without any section are left out, as are excluded ones. An active trial without sections
is active: SC003 and SC006 look at that.
*/
SELECT
    st.structureID,
    st.schoolID,
    st.calendarID,
    st.calendarName AS calendar,
    st.structureName AS structure,
    count(s.sectionID) AS sections,
    (
        SELECT count(DISTINCT h.personID)
        FROM section_criteria k
        JOIN section_teacher h ON h.sectionID = k.sectionID
        WHERE k.structureID = st.structureID
    ) AS teachers
FROM year_structure st
JOIN unfinished_structure u ON u.structureID = st.structureID
JOIN year_trial t ON t.structureID = st.structureID
JOIN Section s ON s.trialID = t.trialID
WHERE st.not_excluded
GROUP BY st.structureID, st.schoolID, st.calendarID, st.calendarName, st.structureName
