-- How many exceptions of each type are raised in each minute?
--
-- A tumbling window over the raw events. What a producer sent twice has the same event_id and counts
-- once.

SELECT window_start, type, COUNT(DISTINCT event_id) AS raised
FROM TUMBLE(TABLE exceptions, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)
WHERE kind = 'RAISED'
GROUP BY window_start, window_end, type;
