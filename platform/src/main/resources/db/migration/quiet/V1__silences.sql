-- Silences made at run time. The row is the silence as JSON; the columns are what is asked for.
CREATE TABLE silences (
  id         text PRIMARY KEY,
  silence    text NOT NULL,
  starts_at  timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,      -- also if it was ended early
  created_at timestamptz NOT NULL,
  version    bigint NOT NULL
);
CREATE INDEX silences_by_end ON silences (ends_at);
CREATE INDEX silences_by_age ON silences (created_at DESC, id DESC);

-- Who did what to them, for ever.
CREATE TABLE silence_changes (
  id      text NOT NULL,
  version bigint NOT NULL,
  change  text NOT NULL,                -- CREATED, ENDED
  by      text NOT NULL,
  at      timestamptz NOT NULL,
  silence text NOT NULL,                -- as it was then
  PRIMARY KEY (id, version)
);

-- What was asked for under an idempotency key, so that asking again does nothing.
CREATE TABLE silence_requests (
  key     text PRIMARY KEY,
  request text NOT NULL,                -- a hash
  id      text NOT NULL,
  at      timestamptz NOT NULL
);

-- One row: a number that goes up with every change, so that whoever keeps silences in memory knows.
CREATE TABLE silence_revision (n bigint NOT NULL);
INSERT INTO silence_revision VALUES (0);

-- Open work items that are the source of an inhibiting rule. The owner of the item's partition of
-- topic work keeps them, in the transaction in which it takes the item's record in.
CREATE TABLE sources (
  rule         text NOT NULL,
  key          text NOT NULL,           -- of the texts that must be equal
  work_item_id text NOT NULL,
  also_target  boolean NOT NULL,
  partition    integer NOT NULL,
  PRIMARY KEY (rule, key, work_item_id)
);
CREATE INDEX sources_of_item ON sources (work_item_id);
CREATE INDEX sources_of_partition ON sources (partition);
