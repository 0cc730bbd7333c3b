package io.breakwater.domain.event;

/**
 * Why a raw record is not an exception event. The {@link #code()} is stable: people count on it.
 */
public enum RejectionCode {
  /** No bytes at all. */
  EMPTY("empty"),
  /** More bytes than {@link EventLimits#maxBytes()}. */
  TOO_LARGE("too-large"),
  /** Not well-formed JSON. */
  NOT_JSON("not-json"),
  /** Deeper than {@link EventLimits#maxDepth()}. */
  TOO_DEEP("too-deep"),
  /** JSON, but not an object. */
  NOT_AN_OBJECT("not-an-object"),
  /** It says, or looks as if, it is a CloudEvent, and breaks that specification. */
  NOT_A_CLOUDEVENT("not-a-cloudevent"),
  /** A valid CloudEvent that lacks fields every exception event has. */
  CLOUDEVENT_WITHOUT_OUR_FIELDS("cloudevent-without-our-fields"),
  /** A bare object that lacks a field. */
  MISSING_FIELD("missing-field"),
  /** A field has a value that the contract does not allow. */
  BAD_FIELD("bad-field");

  private final String code;

  RejectionCode(String code) {
    this.code = code;
  }

  /** The code in dead letters, counts and problem documents. */
  public String code() {
    return code;
  }
}
