package io.breakwater.routing.read;

import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.json.Json;
import java.nio.charset.StandardCharsets;

/** An item's needs as a column holds them: JSON, or null for an item that needs nothing. */
final class NeedsText {
  private NeedsText() {}

  static String of(Needs needs) {
    return needs.equals(Needs.NONE) ? null : Json.text(needs);
  }

  static Needs read(String column) {
    return column == null
        ? Needs.NONE
        : Json.read(column.getBytes(StandardCharsets.UTF_8), Needs.class);
  }
}
