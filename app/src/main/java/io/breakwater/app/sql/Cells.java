package io.breakwater.app.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.types.Row;

/** Values of a query's rows, for people and as JSON. */
final class Cells {
  private Cells() {}

  /** A row as an object, its fields in the order of the columns. */
  static ObjectNode object(List<String> columns, Row row) {
    ObjectNode object = Json.mapper().createObjectNode();
    for (int i = 0; i < columns.size(); i++) {
      object.set(columns.get(i), json(row.getField(i)));
    }
    return object;
  }

  /** A row as lines of text, nothing for null. */
  static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.getArity(); i++) {
      texts.add(text(json(row.getField(i))));
    }
    return texts;
  }

  private static String text(JsonNode json) {
    if (json.isBigDecimal()) {
      return json.decimalValue().toPlainString();
    }
    return json.isContainerNode() ? json.toString() : json.asText("");
  }

  /** Rows and maps become objects; Jackson takes from decimals the zeros that their type adds. */
  private static JsonNode json(Object value) {
    if (value instanceof Row row) {
      Set<String> names = row.getFieldNames(true);
      return names == null ? array(texts(row).toArray()) : object(List.copyOf(names), row);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, inner) -> sorted.put(String.valueOf(key), inner));
      ObjectNode object = Json.mapper().createObjectNode();
      sorted.forEach((key, inner) -> object.set(key, json(inner)));
      return object;
    } else if (value instanceof Object[] array) {
      return array(array);
    }
    return Json.mapper().valueToTree(value);
  }

  private static ArrayNode array(Object[] values) {
    ArrayNode array = Json.mapper().createArrayNode();
    for (Object value : values) {
      array.add(json(value));
    }
    return array;
  }
}
