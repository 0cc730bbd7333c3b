package io.breakwater.domain.work;

import io.breakwater.domain.event.Text;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What people may write into an item: bounded, and storable everywhere. */
public final class Wording {
  private Wording() {}

  private static final int LONGEST_NOTE = 2000;
  private static final int LONGEST_NAME = 128;
  private static final int MOST_TAGS = 50;
  private static final Pattern WORK_ITEM_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:-]{0,63}");

  /**
   * Who acts: a person.
   *
   * @throws IllegalArgumentException if nobody is named, or one of Breakwater's own parts
   */
  public static String person(String by) {
    required("by", by, "the operator who does this");
    if (by.equals(Lifecycle.UPSTREAM) || by.equals(Lifecycle.POLICY) || by.startsWith("desk:")) {
      throw new IllegalArgumentException(
          "by is \"%s\", which stands for a part of Breakwater; give the operator's name."
              .formatted(by));
    }
    return by;
  }

  /** A name that must be there. */
  static String required(String field, String value, String meaning) {
    if (value == null || value.isBlank()) {
      throw missing(field, meaning);
    }
    return name(field, value);
  }

  /** Free text that must be there. */
  static void needed(String field, String value, String meaning) {
    if (value == null || value.isBlank()) {
      throw missing(field, meaning);
    }
    optional(field, value);
  }

  static void present(String field, Object value, String meaning) {
    if (value == null) {
      throw missing(field, meaning);
    }
  }

  static String name(String field, String value) {
    return bounded(field, value, LONGEST_NAME);
  }

  static void optional(String field, String value) {
    if (value != null) {
      bounded(field, value, LONGEST_NOTE);
    }
  }

  /** Sorted, each once. */
  static List<String> tags(List<String> tags) {
    if (tags == null || tags.isEmpty()) {
      throw missing("tags", "at least one");
    }
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "there are %d tags; give at most %d.".formatted(tags.size(), MOST_TAGS));
    }
    for (String tag : tags) {
      if (tag == null || !TAG.matcher(tag).matches()) {
        throw new IllegalArgumentException(
            "tag \"%s\" is not one; use up to 64 letters, digits and \"._:-\".".formatted(tag));
      }
    }
    return List.copyOf(new TreeSet<>(Set.copyOf(tags)));
  }

  static void link(Link.Relation relation, String workItemId) {
    if (relation == null || relation == Link.Relation.MERGED) {
      throw missing(
          "relation", "DUPLICATES, CAUSES or RELATED; what is merged is linked by itself");
    }
    if (workItemId == null || !WORK_ITEM_ID.matcher(workItemId).matches()) {
      throw missing("work_item_id", "the other item's id, 32 hexadecimal digits");
    }
  }

  private static IllegalArgumentException missing(String field, String meaning) {
    return new IllegalArgumentException("%s is missing; give %s.".formatted(field, meaning));
  }

  private static String bounded(String field, String value, int most) {
    if (value.length() > most) {
      throw new IllegalArgumentException(
          "%s has %d characters; at most %d are kept.".formatted(field, value.length(), most));
    }
    if (!Text.isText(value, most)) {
      throw new IllegalArgumentException(
          "%s has a character that cannot be stored (NUL, or half a surrogate pair); leave it away."
              .formatted(field));
    }
    return value;
  }
}
