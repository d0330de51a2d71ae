/*
code = "ST011"
name = "duplicate-person-number"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} shares {numbers}"
fix = "Combine the records of one person who was entered twice (Combine Person), or correct the number (Census > People > Demographics)"
owner = "registrar"
article = "Students: Enrollments"
of = "syncing_person"

One student number, staff number or state ID on two people who would sync: mostly one person who was
entered twice. The two arrive as two accounts, or one swallows the other. Each of the three numbers is
compared by itself; where the source lacks one of the columns, the others are compared. Letter case
and blanks around a number do not matter, leading zeros do: 0123 and 123 are two numbers. One finding for each
of the people, naming who else has the number; a state ID itself is not printed. It counts for the vendors
that use the populations of at least two of them.

Silent on a number that OneRoster sends as the identifier where a vendor takes each identifier once and the
people are sent: VN008 reports it.
*/
SELECT
    personID,
    'person ' || CAST(personID AS VARCHAR) AS who,
    schoolID,
    calendarID,
    string_agg(DISTINCT number, ', ' ORDER BY number) AS numbers,
    string_agg(DISTINCT mark, ' ' ORDER BY mark) AS vendors
FROM (
    SELECT
        n.personID,
        p.schoolID,
        p.calendarID,
        'the ' || n.called || coalesce(' ' || n.shown, '') || ' with person '
            || CAST(CASE WHEN min(s.lowest) OVER number < n.personID THEN min(s.lowest) OVER number ELSE max(s.highest) OVER number END AS VARCHAR)
            || CASE WHEN max(s.people) OVER number > 2 THEN ' and ' || CAST(max(s.people) OVER number - 2 AS VARCHAR) || ' more' ELSE '' END AS number,
        s.vendor || ':warning:' AS mark
    FROM repeated_number n
    JOIN syncing_person p ON p.personID = n.personID
    JOIN person_vendor u ON u.personID = n.personID
    JOIN (
        SELECT
            m.called,
            m.numberKey,
            v.vendor,
            count(DISTINCT m.personID) AS people,
            min(m.personID) AS lowest,
            max(m.personID) AS highest
        FROM repeated_number m
        JOIN person_vendor v ON v.personID = m.personID
        GROUP BY m.called, m.numberKey, v.vendor
        HAVING count(DISTINCT m.personID) > 1
    ) s ON s.called = n.called AND s.numberKey = n.numberKey AND s.vendor = u.vendor
    WHERE NOT EXISTS (
        SELECT 1 FROM shared_identifier i WHERE i.personID = n.personID AND i.called = n.called
    )
    WINDOW number AS (PARTITION BY n.personID, n.called)
) shared
GROUP BY personID, schoolID, calendarID
