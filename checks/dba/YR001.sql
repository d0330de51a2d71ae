/*
code = "YR001"

[differs]
"the active bit is spelled out" = "a column of bits holds no text: only a file can have it"
"a bit that cannot be read is not active" = "a column of bits holds no text: only a file can have it"

No school year is marked active: one row with NULL, or no row where there is an active year.

Read as T-SQL and tried, translated, on DuckDB; not on a SQL Server.
*/
SELECT CAST(NULL AS int) AS endYear
WHERE NOT EXISTS (SELECT 1 FROM SchoolYear WHERE active = 1);
