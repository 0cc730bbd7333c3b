package io.breakwater.flink.sql;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A field of a record as a column. The columns come from the record's class, so that what SQL sees
 * cannot go out of step with the JSON on the topic: the names are those of the JSON.
 *
 * @param name in snake_case
 * @param value takes the record to the field's value; null where the record has none
 */
record Column(String name, SqlType type, Function<Object, Object> value) {
  private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

  /** The field of {@code record} as Flink's tables hold it. */
  Object convert(Object record) {
    return type.convert(value.apply(record));
  }

  /** One column for each field of the record class. */
  static List<Column> of(Class<?> record) {
    return of(record, Set.of());
  }

  /**
   * As {@link #of(Class)}, but the fields of a record in one of the {@code inlined} fields become
   * columns themselves. An inlined field of several kinds (a sealed interface) becomes a column
   * with the name of the kind, and one for each field that any of the kinds has.
   */
  static List<Column> of(Class<?> record, Set<String> inlined) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Column field = field(component, inlined);
      expand(field, component.getType(), inlined).forEach(column -> add(column, columns));
    }
    return List.copyOf(columns.values());
  }

  private static Column field(RecordComponent component, Set<String> inlined) {
    String name = NAMES.translate(component.getName());
    SqlType type = inlined.contains(name) ? null : SqlType.of(component.getGenericType());
    return new Column(name, type, record -> read(component, record));
  }

  private static List<Column> expand(Column field, Class<?> type, Set<String> inlined) {
    if (!inlined.contains(field.name())) {
      return List.of(field);
    }
    if (!type.isSealed()) {
      return of(type, inlined).stream().map(inner -> inner.behind(field)).toList();
    }
    List<Column> all = new ArrayList<>();
    Map<Class<?>, String> kinds = kinds(type);
    all.add(
        new Column(
            field.name(),
            SqlType.of(String.class),
            record -> {
              Object value = field.value().apply(record);
              return value == null ? null : kinds.get(value.getClass());
            }));
    for (Class<?> kind : kinds.keySet()) {
      of(kind).forEach(inner -> all.add(inner.behind(field)));
    }
    return all;
  }

  private static Map<Class<?>, String> kinds(Class<?> type) {
    Map<Class<?>, String> names = new LinkedHashMap<>();
    for (JsonSubTypes.Type kind : type.getAnnotation(JsonSubTypes.class).value()) {
      names.put(kind.value(), kind.name());
    }
    return names;
  }

  /** The same name again is the same thing: an opened work item's id stands in its record twice. */
  private static void add(Column column, Map<String, Column> columns) {
    columns.merge(column.name(), column, Column::or);
  }

  private Column or(Column other) {
    if (!type.dataType().equals(other.type.dataType())) {
      throw new IllegalArgumentException(
          "column " + name + " is " + type.dataType() + " and " + other.type.dataType());
    }
    return new Column(
        name,
        type,
        record -> {
          Object first = value.apply(record);
          return first != null ? first : other.value.apply(record);
        });
  }

  private Column behind(Column outer) {
    return new Column(name, type, record -> value.apply(outer.value.apply(record)));
  }

  private static Object read(RecordComponent component, Object record) {
    if (!component.getDeclaringRecord().isInstance(record)) {
      return null;
    }
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
