/*
code = "SC003"
name = "fuller-inactive-trial"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "schedule_structure"
key = ["structureID"]
message = "{calendar}, {structure}: the inactive trial {trial} has {fuller} roster records, the active one {active}"
fix = "Scheduling & Courses > Build Schedules > Schedule Wizard: make the finished trial active, or delete the scratch one"
owner = "scheduler"
article = "Important Considerations"
of = "year_structure WHERE not_excluded"

An inactive trial that holds more roster records than the active one is perhaps the finished schedule
that was never activated. Where there is no active trial at all, SC001 says it. One finding a
structure, naming the fullest inactive trial.
*/
SELECT
    st.structureID,
    st.schoolID,
    st.calendarID,
    st.calendarName AS calendar,
    st.structureName AS structure,
    max(CASE WHEN NOT filled.active AND filled.place = 1 THEN filled.trialName END) AS trial,
    max(CASE WHEN NOT filled.active THEN filled.rosterRows END) AS fuller,
    max(CASE WHEN filled.active THEN filled.rosterRows END) AS active
FROM year_structure st
JOIN (
    SELECT
        t.structureID,
        t.trialName,
        t.active,
        coalesce(sum(r.rosterRows), 0) AS rosterRows,
        row_number() OVER (
            PARTITION BY t.structureID, t.active
            ORDER BY coalesce(sum(r.rosterRows), 0) DESC, t.trialID
        ) AS place
    FROM year_trial t
    LEFT JOIN Section s ON s.trialID = t.trialID
    LEFT JOIN section_roster r ON r.sectionID = s.sectionID
    GROUP BY t.structureID, t.trialID, t.trialName, t.active
) filled ON filled.structureID = st.structureID
WHERE st.not_excluded
GROUP BY st.structureID, st.schoolID, st.calendarID, st.calendarName, st.structureName
HAVING max(CASE WHEN NOT filled.active THEN filled.rosterRows END) > max(CASE WHEN filled.active THEN filled.rosterRows END)
