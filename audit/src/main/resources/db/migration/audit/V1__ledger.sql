-- The ledger: one row per Kafka record of the fact topics, sealed in chained batches.
-- facts and batches only ever grow; the triggers below refuse everything else.

-- What the writer has recorded of each partition. A batch advances next_offset only where epoch
-- and next_offset are still what the writer took over, so two writers cannot both record a record.
CREATE TABLE sources (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic       text    NOT NULL,
  partition   integer NOT NULL,
  next_offset bigint  NOT NULL DEFAULT 0,
  epoch       bigint  NOT NULL DEFAULT 0,
  UNIQUE (topic, partition)
);

CREATE TABLE batches (
  id         bigint PRIMARY KEY,
  header     text   NOT NULL,
  root       bytea  NOT NULL CHECK (octet_length(root) = 32),
  previous   bytea  NOT NULL CHECK (octet_length(previous) = 32),
  chain_hash bytea  NOT NULL CHECK (octet_length(chain_hash) = 32)
);

-- Times are milliseconds since 1970 as Kafka has them, because the hashes are over them and any
-- value a producer can set must fit. The view timeline shows them as timestamps.
CREATE TABLE facts (
  batch         bigint  NOT NULL,
  record_offset bigint  NOT NULL,
  at            bigint  NOT NULL,
  occurred_at   bigint,
  source        integer NOT NULL,
  leaf          integer NOT NULL,
  trace_id      bytea   NOT NULL CHECK (octet_length(trace_id) = 16),
  work_item_id  bytea CHECK (octet_length(work_item_id) = 16),
  record_hash   bytea   NOT NULL CHECK (octet_length(record_hash) = 32),
  kind          text    NOT NULL,
  summary       text    NOT NULL,
  PRIMARY KEY (source, record_offset)
);

CREATE UNIQUE INDEX facts_in_batch ON facts (batch, leaf);
CREATE INDEX facts_of_trace ON facts (trace_id);
CREATE INDEX facts_of_work_item ON facts (work_item_id) WHERE work_item_id IS NOT NULL;

CREATE VIEW timeline AS
SELECT s.topic, s.partition, f.record_offset,
       encode(f.trace_id, 'hex') AS trace_id,
       encode(f.work_item_id, 'hex') AS work_item_id,
       CASE WHEN f.at BETWEEN 0 AND 253402300799999 THEN to_timestamp(f.at / 1000.0) END AS at,
       CASE WHEN f.occurred_at BETWEEN 0 AND 253402300799999
            THEN to_timestamp(f.occurred_at / 1000.0) END AS occurred_at,
       f.kind, f.summary, f.batch, f.leaf
FROM facts f JOIN sources s ON s.id = f.source;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER batches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON batches
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
