-- How well does each desk keep each SLA, window by window?
--
-- The SLA report job writes a window again when late data changes it: the last record with an id holds.

SELECT
  LAST_VALUE(`start`) AS window_start,
  LAST_VALUE(`end`) AS window_end,
  LAST_VALUE(desk) AS desk,
  LAST_VALUE(sla) AS sla,
  LAST_VALUE(opened) AS opened,
  LAST_VALUE(met) AS met,
  LAST_VALUE(breached) AS breached,
  LAST_VALUE(compliance) AS compliance,
  LAST_VALUE(backlog) AS backlog
FROM sla_windows
GROUP BY id;
