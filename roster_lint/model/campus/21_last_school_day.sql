/*
The last school day of each school year, in all calendars of the district, summer calendars among
them: the last day in session, or the calendar's end where it has no days. Exclusion and --school
change nothing.
*/
CREATE TABLE year_last_day AS
SELECT c.endYear, max(coalesce(d.lastDay, c.endDate)) AS lastDay
FROM Calendar c
LEFT JOIN (
    SELECT calendarID, max(date) AS lastDay
    FROM Day
    WHERE schoolDay
    GROUP BY calendarID
) d ON d.calendarID = c.calendarID
GROUP BY c.endYear;
