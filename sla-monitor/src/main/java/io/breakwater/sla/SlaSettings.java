package io.breakwater.sla;

import com.typesafe.config.Config;
import io.breakwater.sla.clocks.ClockSettings;
import io.breakwater.sla.notify.NotifierSettings;
import io.breakwater.sla.quiet.QuietSettings;
import io.breakwater.sla.report.ReportSettings;
import io.breakwater.sla.work.WorkConsumerSettings;

/** The settings of the module, section {@code breakwater.sla}. */
public record SlaSettings(
    WorkConsumerSettings consumer,
    ClockSettings clocks,
    NotifierSettings notifier,
    QuietSettings quiet,
    ReportSettings report) {

  /** Reads section {@code breakwater.sla}. */
  public static SlaSettings from(Config config) {
    return new SlaSettings(
        WorkConsumerSettings.from(config),
        ClockSettings.from(config),
        NotifierSettings.from(config),
        QuietSettings.from(config),
        ReportSettings.from(config));
  }
}
