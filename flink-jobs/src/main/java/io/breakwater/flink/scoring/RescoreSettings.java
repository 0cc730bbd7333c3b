package io.breakwater.flink.scoring;

import io.breakwater.flink.job.JobArguments;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What is scored again, and where it goes.
 *
 * @param from event time of the first events that are scored again
 * @param to event time before which they occurred
 * @param topic the whole name of the topic that gets them
 * @param scoring how they are scored
 */
public record RescoreSettings(Instant from, Instant to, String topic, ScoringSettings scoring) {

  public RescoreSettings {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "from is %s and to is %s: give a from before the to".formatted(from, to));
    }
  }

  /**
   * What was given; {@code from} and {@code to} must be.
   *
   * @param topicPrefix of the topics of this installation
   */
  public static RescoreSettings of(JobArguments given, String topicPrefix) {
    Instant from = instant(given, "from");
    Instant to = instant(given, "to");
    String topic = given.text("topic").orElse(topicPrefix + "rescored");
    return new RescoreSettings(from, to, topic, ScoringSettings.of(given));
  }

  private static Instant instant(JobArguments given, String name) {
    String text =
        given
            .text(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name + " is missing: give an instant, e.g. 2026-01-31T08:00:00Z"));
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\": give an instant, e.g. 2026-01-31T08:00:00Z".formatted(name, text), e);
    }
  }
}
