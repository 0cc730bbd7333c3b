package io.breakwater.app.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JobManager or a TaskManager in a JVM of its own, as a Flink distribution runs it: on its class
 * path is what such a distribution brings, and nothing of ours.
 */
final class FlinkProcess implements AutoCloseable {
  private static final String RUNTIME = "org.apache.flink.runtime.";
  private static final List<String> OPENS =
      List.of("java.lang", "java.util", "java.nio", "java.time", "java.util.concurrent");

  /** The jars in lib/ of a Flink distribution, by what their paths in a Maven repository have. */
  private static final Pattern IN_LIB =
      Pattern.compile(
          ".*/(?:org/apache/flink/flink-(?!connector-kafka|table|test|streaming-java/.*tests)[^/]+"
              + "|org/slf4j|org/apache/logging|com/esotericsoftware|org/objenesis|commons-[a-z]+"
              + "|org/apache/commons|org/javassist|org/roaringbitmap|tools/profiler"
              + "|org/snakeyaml|at/yawk|org/xerial|com/ververica)/.*\\.jar");

  private final Process process;
  private final Path log;

  private FlinkProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** A JobManager that runs many jobs. */
  static FlinkProcess jobManager(Path directory, Map<String, String> configuration) {
    return start(
        "jobmanager", "entrypoint.StandaloneSessionClusterEntrypoint", directory, configuration);
  }

  /** A TaskManager of that name. */
  static FlinkProcess taskManager(String name, Path directory, Map<String, String> configuration) {
    return start(name, "taskexecutor.TaskManagerRunner", directory, configuration);
  }

  private static FlinkProcess start(
      String name, String main, Path directory, Map<String, String> configuration) {
    Path home = directory.resolve(name);
    Path log = home.resolve("log");
    try {
      Files.createDirectories(home);
      Files.writeString(
          home.resolve("config.yaml"),
          configuration.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
              .collect(Collectors.joining()));
      Files.copy(Path.of("src/test/resources/log4j2-test.xml"), home.resolve("log4j2.xml"));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.xml"));
      OPENS.forEach(p -> command.add("--add-opens=java.base/" + p + "=ALL-UNNAMED"));
      command.addAll(List.of("-cp", lib(), RUNTIME + main, "--configDir", home.toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new FlinkProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lib() {
    return Stream.of(classPath().split(File.pathSeparator))
        .filter(entry -> IN_LIB.matcher(entry.replace('\\', '/')).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Surefire may have put it into the manifest of a jar. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it has logged. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
