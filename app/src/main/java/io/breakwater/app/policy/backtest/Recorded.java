package io.breakwater.app.policy.backtest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.identity.Identity;
import java.time.Instant;
import java.util.Map;

/** Something that happened to a work item, as it is on record. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Recorded.Said.class), @JsonSubTypes.Type(Recorded.Done.class)})
public sealed interface Recorded {

  /** Event time of what upstream said; the wall clock for what people did. */
  Instant at();

  /** Of which item. */
  String workItemId();

  /** At equal times: what upstream said in the order of its kinds, then what people did. */
  int rank();

  /**
   * What upstream said.
   *
   * @param features values of the policy's features at the event, as they were recorded; empty if
   *     none were
   * @param score as it was recorded; null if it was not scored yet
   */
  record Said(ExceptionEvent event, Map<String, Double> features, Integer score)
      implements Recorded {

    public Said {
      features = features == null ? Map.of() : Map.copyOf(features);
    }

    @Override
    @JsonIgnore
    public Instant at() {
      return event.occurredAt();
    }

    @Override
    @JsonIgnore
    public String workItemId() {
      return Identity.workItemId(event.sourceId(), event.exceptionId());
    }

    @Override
    @JsonIgnore
    public int rank() {
      return event.kind().ordinal();
    }
  }

  /**
   * What people did, or the policy by itself.
   *
   * @param sequence the event's number in the item's journal; 0 if that is not known
   */
  record Done(String workItemId, Act act, Instant at, long sequence) implements Recorded {

    @Override
    @JsonIgnore
    public int rank() {
      return Integer.MAX_VALUE;
    }
  }

  /** What they did, as far as clocks and loads go. */
  enum Act {
    ACKNOWLEDGED,
    RESOLVED,
    REOPENED,
    /** Merged into another item or absorbed by an incident's: its clocks count there. */
    TAKEN_OVER
  }
}
