-- One row per notification; the id is its idempotency key. Rows are inserted in the transaction that
-- decides them (an outbox) and change only their status.
CREATE TABLE notifications (
  id              text PRIMARY KEY,
  work_item_id    text NOT NULL,
  step            text NOT NULL,
  channel         text NOT NULL,
  recipient       text NOT NULL,
  subject         text NOT NULL,
  body            text NOT NULL,
  desk            text NOT NULL,
  priority        text NOT NULL,
  status          text NOT NULL CHECK (status IN ('PENDING', 'SENT', 'SUPPRESSED', 'FAILED')),
  reason          text,
  attempts        integer NOT NULL DEFAULT 0,
  trace_id        text NOT NULL,
  traceparent     text NOT NULL,
  occurred_at     timestamptz NOT NULL,
  created_at      timestamptz NOT NULL,
  -- when to try (again); a claim moves it into the future, so a sender that dies is followed by another
  next_attempt_at timestamptz NOT NULL,
  -- position in the live feed, given when a live notification is sent; readers resume after it
  feed            bigint,
  -- whether topic notifications has the outcome
  recorded        boolean NOT NULL DEFAULT false
);

CREATE SEQUENCE notification_feed;
CREATE INDEX notifications_due ON notifications (next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX notifications_unrecorded ON notifications (created_at) WHERE status <> 'PENDING' AND NOT recorded;
CREATE UNIQUE INDEX notifications_feed ON notifications (feed) WHERE feed IS NOT NULL;
CREATE INDEX notifications_of_item ON notifications (work_item_id);
CREATE INDEX notifications_by_age ON notifications (created_at DESC, id DESC);

-- Outcomes so far, one row per writer so that writers do not wait for each other.
CREATE TABLE notification_counts (
  writer text   NOT NULL,
  status text   NOT NULL,
  n      bigint NOT NULL,
  PRIMARY KEY (writer, status)
);
