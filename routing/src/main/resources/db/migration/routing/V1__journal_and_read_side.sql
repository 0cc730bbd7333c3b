-- The journal of akka-persistence-jdbc 5.2.1 with one column more: the writing transaction. A feed
-- must read by (tx, ordering) and stop before the oldest running transaction, because a lower
-- ordering can be committed later than a higher one.
CREATE TABLE event_journal (
  ordering           bigserial    NOT NULL,
  persistence_id     varchar(255) NOT NULL,
  sequence_number    bigint       NOT NULL,
  deleted            boolean      NOT NULL DEFAULT false,
  writer             varchar(255) NOT NULL,
  write_timestamp    bigint       NOT NULL,
  adapter_manifest   varchar(255),
  event_ser_id       integer      NOT NULL,
  event_ser_manifest varchar(255) NOT NULL,
  event_payload      bytea        NOT NULL,
  meta_ser_id        integer,
  meta_ser_manifest  varchar(255),
  meta_payload       bytea,
  tx                 xid8         NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (persistence_id, sequence_number)
);
CREATE INDEX event_journal_feed ON event_journal (tx, ordering);

-- How far the outbox has published and projected. The epoch fences an owner that lost its place.
CREATE TABLE outbox_offset (
  name     varchar(64) PRIMARY KEY,
  epoch    bigint      NOT NULL,
  tx       xid8        NOT NULL,
  ordering bigint      NOT NULL
);

-- What is true of each work item now. (tx, ordering) is its latest journal position: clients resume
-- the change feed after one.
CREATE TABLE work_items (
  work_item_id text        PRIMARY KEY,
  source_id    text        NOT NULL,
  exception_id text        NOT NULL,
  type         text        NOT NULL,
  severity     text        NOT NULL,
  amount       numeric,
  currency     text,
  score        integer     NOT NULL,
  priority     text        NOT NULL,
  desk         text        NOT NULL,
  state        text        NOT NULL,
  assignee     text,
  opened_at    timestamptz NOT NULL,
  scored_at    timestamptz,
  raised_at    timestamptz,
  resolved_at  timestamptz,
  changed_at   timestamptz NOT NULL,
  resolution   text,
  trace_id     text        NOT NULL,
  version      bigint      NOT NULL,
  tx           xid8        NOT NULL,
  ordering     bigint      NOT NULL
);
CREATE INDEX work_items_queue ON work_items (desk, priority, opened_at, work_item_id);
CREATE INDEX work_items_urgency ON work_items (priority, opened_at, work_item_id);
CREATE INDEX work_items_changes ON work_items (tx, ordering);
CREATE INDEX work_items_load ON work_items (desk, assignee)
  WHERE state NOT IN ('RESOLVED', 'CLOSED');

-- Kept by the projection in its own transaction, so that polling the counts costs nothing.
CREATE TABLE work_item_counts (
  desk  text   NOT NULL,
  state text   NOT NULL,
  items bigint NOT NULL,
  PRIMARY KEY (desk, state)
);

-- Producer duplicates that the work items saw: one row for each raw record, however often it is
-- delivered; and how many there are.
CREATE TABLE duplicates (
  topic         text    NOT NULL,
  partition_id  integer NOT NULL,
  record_offset bigint  NOT NULL,
  work_item_id  text    NOT NULL,
  event_id      text    NOT NULL,
  PRIMARY KEY (topic, partition_id, record_offset)
);
CREATE TABLE duplicate_counts (
  topic        text    NOT NULL,
  partition_id integer NOT NULL,
  records      bigint  NOT NULL,
  PRIMARY KEY (topic, partition_id)
);
