-- The SLA report as the Flink job tells it on topic sla-report, in event time. Each record is an
-- upsert, so the last one of an id in the order of the topic is what holds.
CREATE TABLE report_outcomes (
  id           text PRIMARY KEY,
  work_item_id text NOT NULL,
  source_id    text NOT NULL,
  exception_id text NOT NULL,
  sla          text NOT NULL,
  target       text NOT NULL,
  run          integer NOT NULL,
  desk         text NOT NULL,
  opened_at    timestamptz NOT NULL,
  deadline     timestamptz NOT NULL,
  stopped_at   timestamptz,
  cancelled    boolean NOT NULL,         -- the facts turned out to start no such clock
  revised      boolean NOT NULL          -- late data changed what had been said
);
CREATE INDEX report_outcomes_in_order ON report_outcomes (opened_at, id);
CREATE INDEX report_outcomes_of_desk ON report_outcomes (desk, opened_at, id);

CREATE TABLE report_windows (
  id      text PRIMARY KEY,
  desk    text NOT NULL,
  sla     text NOT NULL,
  ends_at timestamptz NOT NULL,
  record  text NOT NULL                  -- the record of the topic, as JSON
);
CREATE INDEX report_windows_in_order ON report_windows (ends_at, id);
CREATE INDEX report_windows_of_desk ON report_windows (desk, ends_at, id);
