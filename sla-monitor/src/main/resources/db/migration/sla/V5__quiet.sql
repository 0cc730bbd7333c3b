-- When the monitor first heard of an item (null before this was kept), and whether it is open.
ALTER TABLE items ADD COLUMN seen_at timestamptz;
ALTER TABLE items ADD COLUMN open boolean NOT NULL DEFAULT true;
CREATE INDEX items_by_age ON items (seen_at DESC);
CREATE INDEX items_open ON items (partition) WHERE open;

-- By which inhibiting rules the partition's items stand in quiet.sources; empty for none.
ALTER TABLE partitions ADD COLUMN inhibiting text NOT NULL DEFAULT '';

-- Notifications that were kept back because their item was quiet, until the quiet is over and whoever
-- should have heard has been told what still waits.
CREATE TABLE kept_back (
  notification_id text PRIMARY KEY,
  work_item_id    text NOT NULL,
  channel         text NOT NULL,
  desk            text NOT NULL,
  kind            text NOT NULL,        -- SILENCE, MAINTENANCE, INHIBITION
  by              text NOT NULL,        -- the silence, the window or the rule
  source          text NOT NULL,        -- the inhibiting item; empty for the other kinds
  kept_at         timestamptz NOT NULL,
  told            boolean NOT NULL DEFAULT false
);
CREATE INDEX kept_back_waiting ON kept_back (kind, by, source) WHERE NOT told;
