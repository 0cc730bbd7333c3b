package io.breakwater.domain.event;

/**
 * Why a raw record is refused.
 *
 * @param field null, or the field at fault
 * @param reason a sentence with the field, the value and the remedy
 */
public record Rejection(RejectionCode code, String field, String reason) {

  private static final int EXCERPT = 60;

  public Rejection {
    // The name of a field at fault may be the producer's own, and as long as the record.
    field = field != null && field.length() > EXCERPT ? field.substring(0, EXCERPT) + "…" : field;
  }

  /**
   * A field with a value that the contract does not allow.
   *
   * @param shown the value as a person may read it
   */
  static Rejection badField(String field, String shown, String remedy) {
    return new Rejection(RejectionCode.BAD_FIELD, field, field + " is " + shown + ". " + remedy);
  }

  static Rejection notACloudEvent(String attribute, String reason) {
    return new Rejection(
        RejectionCode.NOT_A_CLOUDEVENT, attribute, "Not a CloudEvent 1.0: " + reason);
  }

  /** The beginning of a value in quotes, control characters made visible as blanks. */
  static String excerpt(String value) {
    String shown = value.length() > EXCERPT ? value.substring(0, EXCERPT) + "…" : value;
    StringBuilder out = new StringBuilder(shown.length() + 2).append('"');
    shown
        .codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.append('"').toString();
  }
}
