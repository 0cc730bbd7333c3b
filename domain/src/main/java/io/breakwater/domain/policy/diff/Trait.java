package io.breakwater.domain.policy.diff;

/**
 * What a thing of a policy says on one point.
 *
 * @param said as a person reads it
 * @param meant equal for all ways to say the same
 */
record Trait(String said, String meant) {

  static Trait of(String text) {
    return new Trait(text, text);
  }

  /** An expression, whose spaces, line breaks and comments mean nothing. */
  static Trait expression(String cel) {
    return new Trait(cel.strip().replaceAll("\\s*\\R\\s*", " "), CelTokens.of(cel));
  }

  boolean sameAs(Trait other) {
    return meant.equals(other.meant);
  }
}
