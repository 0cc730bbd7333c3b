package io.breakwater.platform.sql;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.json.Json;

/** Rows of some desks: a condition with one text parameter, however many desks they are. */
public final class DeskCondition {
  private DeskCondition() {}

  /** The condition on column {@code desk}. */
  public static final String SQL = "desk IN (SELECT jsonb_array_elements_text(?::jsonb))";

  /** Its parameter; null where all desks are meant and the condition is to be left out. */
  public static String parameter(DeskScope desks) {
    return desks.all() ? null : Json.text(desks.names());
  }
}
