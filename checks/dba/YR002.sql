/*
code = "YR002"

Several school years are marked active: all of them.
*/
SELECT y.endYear
FROM SchoolYear y
WHERE y.active = 1
  AND EXISTS (SELECT 1 FROM SchoolYear o WHERE o.active = 1 AND o.endYear <> y.endYear)
ORDER BY y.endYear;
