package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The times at which a silence comes again. */
final class RecurrenceOptions {
  @Option(
      names = "--on",
      split = ",",
      paramLabel = "DAY",
      description =
          "Only on these days: SAT, MON-FRI, 'first SUN', 15 or last; needs --at, --zone and --lasts.")
  List<String> on;

  @Option(names = "--at", paramLabel = "HH:MM", description = "From this local time on.")
  String at;

  @Option(names = "--zone", description = "Its time zone, e.g. Europe/London.")
  String zone;

  @Option(
      names = "--lasts",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long each time, e.g. 4h.")
  Duration lasts;

  void into(ObjectNode body) {
    if (on == null && at == null && zone == null && lasts == null) {
      return;
    }
    if (on == null || at == null || zone == null || lasts == null) {
      throw CommandFailure.usage("--on, --at, --zone and --lasts belong together; give all four");
    }
    ObjectNode recurrence = body.putObject("recurrence");
    recurrence.put("zone", zone).put("at", at).put("for", lasts.toString());
    on.forEach(recurrence.putArray("on")::add);
  }
}
