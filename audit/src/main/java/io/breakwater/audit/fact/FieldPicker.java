package io.breakwater.audit.fact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a few scalar fields of a JSON object by their dotted paths and skips the rest, without
 * building a tree.
 */
final class FieldPicker {
  private static final JsonFactory JSON = new JsonFactory();

  private final Set<String> wanted;
  private final Set<String> parents = new HashSet<>();

  FieldPicker(Collection<String> paths) {
    wanted = Set.copyOf(paths);
    for (String path : wanted) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        parents.add(path.substring(0, dot));
      }
    }
  }

  /**
   * The values that are there, as text, by path.
   *
   * @throws IOException if the bytes are not a JSON object
   */
  Map<String, String> pick(byte[] json) throws IOException {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      object(parser, "", found);
    }
    return found;
  }

  private void object(JsonParser parser, String prefix, Map<String, String> found)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && parents.contains(path)) {
        object(parser, path + ".", found);
      } else if (value.isScalarValue()) {
        if (value != JsonToken.VALUE_NULL && wanted.contains(path)) {
          found.put(path, parser.getText());
        }
      } else {
        parser.skipChildren();
      }
    }
  }
}
