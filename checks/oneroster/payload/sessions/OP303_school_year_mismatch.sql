/*
code = "OP303"
name = "school-year-mismatch"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "session"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Session {sourcedId} has schoolYear {schoolYear}, not {expected}: {why}"
fix = "Send the year in which the school year ends, for its terms as well"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.2 academicSessions.csv"
of = "(SELECT s.sourcedId FROM payload_session s WHERE s.status = 'active') counted"

The school year is named by the year in which it ends, on all its sessions: 2027 for a fall term that
ends in 2026. So a session is compared with the school year or else the parent that it belongs to, never
with its own end; only a session of type schoolYear is. One without both may end in that year or in the
year before. Where the school year's own is wrong, sessions that agree with it are not listed again. The text defines
the value and has no must, hence a warning.
*/
SELECT
    'academicSessions.csv' AS file,
    s.sourcedId,
    s.schoolYear,
    CASE
        WHEN s.type = 'schoolYear' THEN year(s.endDate - 1)
        WHEN up.sourcedId IS NOT NULL THEN up.schoolYear
        WHEN p.sourcedId IS NOT NULL THEN p.schoolYear
        ELSE year(s.endDate - 1)
    END AS expected,
    CASE
        WHEN s.type = 'schoolYear' THEN 'it ends in that year'
        WHEN up.sourcedId IS NOT NULL THEN 'its school year ' || up.sourcedId || ' has that'
        WHEN p.sourcedId IS NOT NULL THEN 'its parent ' || p.sourcedId || ' has that'
        ELSE 'it ends in that year'
    END AS why,
    CAST(NULL AS VARCHAR) AS schoolID
FROM payload_session s
LEFT JOIN (
    SELECT a.sourcedId AS child, min_by(a.ancestor, a.depth) AS ancestor
    FROM payload_session_above a
    JOIN payload_session y ON y.sourcedId = a.ancestor AND y.type = 'schoolYear' AND y.schoolYear IS NOT NULL
    WHERE a.ancestor <> a.sourcedId
    GROUP BY a.sourcedId
) nearest ON nearest.child = s.sourcedId
LEFT JOIN payload_session up ON up.sourcedId = nearest.ancestor
LEFT JOIN payload_session p ON p.sourcedId = s.parentSourcedId AND p.schoolYear IS NOT NULL
WHERE s.status = 'active'
  AND s.startDate < s.endDate
  AND CASE
      WHEN s.type = 'schoolYear' THEN s.schoolYear <> year(s.endDate - 1)
      WHEN up.sourcedId IS NOT NULL THEN s.schoolYear <> up.schoolYear
      WHEN p.sourcedId IS NOT NULL THEN s.schoolYear <> p.schoolYear
      ELSE s.schoolYear NOT IN (year(s.endDate - 1), year(s.endDate - 1) + 1)
  END
