package io.breakwater.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the schemas of a document refuse fields that they do not name, where they do not say what
 * further fields may be. To clients they stay open; a test wants to know of a field that nobody has
 * described. Parts of an {@code allOf} stay open, for the others name more.
 */
final class ClosedSchemas {
  private ClosedSchemas() {}

  static void close(JsonNode document) {
    Set<String> combined = new HashSet<>();
    for (JsonNode parts : document.findValues("allOf")) {
      parts.forEach(part -> combined.add(part.path("$ref").asText()));
    }
    document
        .at("/components/schemas")
        .propertyStream()
        .forEach(
            schema ->
                close(
                    schema.getValue(),
                    combined.contains("#/components/schemas/" + schema.getKey())));
    document.path("paths").forEach(path -> close(path, false));
    document.at("/components/responses").forEach(response -> close(response, false));
  }

  private static void close(JsonNode node, boolean open) {
    if (!open
        && node instanceof ObjectNode schema
        && schema.path("type").asText().equals("object")
        && schema.has("properties")
        && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
    node.propertyStream()
        .forEach(
            child -> {
              boolean part = child.getKey().equals("allOf");
              if (part) {
                child.getValue().forEach(one -> close(one, true));
              } else {
                close(child.getValue(), false);
              }
            });
    if (node.isArray()) {
      node.forEach(item -> close(item, false));
    }
  }
}
