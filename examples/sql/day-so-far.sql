-- How many work items has each desk got today, told every hour, on a topic for others to read?
--
-- A cumulating window: it grows by an hour until the day is full. The table has a primary key, so its
-- topic is compacted and holds the latest count of each day and desk.

CREATE TABLE desk_day (
  `day` DATE,
  desk STRING,
  as_of TIMESTAMP(3),
  opened BIGINT,
  PRIMARY KEY (`day`, desk) NOT ENFORCED
) WITH ('connector' = 'breakwater', 'topic' = 'desk-day');

CREATE TEMPORARY VIEW opened AS
SELECT event_time, desk
FROM work
WHERE event = 'opened';

INSERT INTO desk_day
SELECT CAST(window_start AS DATE), desk, window_end, COUNT(*)
FROM CUMULATE(TABLE opened, DESCRIPTOR(event_time), INTERVAL '1' HOUR, INTERVAL '1' DAY)
GROUP BY window_start, window_end, desk
ON CONFLICT DO DEDUPLICATE;
