/*
code = "YR002"

Several school years are marked active: all of them.

Read as T-SQL and tried, translated, on DuckDB; not on a SQL Server.
*/
SELECT y.endYear
FROM SchoolYear y
WHERE y.active = 1
  AND EXISTS (SELECT 1 FROM SchoolYear o WHERE o.active = 1 AND o.endYear <> y.endYear)
ORDER BY y.endYear;
