-- When does a counterparty have a burst: three exceptions or more, none of them later than 30 seconds
-- after the one before it?
--
-- A session window for each value of an attribute. Exceptions without that attribute have no part in
-- it.

CREATE TEMPORARY VIEW raised AS
SELECT event_time, event_id, score, attributes['counterparty'] AS counterparty
FROM scored
WHERE kind = 'RAISED' AND attributes['counterparty'] IS NOT NULL;

SELECT counterparty,
       window_start AS started,
       COUNT(DISTINCT event_id) AS exceptions,
       MAX(score) AS worst
FROM SESSION(
       TABLE raised PARTITION BY counterparty, DESCRIPTOR(event_time), INTERVAL '30' SECOND)
GROUP BY counterparty, window_start, window_end
HAVING COUNT(DISTINCT event_id) >= 3;
