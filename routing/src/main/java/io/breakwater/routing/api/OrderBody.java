package io.breakwater.routing.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Wording;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ChangeHeaders;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads the bodies and headers with which people operate on work items. */
final class OrderBody {

  private final ObjectNode fields;

  private OrderBody(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * A body.
   *
   * @throws ProblemException 400 if it is not a JSON object
   */
  static OrderBody of(JsonNode body) {
    if (body instanceof ObjectNode object) {
      return new OrderBody(object.deepCopy());
    }
    throw bad("The body is no JSON object; write e.g. {} or {\"note\": \"late\"}.");
  }

  ObjectNode fields() {
    return fields;
  }

  /** Who acts: whoever asks; a body may say so too. */
  String by(Access access) {
    return Wording.person(access.by(fields.path("by").asText(null)));
  }

  /** True if they know that the desk which they name is new: it is no slip of the pen. */
  boolean newDesk() {
    return fields.path("new_desk").asBoolean(false);
  }

  /** The version that the asker saw, by header {@code If-Match} or in the body; 0 for any. */
  long expectedVersion(Optional<String> ifMatch) {
    long inBody = version(fields);
    long inHeader = ChangeHeaders.version(ifMatch, "item");
    if (inBody != 0 && inHeader != 0 && inBody != inHeader) {
      throw bad(
          "If-Match says version %d and the body %d; leave one away.".formatted(inHeader, inBody));
    }
    return inBody == 0 ? inHeader : inBody;
  }

  /** {@code expected_version}, or {@code version}, of an object; 0 if it has none. */
  static long version(JsonNode object) {
    JsonNode version =
        object.has("expected_version") ? object.get("expected_version") : object.path("version");
    if (version.isMissingNode() || version.isNull()) {
      return 0;
    }
    if (!version.isIntegralNumber() || version.asLong() < 0) {
      throw bad("expected_version is %s; give the version you read.".formatted(version));
    }
    return version.asLong();
  }

  /**
   * The operation of a name with the fields of this body.
   *
   * @throws ProblemException 400 if a field is missing or wrong
   */
  Operation operation(String name) {
    ObjectNode typed = fields.deepCopy();
    typed.put("type", name);
    try {
      return Json.mapper().treeToValue(typed, Operation.class);
    } catch (InvalidFormatException e) {
      throw bad(wrongValue(e));
    } catch (JsonProcessingException e) {
      throw bad(
          e.getCause() instanceof IllegalArgumentException refused
              ? refused.getMessage()
              : "The body cannot be read: " + e.getOriginalMessage());
    }
  }

  private static String wrongValue(InvalidFormatException e) {
    String field = e.getPath().get(e.getPath().size() - 1).getFieldName();
    Class<?> type = e.getTargetType();
    return "%s is \"%s\"; give %s."
        .formatted(
            field,
            e.getValue(),
            type.isEnum()
                ? "one of " + Arrays.toString(type.getEnumConstants())
                : type == Instant.class
                    ? "an instant with its zone, e.g. 2026-01-31T08:00:00Z"
                    : "a " + type.getSimpleName().toLowerCase(Locale.ROOT));
  }

  static ProblemException bad(String detail) {
    return Problem.badRequest(detail).asException();
  }
}
