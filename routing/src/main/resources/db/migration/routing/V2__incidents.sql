-- A work item may wait HELD for an incident, be the work item of one (members), or have been absorbed by
-- one's work item.
ALTER TABLE work_items
  ADD COLUMN held_until    timestamptz,
  ADD COLUMN incident_id   text,
  ADD COLUMN members       integer,
  ADD COLUMN absorbed_into text;
CREATE INDEX work_items_of_incident ON work_items (incident_id, priority, opened_at, work_item_id)
  WHERE incident_id IS NOT NULL;
CREATE INDEX work_items_absorbed ON work_items (absorbed_into) WHERE absorbed_into IS NOT NULL;
-- Members that upstream has not resolved: an ended incident without any is done with.
CREATE INDEX work_items_unresolved_members ON work_items (absorbed_into)
  WHERE absorbed_into IS NOT NULL AND (resolved_at IS NULL OR raised_at > resolved_at);

-- The items that are HELD now, one row for each incident key that may absorb them.
CREATE TABLE holds (
  work_item_id text        NOT NULL,
  rule         text        NOT NULL,
  key_hash     text        NOT NULL,
  occurred_at  timestamptz NOT NULL,
  held_until   timestamptz NOT NULL,
  PRIMARY KEY (work_item_id, rule, key_hash)
);
CREATE INDEX holds_due ON holds (held_until);

-- What the work items of incidents take in. open: something is still to do, here or where it was
-- absorbed.
CREATE TABLE incident_items (
  work_item_id text        PRIMARY KEY,
  incident_id  text        NOT NULL,
  rule         text        NOT NULL,
  key_hash     text        NOT NULL,
  first_at     timestamptz NOT NULL,
  last_at      timestamptz NOT NULL,
  joins_from   timestamptz NOT NULL,
  joins_until  timestamptz NOT NULL,
  ended        boolean     NOT NULL,
  open         boolean     NOT NULL,
  resolved_at  timestamptz,
  absorbed     boolean     NOT NULL
);
CREATE INDEX incident_items_by_key ON incident_items (rule, key_hash);
CREATE INDEX incident_items_to_resolve ON incident_items (work_item_id) WHERE ended AND open;
