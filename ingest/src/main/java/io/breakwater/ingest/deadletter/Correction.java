package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.ingest.RawEvent;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person changes in a refused record.
 *
 * @param set new values by dotted path into the payload, e.g. {@code amount}, {@code
 *     attributes.market}, {@code data.amount}; a dot in a name is written {@code \.}, null takes
 *     the field away
 * @param headers new values by header name; null takes the header away
 * @param payload the whole payload anew, before {@code set} is applied; null to keep it
 */
public record Correction(Map<String, JsonNode> set, Map<String, String> headers, String payload) {

  /** Nothing changed: the same record is sent again. */
  public static final Correction NONE = new Correction(null, null, null);

  public Correction {
    set = set == null ? Map.of() : set;
    headers = headers == null ? Map.of() : headers;
  }

  /**
   * The corrected record.
   *
   * @throws ProblemException 422 if the payload has no such place
   */
  public RawEvent apply(byte[] refused, Map<String, String> refusedHeaders) {
    byte[] whole = payload == null ? refused : payload.getBytes(StandardCharsets.UTF_8);
    Map<String, String> corrected = new HashMap<>(refusedHeaders);
    headers.forEach(
        (name, value) -> {
          if (value == null) {
            corrected.remove(name);
          } else {
            corrected.put(name, value);
          }
        });
    return new RawEvent(set.isEmpty() ? whole : withFields(whole), corrected);
  }

  private byte[] withFields(byte[] whole) {
    JsonNode root = tree(whole);
    if (!(root instanceof ObjectNode object)) {
      throw refused(
          "The payload is not a JSON object, so no field of it can be set. Give the whole payload"
              + " instead.");
    }
    set.forEach((path, value) -> set(object, path, value));
    try {
      return Payloads.MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Payloads.MAPPER.readTree(json);
    } catch (IOException e) {
      return null; // told by the caller, like other things that are no object
    }
  }

  private static void set(ObjectNode root, String path, JsonNode value) {
    List<String> names = names(path);
    ObjectNode at = root;
    for (String name : names.subList(0, names.size() - 1)) {
      JsonNode next = at.get(name);
      if (next == null || next.isNull()) {
        next = at.putObject(name);
      } else if (!next.isObject()) {
        throw refused(
            "\"%s\" cannot be set: \"%s\" is no object in this payload. Set \"%s\" first, or give the whole payload."
                .formatted(path, name, name));
      }
      at = (ObjectNode) next;
    }
    String last = names.get(names.size() - 1);
    if (value == null || value.isNull()) {
      at.remove(last);
    } else {
      at.set(last, value);
    }
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String part : path.split("(?<!\\\\)\\.", -1)) {
      String name = part.replace("\\.", ".");
      if (name.isEmpty()) {
        throw refused(
            "\"%s\" names no field: write it as amount or attributes.market.".formatted(path));
      }
      names.add(name);
    }
    return names;
  }

  private static ProblemException refused(String detail) {
    return Problem.of(422, "not-correctable", "Cannot be corrected like this", detail)
        .asException();
  }
}
