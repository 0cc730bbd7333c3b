-- How bad is what each desk gets: the 95th percentile of the score, over five minutes, every minute?
--
-- A hopping window. The score stands in the event that opened the work item, and the desk beside it.

CREATE TEMPORARY VIEW opened AS
SELECT event_time, desk, cause.score AS score
FROM work
WHERE event = 'opened';

SELECT window_end, desk, COUNT(*) AS opened, PERCENTILE(score, 0.95) AS p95
FROM HOP(TABLE opened, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)
GROUP BY window_start, window_end, desk;
