package io.breakwater.app.replay;

import io.breakwater.app.replay.Mapping.EventRule;
import io.breakwater.app.replay.Mapping.Field;
import io.breakwater.app.replay.Mapping.Format;
import io.breakwater.app.replay.Mapping.TransferRule;
import io.breakwater.domain.event.Kind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a mapping file; whatever is wrong is a sentence that names the field and the remedy. */
public final class MappingParser {
  private static final Set<String> KEYS =
      Set.of(
          "format",
          "delimiter",
          "charset",
          "header",
          "missing",
          "files",
          "time_zone",
          "time_format",
          "events",
          "fields",
          "attributes",
          "transfers");
  private static final List<Field> REQUIRED =
      List.of(Field.EXCEPTION_ID, Field.SOURCE_ID, Field.TYPE);

  private MappingParser() {}

  /**
   * Reads a mapping.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static Mapping parse(String yaml) {
    Map<String, Object> root = map(load(yaml), "the mapping");
    onlyKnown(root.keySet(), KEYS, "the mapping");
    return new Mapping(
        format(root),
        times(root),
        events(root),
        fields(root),
        templates(root, "attributes"),
        transfers(root));
  }

  private static TransferRule transfers(Map<String, Object> root) {
    if (!root.containsKey("transfers")) {
      return null;
    }
    Map<String, Object> rule = map(root.get("transfers"), "transfers");
    onlyKnown(rule.keySet(), Set.of("desk", "occurred_at", "by"), "transfers");
    for (String needed : List.of("desk", "occurred_at")) {
      if (!rule.containsKey(needed)) {
        throw new IllegalArgumentException(
            "transfers: "
                + needed
                + " is missing: write e.g. {desk: \"{{ group }}\", occurred_at: updated_at}");
      }
    }
    return new TransferRule(
        Template.parse(text(rule, "desk", "")),
        text(rule, "occurred_at", ""),
        Template.parse(text(rule, "by", "replay")));
  }

  private static Object load(String yaml) {
    try {
      return new Load(LoadSettings.builder().setLabel("mapping").build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("the mapping is not YAML: " + e.getMessage(), e);
    }
  }

  private static Format format(Map<String, Object> root) {
    String type = text(root, "format", "csv");
    String delimiter = text(root, "delimiter", ",");
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException(
          "delimiter '" + delimiter + "' must be one character, e.g. \",\" or \"|\"");
    }
    return new Format(
        switch (type) {
          case "csv" -> Mapping.Type.CSV;
          case "json-lines" -> Mapping.Type.JSON_LINES;
          default ->
              throw new IllegalArgumentException(
                  "format '" + type + "' is neither csv nor json-lines");
        },
        delimiter.charAt(0),
        text(root, "charset", "UTF-8"),
        list(root, "header").stream().map(String::valueOf).toList(),
        list(root, "missing").stream().map(String::valueOf).collect(Collectors.toSet()),
        text(root, "files", "*"));
  }

  private static TimeReader times(Map<String, Object> root) {
    String zone = text(root, "time_zone", "UTC");
    String format = text(root, "time_format", "rfc3339");
    try {
      return TimeReader.of(format, ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time_zone '" + zone + "' is unknown: use a name such as America/New_York", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "time_format '"
              + format
              + "' is neither rfc3339, epoch_seconds, epoch_millis nor a pattern such as"
              + " yyyy-MM-dd HH:mm:ss",
          e);
    }
  }

  private static List<EventRule> events(Map<String, Object> root) {
    List<EventRule> rules = new ArrayList<>();
    for (Object item : list(root, "events")) {
      Map<String, Object> rule = map(item, "events");
      onlyKnown(rule.keySet(), Set.of("kind", "occurred_at"), "events");
      String column = text(rule, "occurred_at", "");
      if (column.isEmpty()) {
        throw new IllegalArgumentException("events: occurred_at must name the column of the time");
      }
      rules.add(new EventRule(kind(text(rule, "kind", "RAISED")), column));
    }
    if (rules.isEmpty()) {
      throw new IllegalArgumentException(
          "events is empty: give at least one, e.g. {kind: RAISED, occurred_at: open_dt}");
    }
    return rules;
  }

  private static Kind kind(String text) {
    try {
      return Kind.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "events: kind '" + text + "' is none of RAISED, UPDATED, RESOLVED", e);
    }
  }

  private static Map<Field, Template> fields(Map<String, Object> root) {
    Map<String, Template> byName = templates(root, "fields");
    onlyKnown(
        byName.keySet(),
        Stream.of(Field.values()).map(MappingParser::yamlName).collect(Collectors.toSet()),
        "fields");
    Map<Field, Template> fields = new EnumMap<>(Field.class);
    byName.forEach((name, t) -> fields.put(Field.valueOf(name.toUpperCase(Locale.ROOT)), t));
    for (Field field : REQUIRED) {
      if (!fields.containsKey(field)) {
        throw new IllegalArgumentException(
            "fields: " + yamlName(field) + " is missing: every exception event has one");
      }
    }
    return fields;
  }

  private static String yamlName(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Template> templates(Map<String, Object> root, String key) {
    Map<String, Template> templates = new TreeMap<>();
    if (root.containsKey(key)) {
      map(root.get(key), key)
          .forEach((name, value) -> templates.put(name, Template.parse(String.valueOf(value))));
    }
    return templates;
  }

  private static void onlyKnown(Set<String> found, Set<String> known, String where) {
    for (String key : found) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "%s: there is no '%s'; there are %s"
                .formatted(where, key, known.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }

  private static Map<String, Object> map(Object value, String where) {
    if (value instanceof Map<?, ?> found) {
      Map<String, Object> map = new TreeMap<>();
      found.forEach((key, v) -> map.put(String.valueOf(key), v));
      return map;
    }
    throw new IllegalArgumentException(where + " must be a map of names to values");
  }

  private static List<?> list(Map<String, Object> root, String key) {
    Object value = root.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(key + " must be a list");
  }

  private static String text(Map<String, Object> map, String key, String absent) {
    Object value = map.get(key);
    return value == null ? absent : String.valueOf(value);
  }
}
