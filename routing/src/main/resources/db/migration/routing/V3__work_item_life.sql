-- What people do with an item beside assigning, acknowledging and resolving it.
ALTER TABLE work_items
  ADD COLUMN merged_into   text,
  ADD COLUMN previous_desk text,
  ADD COLUMN waiting       jsonb,
  ADD COLUMN snoozed_until timestamptz,
  ADD COLUMN resumes_to    text,
  ADD COLUMN escalations   integer NOT NULL DEFAULT 0,
  ADD COLUMN tags          jsonb   NOT NULL DEFAULT '[]',
  ADD COLUMN links         jsonb   NOT NULL DEFAULT '[]',
  ADD COLUMN approval      jsonb,
  ADD COLUMN approval_until timestamptz;
-- What is next on a desk, however much there is.
CREATE INDEX work_items_unclaimed ON work_items (desk, priority, opened_at, work_item_id)
  WHERE state = 'QUEUED';
-- What time alone will change.
CREATE INDEX work_items_asleep ON work_items (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX work_items_to_approve ON work_items (approval_until) WHERE approval_until IS NOT NULL;
CREATE INDEX work_items_merged ON work_items (merged_into) WHERE merged_into IS NOT NULL;

-- Merging and splitting take two items, one after the other. Here is what one of them has done and the
-- other has not: kind MERGE waits for the other to be merged, PART for the survivor to part.
CREATE TABLE merges_under_way (
  survivor text NOT NULL,
  other    text NOT NULL,
  kind     text NOT NULL,
  asked_by text NOT NULL,
  PRIMARY KEY (survivor, other)
);

-- Journal events that the read side could not take in, with the reason. The item's later events are kept
-- out too; what it shows is as of the event before.
CREATE TABLE parked_items (
  work_item_id text        PRIMARY KEY,
  sequence     bigint      NOT NULL,
  reason       text        NOT NULL,
  recorded_at  timestamptz NOT NULL
);
