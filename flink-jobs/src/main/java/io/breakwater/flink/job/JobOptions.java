package io.breakwater.flink.job;

import io.breakwater.domain.topic.Topics;
import io.breakwater.flink.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the program arguments of one start of a job say: {@code --name value} pairs, of which {@code
 * --set} may come several times.
 *
 * @param job its name
 * @param environment what it runs with
 * @param arguments its own settings
 */
public record JobOptions(
    String job, KafkaConnection kafka, JobEnvironment environment, JobArguments arguments) {

  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "job",
              "bootstrap",
              "topic-prefix",
              "checkpoints",
              "parallelism",
              "checkpoint-interval",
              "buffer-timeout",
              "state",
              "incremental",
              "unaligned",
              "set"));

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with one sentence, when one is missing, unknown or wrong
   */
  public static JobOptions parse(String... args) {
    Map<String, String> given = new HashMap<>();
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = name(args[i]);
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("--" + name + " has no value");
      }
      if (name.equals("set")) {
        settings.add(args[i + 1]);
      } else {
        given.put(name, args[i + 1]);
      }
    }
    JobArguments typed = JobArguments.of(given);
    JobEnvironment environment =
        new JobEnvironment(
            parallelism(typed.text("parallelism").orElse("2")),
            typed.text("checkpoints"),
            typed.duration("checkpoint-interval", Duration.ofSeconds(10)),
            typed.duration("buffer-timeout", Duration.ofMillis(10)),
            state(typed));
    KafkaConnection kafka =
        KafkaConnection.plain(
            required(given, "bootstrap", "host:port of at least one broker"),
            new Topics(typed.text("topic-prefix").orElse(Topics.DEFAULT.prefix())));
    return new JobOptions(
        required(given, "job", "the name of a job"), kafka, environment, arguments(settings));
  }

  private static String name(String arg) {
    String name = arg.startsWith("--") ? arg.substring(2) : "";
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "unknown argument \"%s\": there are --%s".formatted(arg, String.join(", --", NAMES)));
    }
    return name;
  }

  private static String required(Map<String, String> given, String name, String meaning) {
    if (!given.containsKey(name)) {
      throw new IllegalArgumentException("--%s is missing: give %s".formatted(name, meaning));
    }
    return given.get(name);
  }

  private static StateSettings state(JobArguments given) {
    StateSettings defaults = StateSettings.DEFAULT;
    return new StateSettings(
        given.text("state").map(StateSettings.Backend::parse).orElse(defaults.backend()),
        given.truth("incremental", defaults.incremental()),
        given.truth("unaligned", defaults.unaligned()));
  }

  private static int parallelism(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parallelism is \"" + value + "\": give a whole number", e);
    }
  }

  private static JobArguments arguments(List<String> settings) {
    Map<String, String> values = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--set is \"" + setting + "\": give name=value");
      }
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return JobArguments.of(values);
  }
}
