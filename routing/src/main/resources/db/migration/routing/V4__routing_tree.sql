-- What an item asks of its operator (skills, what keeps it together with others), as JSON; null for nothing.
ALTER TABLE work_items ADD COLUMN needs text;

-- Items that the policy resolves or closes by itself. heard_at: when upstream was last heard of; resolved_at: when it was
-- resolved, by whomever; both by the journal's clock. action and due_at: what comes next, null for nothing.
CREATE TABLE policy_times (
  work_item_id text        PRIMARY KEY,
  auto_resolve text,
  auto_close   text,
  heard_at     timestamptz NOT NULL,
  resolved_at  timestamptz,
  version      bigint      NOT NULL,
  action       text,
  due_at       timestamptz
);
CREATE INDEX policy_times_due ON policy_times (due_at, work_item_id) WHERE due_at IS NOT NULL;

-- Items that are the same by their branch. survivor: null for an item that others may be merged into, else the one that this is to be
-- merged into; the row goes when that is done.
CREATE TABLE same_items (
  work_item_id text        PRIMARY KEY,
  key          text        NOT NULL,
  raised_at    timestamptz NOT NULL,
  survivor     text
);
CREATE INDEX same_items_by_key ON same_items (key, raised_at) WHERE survivor IS NULL;
CREATE INDEX same_items_to_merge ON same_items (work_item_id) WHERE survivor IS NOT NULL;
