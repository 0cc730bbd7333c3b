package io.breakwater.sla.quiet;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How what was quiet is told of afterwards.
 *
 * @param poll how often to look whether a quiet is over
 * @param batch of how many kept back notifications one notification speaks, at most
 */
public record QuietSettings(Duration poll, int batch) {

  public QuietSettings {
    if (poll.isZero() || poll.isNegative() || batch < 1) {
      throw new IllegalArgumentException(
          "breakwater.sla.quiet has poll %s, batch %d; poll must be longer than nothing and batch at least 1"
              .formatted(poll, batch));
    }
  }

  /** Reads section {@code breakwater.sla.quiet}. */
  public static QuietSettings from(Config config) {
    Config c = config.getConfig("breakwater.sla.quiet");
    return new QuietSettings(c.getDuration("poll"), c.getInt("batch"));
  }
}
