package io.breakwater.app.replay;

import io.breakwater.app.replay.Mapping.EventRule;
import io.breakwater.app.replay.Mapping.Field;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns one row into its exception events; a pure function of mapping and row. */
public final class EventMapper {
  private final Mapping mapping;

  public EventMapper(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * The events of a row in the order of the mapping; none, where all its times are empty.
   *
   * @throws RowException with a sentence, when the row cannot become events
   */
  public List<ExceptionEvent> events(Row row) {
    List<ExceptionEvent> events = new ArrayList<>();
    for (EventRule rule : mapping.events()) {
      String time = row.value(rule.occurredAt());
      if (!time.isEmpty()) {
        events.add(event(row, rule, time));
      }
    }
    return events;
  }

  private ExceptionEvent event(Row row, EventRule rule, String time) {
    return new ExceptionEvent(
        required(row, Field.EXCEPTION_ID),
        required(row, Field.SOURCE_ID),
        rule.kind(),
        required(row, Field.TYPE),
        severity(optional(row, Field.SEVERITY)),
        mapping.times().read(time),
        amount(optional(row, Field.AMOUNT)),
        optional(row, Field.CURRENCY),
        optional(row, Field.DESK_HINT),
        attributes(row));
  }

  private String required(Row row, Field field) {
    String value = optional(row, field);
    if (value == null) {
      throw new RowException(
          field + " is empty: its template is '" + mapping.fields().get(field) + "'");
    }
    return value;
  }

  private String optional(Row row, Field field) {
    Template template = mapping.fields().get(field);
    String value = template == null ? "" : template.render(row);
    return value.isEmpty() ? null : value;
  }

  private static Severity severity(String text) {
    try {
      return text == null ? null : Severity.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new RowException("severity '" + text + "' is none of LOW, MEDIUM, HIGH, CRITICAL");
    }
  }

  private static BigDecimal amount(String text) {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new RowException("amount '" + text + "' is not a decimal");
    }
  }

  private Map<String, String> attributes(Row row) {
    Map<String, String> attributes = new TreeMap<>();
    mapping
        .attributes()
        .forEach(
            (key, template) -> {
              String value = template.render(row);
              if (!value.isEmpty()) {
                attributes.put(key, value);
              }
            });
    return attributes;
  }
}
