/*
code = "SC011"
name = "terms-over"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "calendar"
key = ["calendarID"]
message = "{calendar}: the last term of its classes {ends} on {lastEnd}, but the calendar goes on until {calendarEnd}"
fix = "Correct the term dates (System Administration > Calendar > Terms), or place sections that go on in a term that runs longer"
owner = "scheduler"
article = "Important Considerations"
of = "year_calendar WHERE not_excluded"

Vendors archive a class when its terms are over: students who are still at work lose it. The end of the
calendar (if blank, of the school year) is compared with the latest end of a term in which one of its sections
that would be sent (live, active, not excluded) meets. A warning from the day after that term's end as long as
the calendar has not ended, if the calendar goes on for more than 14 days after it; a few days for grades and
clean-up are normal. An info from 14 days before the term's end to the day itself, under the same
condition: there is time to correct the dates.

Silent where a term's dates are in doubt (SC005), where the active school year is not the one to sync
or does not hold the as-of date (YR003, YR008), and for a summer calendar while a calendar of the
school year other than a summer one goes on.
*/
SELECT
    over.calendarID,
    over.schoolID,
    over.calendar,
    over.lastEnd,
    over.calendarEnd,
    CASE WHEN over.lastEnd < t.as_of THEN 'ended' ELSE 'ends' END AS ends,
    CASE WHEN over.lastEnd < t.as_of THEN 'warning' ELSE 'info' END AS severity
FROM (
    SELECT
        c.calendarID,
        c.schoolID,
        c.calendarName AS calendar,
        c.summerSchool,
        max(d.termEnd) AS lastEnd,
        coalesce(c.endDate, y.windowEnd) AS calendarEnd
    FROM year_calendar c
    JOIN live_section s ON s.calendarID = c.calendarID AND s.not_excluded AND s.is_active
    JOIN section_dates d ON d.sectionID = s.sectionID
    CROSS JOIN judged_year y
    GROUP BY c.calendarID, c.schoolID, c.calendarName, c.summerSchool, c.endDate, y.windowEnd
    HAVING NOT bool_or(d.in_doubt)
) over
CROSS JOIN settings t
JOIN judged_year y ON t.as_of BETWEEN y.windowStart AND y.windowEnd
JOIN expected_year e ON e.endYear = y.endYear
WHERE t.as_of >= over.lastEnd - 14
  AND t.as_of <= over.calendarEnd
  AND over.calendarEnd > over.lastEnd + 14
  AND NOT (
      over.summerSchool
      AND EXISTS (
          SELECT 1 FROM district_calendar o
          WHERE NOT o.summerSchool AND coalesce(o.endDate, y.windowEnd) >= t.as_of
      )
  )
