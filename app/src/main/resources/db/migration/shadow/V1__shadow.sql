-- A candidate policy that runs beside production, and where it decides otherwise. A schema of its
-- own: nothing of it is needed to route.

CREATE TABLE candidates (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy_id      text        NOT NULL,
  yaml           text        NOT NULL,
  consumer_group text        NOT NULL, -- stands where the candidate begins
  started_at     timestamptz NOT NULL,
  started_by     text,
  stopped_at     timestamptz,          -- null while it runs
  parked         text                  -- why it was stopped, if nobody did it
);
-- One at a time.
CREATE UNIQUE INDEX candidates_running ON candidates ((true)) WHERE stopped_at IS NULL;

-- How far each partition of topic scored was judged; in one transaction with what came of it, so
-- that a record that is delivered again counts once.
CREATE TABLE progress (
  candidate_id  bigint  NOT NULL REFERENCES candidates ON DELETE CASCADE,
  partition_id  integer NOT NULL,
  next_offset   bigint  NOT NULL,
  seen          bigint  NOT NULL,
  differing     bigint  NOT NULL,
  moved         bigint  NOT NULL,
  reprioritised bigint  NOT NULL,
  rescored      bigint  NOT NULL,
  failed        bigint  NOT NULL,
  PRIMARY KEY (candidate_id, partition_id)
);

CREATE TABLE moves (
  candidate_id bigint NOT NULL REFERENCES candidates ON DELETE CASCADE,
  what         text   NOT NULL, -- desk, priority
  before       text   NOT NULL,
  after        text   NOT NULL,
  events       bigint NOT NULL,
  PRIMARY KEY (candidate_id, what, before, after)
);

-- The newest ones only.
CREATE TABLE differences (
  number       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  candidate_id bigint      NOT NULL REFERENCES candidates ON DELETE CASCADE,
  event_id     text        NOT NULL,
  source_id    text        NOT NULL,
  exception_id text        NOT NULL,
  type         text        NOT NULL,
  occurred_at  timestamptz NOT NULL,
  decided_at   timestamptz NOT NULL,
  before       text        NOT NULL, -- JSON
  after        text        NOT NULL, -- JSON
  UNIQUE (candidate_id, event_id)
);
CREATE INDEX differences_newest ON differences (candidate_id, number DESC);
