package io.breakwater.flink.sql;

import io.breakwater.domain.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/**
 * A Java type of our records in SQL.
 *
 * @param dataType the type in SQL
 * @param conversion takes a value, which is not null, to what Flink's tables hold
 */
record SqlType(DataType dataType, UnaryOperator<Object> conversion) {
  /** A decimal as exception events allow it: 20 digits before the point, 18 after it. */
  private static final int PRECISION = 38;

  private static final int SCALE = 18;

  private static final Map<Class<?>, SqlType> SIMPLE =
      Map.ofEntries(
          Map.entry(String.class, text()),
          Map.entry(int.class, same(DataTypes.INT())),
          Map.entry(Integer.class, same(DataTypes.INT())),
          Map.entry(long.class, same(DataTypes.BIGINT())),
          Map.entry(Long.class, same(DataTypes.BIGINT())),
          Map.entry(double.class, same(DataTypes.DOUBLE())),
          Map.entry(Double.class, same(DataTypes.DOUBLE())),
          Map.entry(boolean.class, same(DataTypes.BOOLEAN())),
          // As ISO 8601: SQL's intervals do not mix days and months.
          Map.entry(Duration.class, text()),
          // Milliseconds are what Flink's event time has.
          Map.entry(
              Instant.class,
              new SqlType(DataTypes.TIMESTAMP_LTZ(3), value -> timestamp((Instant) value))),
          Map.entry(
              BigDecimal.class,
              new SqlType(DataTypes.DECIMAL(PRECISION, SCALE), SqlType::decimal)));

  /** The value as Flink's tables hold it; null stays null. */
  Object convert(Object value) {
    return value == null ? null : conversion.apply(value);
  }

  /**
   * The SQL type of a Java type.
   *
   * @throws IllegalArgumentException if it has none, since no record of ours had such a field yet
   */
  static SqlType of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return array(of(of[0]));
      }
      if (generic.getRawType() == Map.class && of[0] == String.class) {
        return map(of(of[1]));
      }
    } else if (type instanceof Class<?> simple) {
      if (SIMPLE.containsKey(simple)) {
        return SIMPLE.get(simple);
      } else if (simple.isEnum()) {
        return text();
      } else if (simple.isRecord()) {
        return row(Column.of(simple));
      } else if (simple.isSealed()) {
        return json();
      }
    }
    throw new IllegalArgumentException("there is no SQL type for " + type.getTypeName());
  }

  static TimestampData timestamp(Instant instant) {
    return TimestampData.fromEpochMillis(instant.toEpochMilli());
  }

  private static Object decimal(Object value) {
    return DecimalData.fromBigDecimal((BigDecimal) value, PRECISION, SCALE);
  }

  private static SqlType same(DataType dataType) {
    return new SqlType(dataType, UnaryOperator.identity());
  }

  private static SqlType text() {
    return new SqlType(DataTypes.STRING(), value -> StringData.fromString(value.toString()));
  }

  /** What may be of many kinds inside a field, e.g. an operation that waits for approval. */
  private static SqlType json() {
    return new SqlType(DataTypes.STRING(), value -> StringData.fromString(Json.text(value)));
  }

  private static SqlType array(SqlType element) {
    return new SqlType(
        DataTypes.ARRAY(element.dataType()),
        value -> new GenericArrayData(((List<?>) value).stream().map(element::convert).toArray()));
  }

  private static SqlType map(SqlType valueType) {
    return new SqlType(
        DataTypes.MAP(DataTypes.STRING(), valueType.dataType()),
        value -> {
          Map<Object, Object> converted = new HashMap<>();
          ((Map<?, ?>) value)
              .forEach(
                  (k, v) -> converted.put(StringData.fromString((String) k), valueType.convert(v)));
          return new GenericMapData(converted);
        });
  }

  private static SqlType row(List<Column> columns) {
    return new SqlType(
        DataTypes.ROW(
            columns.stream().map(c -> DataTypes.FIELD(c.name(), c.type().dataType())).toList()),
        value ->
            GenericRowData.of(columns.stream().map(column -> column.convert(value)).toArray()));
  }
}
