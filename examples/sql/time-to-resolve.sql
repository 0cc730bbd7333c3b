-- How long did it take upstream to resolve an exception, of those that took a day at most?
--
-- An interval join of the events with themselves: Flink forgets a RAISED event when its day is over.

SELECT DISTINCT
       raised.source_id,
       raised.exception_id,
       raised.type,
       TIMESTAMPDIFF(SECOND, raised.event_time, resolved.event_time) AS seconds
FROM exceptions AS raised
JOIN exceptions AS resolved
  ON resolved.source_id = raised.source_id
 AND resolved.exception_id = raised.exception_id
 AND resolved.event_time BETWEEN raised.event_time AND raised.event_time + INTERVAL '1' DAY
WHERE raised.kind = 'RAISED' AND resolved.kind = 'RESOLVED';
