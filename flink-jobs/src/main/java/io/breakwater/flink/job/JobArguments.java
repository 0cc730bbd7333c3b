package io.breakwater.flink.job;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A job's own settings as somebody gave them, e.g. {@code dedupe-ttl=PT10M}. What a job asks for is
 * what it knows: anything else that was given is a mistake, see {@link #requireKnown}.
 */
public final class JobArguments {

  private final Map<String, String> given;
  private final Set<String> known = new TreeSet<>();

  private JobArguments(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /** Every setting has its default. */
  public static JobArguments none() {
    return of(Map.of());
  }

  /** Settings by name. */
  public static JobArguments of(Map<String, String> given) {
    return new JobArguments(given);
  }

  /** A setting as it was given; empty when it was not. */
  public Optional<String> text(String name) {
    known.add(name);
    return Optional.ofNullable(given.get(name));
  }

  /**
   * A duration.
   *
   * @throws IllegalArgumentException when it is not written as ISO 8601 wants it
   */
  public Duration duration(String name, Duration otherwise) {
    return text(name).map(value -> parse(name, value)).orElse(otherwise);
  }

  /**
   * A choice.
   *
   * @throws IllegalArgumentException when it is neither {@code true} nor {@code false}
   */
  public boolean truth(String name, boolean otherwise) {
    return text(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new IllegalArgumentException(
                          "%s is \"%s\": give true or false".formatted(name, value));
                })
        .orElse(otherwise);
  }

  /**
   * Refuses what the job has not asked for.
   *
   * @throws IllegalArgumentException with one sentence that names it and what there is
   */
  void requireKnown(String job) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "job %s has no setting %s; it has %s"
              .formatted(job, String.join(", ", unknown), String.join(", ", known)));
    }
  }

  private static Duration parse(String name, String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\": give an ISO 8601 duration, e.g. PT10S".formatted(name, value), e);
    }
  }
}
