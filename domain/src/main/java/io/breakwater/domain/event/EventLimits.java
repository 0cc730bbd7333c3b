package io.breakwater.domain.event;

/**
 * What one raw event may be at most. Whatever is larger is refused, never cut.
 *
 * @param maxBytes of the whole record value
 * @param maxDepth nesting of objects and arrays, the outermost being 1
 * @param maxAttributes entries of {@code attributes}
 * @param maxAttributeKey characters
 * @param maxAttributeValue characters
 */
public record EventLimits(
    int maxBytes, int maxDepth, int maxAttributes, int maxAttributeKey, int maxAttributeValue) {

  /** 1 MiB, 32 levels, 64 attributes of 128 and 8,192 characters. */
  public static final EventLimits DEFAULT = new EventLimits(1 << 20, 32, 64, 128, 8_192);

  /** Characters of {@code exception_id}, {@code source_id}, {@code type} and {@code desk_hint}. */
  public static final int MAX_NAME = 128;

  public EventLimits {
    if (maxBytes < 1
        || maxDepth < 2
        || maxAttributes < 1
        || maxAttributeKey < 1
        || maxAttributeValue < 1) {
      throw new IllegalArgumentException(
          "event limits must be positive, and the depth at least 2: "
              + maxBytes
              + " bytes, depth "
              + maxDepth);
    }
  }
}
