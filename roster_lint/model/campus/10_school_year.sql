/*
The school years, their windows, which year should be active, and which one is judged.

A blank start is January 1 of the start year and a blank end is December 31 of the end year: that
is the window that Campus assumes (School Year Dates and Active Year). To find out which year should be
active, a blank end counts as July 1 or June 30 instead, or two years would claim each spring.
*/
CREATE TABLE school_year_window AS
SELECT
    y.endYear,
    CAST(y.endYear - 1 AS VARCHAR) || '-' || right(CAST(y.endYear AS VARCHAR), 2) AS yearName,
    coalesce(y.active, FALSE) AS active,
    coalesce(y.startDate, CAST(CAST(coalesce(y.startYear, y.endYear - 1) AS VARCHAR) || '-01-01' AS DATE)) AS windowStart,
    coalesce(y.endDate, CAST(CAST(y.endYear AS VARCHAR) || '-12-31' AS DATE)) AS windowEnd,
    y.startDate IS NULL AS startAssumed,
    y.endDate IS NULL AS endAssumed,
    coalesce(y.startDate, CAST(CAST(coalesce(y.startYear, y.endYear - 1) AS VARCHAR) || '-07-01' AS DATE)) AS likelyStart,
    coalesce(y.endDate, CAST(CAST(y.endYear AS VARCHAR) || '-06-30' AS DATE)) AS likelyEnd
FROM SchoolYear y;

-- One row: the year that the settings name; else the latest-starting window that holds the as-of date; else
-- the next window to open; else none.
CREATE TABLE expected_year AS
SELECT coalesce(
    s.expected_year,
    (
        SELECT w.endYear FROM school_year_window w
        WHERE s.as_of BETWEEN w.likelyStart AND w.likelyEnd
        ORDER BY w.likelyStart DESC, w.endYear DESC LIMIT 1
    ),
    (
        SELECT w.endYear FROM school_year_window w
        WHERE w.likelyStart > s.as_of AND w.likelyEnd >= w.likelyStart
        ORDER BY w.likelyStart, w.endYear LIMIT 1
    )
) AS endYear
FROM settings s;

-- One row: the expected year if it is among the active ones, else the latest active, else the
-- expected one although it is not active.
CREATE TABLE judged_year AS
SELECT
    chosen.endYear,
    CAST(chosen.endYear - 1 AS VARCHAR) || '-' || right(CAST(chosen.endYear AS VARCHAR), 2) AS yearName,
    coalesce(w.windowStart, CAST(CAST(chosen.endYear - 1 AS VARCHAR) || '-01-01' AS DATE)) AS windowStart,
    coalesce(w.windowEnd, CAST(CAST(chosen.endYear AS VARCHAR) || '-12-31' AS DATE)) AS windowEnd,
    coalesce(w.startAssumed, TRUE) AS startAssumed,
    coalesce(w.endAssumed, TRUE) AS endAssumed,
    coalesce(w.active, FALSE) AS active,
    coalesce(w.windowStart > w.windowEnd, FALSE) AS reversed
FROM (
    SELECT coalesce(
        (SELECT e.endYear FROM expected_year e JOIN school_year_window w ON w.endYear = e.endYear WHERE w.active),
        (SELECT max(w.endYear) FROM school_year_window w WHERE w.active),
        (SELECT e.endYear FROM expected_year e)
    ) AS endYear
) chosen
LEFT JOIN school_year_window w ON w.endYear = chosen.endYear;
