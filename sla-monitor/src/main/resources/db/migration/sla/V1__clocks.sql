-- One row per partition of topic work. Whoever raised the epoch last owns the partition; every
-- transaction of an owner ends with UPDATE … WHERE partition = ? AND epoch = ? AND next = ?.
-- The counters are kept here because that row is written by every transaction anyway.
CREATE TABLE partitions (
  partition integer PRIMARY KEY,
  epoch     bigint NOT NULL,
  next      bigint NOT NULL,            -- the offset to read next
  running   bigint NOT NULL DEFAULT 0,
  met       bigint NOT NULL DEFAULT 0,
  breached  bigint NOT NULL DEFAULT 0
);

-- What the monitor knows of a work item: the facts that start and stop its clocks, as JSON.
CREATE TABLE items (
  work_item_id text PRIMARY KEY,
  partition    integer NOT NULL,
  state        text NOT NULL
);

CREATE TABLE clocks (
  work_item_id  text NOT NULL,
  sla           text NOT NULL,
  target        text NOT NULL,
  run           integer NOT NULL,
  partition     integer NOT NULL,
  source_id     text NOT NULL,
  exception_id  text NOT NULL,
  desk          text NOT NULL,
  priority      text NOT NULL,
  opened_at     timestamptz NOT NULL,
  at_risk_at    timestamptz NOT NULL,
  deadline      timestamptz NOT NULL,
  stopped_at    timestamptz,
  first_seen_at timestamptz NOT NULL,
  outcome       text NOT NULL,          -- RUNNING, MET, BREACHED, CANCELLED
  spoken        smallint NOT NULL,      -- the steps on record, one bit each
  next_due      timestamptz,            -- the next step that passing time brings
  next_live     boolean NOT NULL,       -- false if that was past when the clock was first seen
  PRIMARY KEY (work_item_id, sla, target, run)
);

-- Timers: the near ones are loaded ahead, history is asked for when event time has passed it.
CREATE INDEX clocks_due ON clocks (partition, next_live, next_due) WHERE next_due IS NOT NULL;
CREATE INDEX clocks_by_outcome ON clocks (outcome, deadline, work_item_id, sla, target, run);
CREATE INDEX clocks_by_desk ON clocks (desk, outcome, deadline);

-- Records to publish, one row per transaction: packed, in order, gone once the broker has them.
CREATE TABLE outbox (
  partition integer NOT NULL,
  sequence  bigint NOT NULL,
  records   bytea NOT NULL,
  PRIMARY KEY (partition, sequence)
);
