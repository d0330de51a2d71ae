/*
[[criterion]]
role = "relative"
name = "is_active"
check = "FA003"
title = "relationship is active"
fails = "relationship not active"
because = "{dates_today}"
doc = "Relatives: the relationship has begun and has not ended."

[[criterion]]
role = "relative"
name = "student_syncs"
title = "student will sync"
fails = "student does not sync"
doc = "Relatives: the related student is one that the API serves as active."

One row a relationship that is marked Portal and makes no guardian. A relationship without Portal
is normal and makes nobody a relative.
*/
CREATE TABLE relative_criteria AS
SELECT *
FROM relationship_criteria
WHERE has_portal AND NOT counts_as_guardian;
