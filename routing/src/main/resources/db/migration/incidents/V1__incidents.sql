-- Topic incidents as something to look at: each incident as its latest record tells it, its
-- members and what happened to it. A schema of its own: nothing of it is needed to route.

CREATE TABLE incidents (
  incident_id    text        PRIMARY KEY,
  rule           text        NOT NULL,
  key            text        NOT NULL,
  type           text,
  severity       text,
  state          text        NOT NULL, -- OPEN, CLOSED, MERGED
  member_count   integer     NOT NULL,
  first_at       timestamptz NOT NULL,
  last_at        timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  score          integer     NOT NULL,
  priority       text        NOT NULL,
  merged_into    text,
  parent_id      text,
  policy_version text        NOT NULL,
  trace_id       text        NOT NULL,
  contributions  text        NOT NULL, -- JSON
  top_attributes text        NOT NULL, -- JSON, attribute values as the codec stores them
  partition_id   integer     NOT NULL, -- where the latest record stands: a record before it on
  record_offset  bigint      NOT NULL  -- the same partition is not news
);
CREATE INDEX incidents_newest ON incidents (first_at DESC, incident_id DESC);
CREATE INDEX incidents_by_state ON incidents (state, first_at DESC, incident_id DESC);
CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX incidents_children ON incidents (parent_id) WHERE parent_id IS NOT NULL;

-- One row for each different record, however often it is written or delivered.
CREATE TABLE changes (
  incident_id   text        NOT NULL,
  digest        text        NOT NULL,
  change        text        NOT NULL,
  occurred_at   timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL,
  member_count  integer     NOT NULL,
  score         integer     NOT NULL,
  priority      text        NOT NULL,
  merged_into   text,
  partition_id  integer     NOT NULL,
  record_offset bigint      NOT NULL,
  PRIMARY KEY (incident_id, digest)
);

-- As far as the records name them: of a large incident not all are.
CREATE TABLE members (
  incident_id  text    NOT NULL,
  event_id     text    NOT NULL,
  source_id    text    NOT NULL,
  exception_id text    NOT NULL,
  place        integer NOT NULL, -- the order in which they joined
  PRIMARY KEY (incident_id, event_id)
);
CREATE INDEX members_in_order ON members (incident_id, place);
CREATE INDEX members_by_exception ON members (exception_id);
