-- Which work items flap: resolved and reopened, and resolved and reopened once more, within a day?
--
-- A pattern over the rows of each work item. What happens between, such as assigning, is left out of
-- the view, since the rows of a pattern must follow one another.

CREATE TEMPORARY VIEW turns AS
SELECT event_time, `sequence`, work_item_id, event, desk
FROM work
WHERE event IN ('resolved', 'reopened');

SELECT *
FROM turns
MATCH_RECOGNIZE (
  PARTITION BY work_item_id
  ORDER BY event_time, `sequence`
  MEASURES
    LAST(AGAIN.desk) AS desk,
    FIRST(FIXED.event_time) AS first_resolved,
    LAST(AGAIN.event_time) AS reopened_again
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (FIXED BROKEN REFIXED AGAIN) WITHIN INTERVAL '1' DAY
  DEFINE
    FIXED AS FIXED.event = 'resolved',
    BROKEN AS BROKEN.event = 'reopened',
    REFIXED AS REFIXED.event = 'resolved',
    AGAIN AS AGAIN.event = 'reopened'
);
