/*
The days between which a class is held: from the first day of its sessions to the day after the last one.
Without a row where one of them is not there or has no date.
*/
CREATE TABLE payload_class_span AS
SELECT
    t.class_place,
    CASE WHEN bool_and(s.startDate IS NOT NULL AND s.endDate > s.startDate) THEN min(s.startDate) END AS starts,
    CASE WHEN bool_and(s.startDate IS NOT NULL AND s.endDate > s.startDate) THEN max(s.endDate) END AS ends
FROM payload_class_term t
LEFT JOIN payload_session s ON s.sourcedId = t.termSourcedId
GROUP BY t.class_place;
