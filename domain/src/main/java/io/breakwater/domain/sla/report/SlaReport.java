package io.breakwater.domain.sla.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A record of topic {@code sla-report}. Each is an upsert: the latest record with an id is what
 * holds. Ids are deterministic, so saying the same again changes nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlaOutcome.class, name = "outcome"),
  @JsonSubTypes.Type(value = SlaWindow.class, name = "window"),
})
public sealed interface SlaReport permits SlaOutcome, SlaWindow {

  /** What this is about, and nothing of what it says. */
  String id();

  /** How it came to be said. */
  Revision revision();

  /** The key of the record: everything with one id is in one partition, in order. */
  String key();

  /** Whether what was said about something still holds. */
  enum Revision {
    /** Nothing that was said before has turned out wrong; it may have gone on since. */
    ON_TIME,
    /** Late data changed what had been said. */
    REVISED
  }
}
