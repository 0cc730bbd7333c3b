-- Which incidents cost an SLA: how many members of each have breached a target within a day of its
-- opening?
--
-- An interval join of two topics, over the members that the incident lists. The count of a group
-- grows with each breach: with an end (--to) the last count is printed, without one every change.

CREATE TEMPORARY VIEW members AS
SELECT i.event_time, i.incident_id, i.rule, i.priority, m.source_id, m.exception_id
FROM incidents AS i CROSS JOIN UNNEST(i.members) AS m (source_id, exception_id, event_id)
WHERE i.change = 'OPENED';

SELECT m.incident_id, m.rule, m.priority, s.target, COUNT(DISTINCT s.id) AS breached
FROM members AS m
JOIN sla AS s
  ON s.source_id = m.source_id
 AND s.exception_id = m.exception_id
 AND s.event_time BETWEEN m.event_time - INTERVAL '1' DAY AND m.event_time + INTERVAL '1' DAY
WHERE s.step = 'BREACHED'
GROUP BY m.incident_id, m.rule, m.priority, s.target;
