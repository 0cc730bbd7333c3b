package io.breakwater.domain.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.event.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a decision says of the work besides its desk.
 *
 * @param priority instead of the score's; null to keep that
 * @param tags in alphabetical order
 * @param skills that whoever works on it must have, by name with the least level
 * @param sticky work with the same text stays together on a desk whose assignment is sticky; null
 *     for none
 * @param autoResolve after how long without news from upstream the item is resolved that nobody has
 *     acknowledged; null for never
 * @param autoClose how long after it was resolved the item is closed; null for never
 * @param sameness which items it is the same as; null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Instructions(
    Priority priority,
    List<String> tags,
    Map<String, Integer> skills,
    String sticky,
    Duration autoResolve,
    Duration autoClose,
    Sameness sameness) {

  /** Nothing. */
  public static final Instructions NONE =
      new Instructions(null, List.of(), Map.of(), null, null, null, null);

  public Instructions {
    tags = tags == null ? List.of() : List.copyOf(tags);
    skills = skills == null ? Map.of() : skills;
  }

  /** Only what the policy does by itself; either may be null. */
  public static Instructions times(Duration autoResolve, Duration autoClose) {
    return new Instructions(null, List.of(), Map.of(), null, autoResolve, autoClose, null);
  }

  /** What the work asks of its operator. */
  public Needs needs() {
    return skills.isEmpty() && sticky == null ? Needs.NONE : new Needs(skills, sticky);
  }
}
