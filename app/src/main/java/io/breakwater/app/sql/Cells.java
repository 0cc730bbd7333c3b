package io.breakwater.app.sql;

import io.breakwater.domain.json.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.types.Row;

/** Values of a query's rows, for people and for JSON. */
final class Cells {
  private Cells() {}

  /** As {@link Json} writes it: rows and maps become objects, decimals lose the type's zeros. */
  static Object plain(Object value) {
    if (value instanceof Row row) {
      return fields(row);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> object = new TreeMap<>();
      map.forEach((key, inner) -> object.put(String.valueOf(key), plain(inner)));
      return object;
    } else if (value instanceof Object[] array) {
      return Arrays.stream(array).map(Cells::plain).toList();
    } else if (value instanceof BigDecimal decimal) {
      BigDecimal stripped = decimal.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
    return value;
  }

  /** A row as an object. */
  static Map<String, Object> fields(Row row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String name : row.getFieldNames(true)) {
      object.put(name, plain(row.getField(name)));
    }
    return object;
  }

  /** One line of text; nothing for null. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    Object plain = plain(value);
    if (plain instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return plain instanceof Map || plain instanceof Iterable ? Json.text(plain) : plain.toString();
  }
}
