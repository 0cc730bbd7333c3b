package io.breakwater.domain.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What an item asks of whoever gets it.
 *
 * @param skills that they must have, by name with the least level
 * @param sticky items with the same text stay together on a desk whose assignment is sticky; null
 *     for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Needs(Map<String, Integer> skills, String sticky) {

  /** Nothing. */
  public static final Needs NONE = new Needs(Map.of(), null);

  public Needs {
    skills = skills == null ? Map.of() : skills;
  }
}
