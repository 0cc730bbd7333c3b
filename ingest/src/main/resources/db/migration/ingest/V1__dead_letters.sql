-- Topic dead-letters as something to look at and to correct: one row for each refused record,
-- however often its dead letter is delivered.
CREATE TABLE dead_letters (
  id            text        PRIMARY KEY, -- where the record stood: topic-partition@offset
  code          text        NOT NULL,
  reason        text        NOT NULL,
  field         text,
  topic         text        NOT NULL,
  partition_id  integer     NOT NULL,
  record_offset bigint      NOT NULL,
  ingested_at   timestamptz NOT NULL,
  source_id     text,                    -- as far as the payload could be read
  exception_id  text,
  trace_id      text        NOT NULL,
  span_id       text        NOT NULL,
  payload       bytea       NOT NULL,    -- bytes, because a text column takes no NUL
  base64        boolean     NOT NULL,    -- whether the payload is shown in base64
  headers       text        NOT NULL,    -- a JSON object
  state         text        NOT NULL DEFAULT 'OPEN',
  replays       integer     NOT NULL DEFAULT 0,
  replayed_at   timestamptz,
  replayed_by   text
);
CREATE INDEX dead_letters_newest ON dead_letters (ingested_at DESC, id DESC);
CREATE INDEX dead_letters_open ON dead_letters (ingested_at DESC, id DESC) WHERE state = 'OPEN';
CREATE INDEX dead_letters_by_code ON dead_letters (code, ingested_at DESC, id DESC);
CREATE INDEX dead_letters_by_source ON dead_letters (source_id, ingested_at DESC, id DESC);

-- Every corrected record that was sent, and where it stands.
CREATE TABLE replays (
  dead_letter_id text        NOT NULL REFERENCES dead_letters,
  replay         integer     NOT NULL,
  at             timestamptz NOT NULL,
  by_operator    text        NOT NULL,
  event_id       text        NOT NULL,
  topic          text        NOT NULL,
  partition_id   integer     NOT NULL,
  record_offset  bigint      NOT NULL,
  PRIMARY KEY (dead_letter_id, replay)
);
