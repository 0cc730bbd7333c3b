package io.breakwater.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.domain.json.Json;
import java.math.BigDecimal;

/**
 * The JSON that a person means by {@code --set FIELD=VALUE}. In an exception event every value is
 * text but the amount, also where it looks like a number: an account 0012 or a market 360.
 */
final class FieldValue {
  private FieldValue() {}

  /** Written out, 1e999999 would have a megabyte; no amount has so many digits. */
  private static final int MOST_DIGITS = 100;

  /**
   * The value as JSON.
   *
   * @throws CommandFailure if it begins like JSON and is none
   */
  static JsonNode of(String field, String value) {
    if (value.equals("null")) {
      return NullNode.getInstance();
    }
    if (!value.isEmpty() && "\"{[".indexOf(value.charAt(0)) >= 0) {
      return json(field, value);
    }
    return field.equals("amount") || field.endsWith(".amount")
        ? amount(value)
        : new TextNode(value);
  }

  private static JsonNode json(String field, String value) {
    try {
      return Json.mapper().readTree(value);
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage(
          "--set %s=%s begins like JSON but is none: %s"
              .formatted(field, value, e.getOriginalMessage()));
    }
  }

  private static JsonNode amount(String value) {
    try {
      BigDecimal amount = new BigDecimal(value);
      if (Math.abs(amount.scale()) <= MOST_DIGITS) {
        return DecimalNode.valueOf(amount);
      }
    } catch (NumberFormatException e) {
      // the server says what is wrong with it
    }
    return new TextNode(value);
  }
}
