/*
Students and their guardians by their places, whichever of the two names the other as an agent.
*/
CREATE TABLE sent_student_guardian AS
SELECT a.user_place AS student_place, a.agent_place AS guardian_place
FROM sent_user_agent a
JOIN sent_user_kind s ON s.user_place = a.user_place AND s.is_student
JOIN sent_user_kind g ON g.user_place = a.agent_place AND g.is_guardian
UNION ALL
SELECT a.agent_place, a.user_place
FROM sent_user_agent a
JOIN sent_user_kind s ON s.user_place = a.agent_place AND s.is_student
JOIN sent_user_kind g ON g.user_place = a.user_place AND g.is_guardian;
