package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.attribute.StoredAttributes;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stored form of a refused payload: where it is a JSON object whose {@code attributes} are
 * texts, these pass through the process's {@link io.breakwater.domain.attribute.AttributeCodec} as
 * they do wherever an event is stored. Any other payload is kept as it came: nobody can tell what
 * in it is personal.
 */
final class PersonalPayload {
  private PersonalPayload() {}

  private static final String FIELD = "attributes";

  private record Holder(
      @JsonProperty(FIELD)
          @JsonSerialize(using = StoredAttributes.Serializer.class)
          @JsonDeserialize(using = StoredAttributes.Deserializer.class)
          Map<String, String> attributes) {}

  /** What to store. */
  static byte[] protect(byte[] payload) {
    return changed(payload, PersonalPayload::encoded);
  }

  /** The payload of what was stored. */
  static byte[] reveal(byte[] stored) {
    return changed(stored, PersonalPayload::decoded);
  }

  private interface Change {
    JsonNode of(ObjectNode attributes) throws IOException;
  }

  /** The very same bytes where the change changes nothing. */
  private static byte[] changed(byte[] payload, Change change) {
    try {
      JsonNode root = Payloads.MAPPER.readTree(payload);
      boolean any = root != null && (change(root, change) | change(root.path("data"), change));
      return any ? Payloads.MAPPER.writeValueAsBytes(root) : payload;
    } catch (IOException | RuntimeException e) {
      return payload; // no JSON, or attributes that are not texts
    }
  }

  private static boolean change(JsonNode event, Change change) throws IOException {
    if (!(event instanceof ObjectNode object)
        || !(object.path(FIELD) instanceof ObjectNode attributes)) {
      return false;
    }
    JsonNode after = change.of(attributes);
    if (after.equals(attributes)) {
      return false;
    }
    object.set(FIELD, after);
    return true;
  }

  private static JsonNode encoded(ObjectNode attributes) throws IOException {
    Map<String, String> clear = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      if (!attribute.getValue().isTextual()) {
        return attributes;
      }
      clear.put(attribute.getKey(), attribute.getValue().textValue());
    }
    return Json.mapper().valueToTree(new Holder(clear)).path(FIELD);
  }

  private static JsonNode decoded(ObjectNode attributes) throws IOException {
    ObjectNode holder = Payloads.MAPPER.createObjectNode();
    holder.set(FIELD, attributes);
    return Payloads.MAPPER.valueToTree(
        Json.mapper().treeToValue(holder, Holder.class).attributes());
  }
}
