package io.breakwater.domain.incident;

import java.util.regex.Pattern;

/** Refusals that name the field, the value and the remedy. */
final class Checks {
  private Checks() {}

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /** What the field says must be so. */
  static void that(boolean holds, String field, Object value, String remedy) {
    if (!holds) {
      String said = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
      throw refusal(field, said, remedy);
    }
  }

  /** The field must be there. */
  static void present(String field, Object value, String remedy) {
    if (value == null) {
      throw refusal(field, "missing", remedy);
    }
  }

  /** The field must say something. */
  static void text(String field, String value, String remedy) {
    present(field, value, remedy);
    that(!value.isBlank(), field, value, remedy);
  }

  /** A derived id, see {@link io.breakwater.domain.identity.Identity}. */
  static void id(String field, String value) {
    String remedy = "give 32 lower-case hex digits";
    present(field, value, remedy);
    that(ID.matcher(value).matches(), field, value, remedy);
  }

  private static IllegalArgumentException refusal(String field, String said, String remedy) {
    return new IllegalArgumentException(field + " is " + said + "; " + remedy);
  }
}
