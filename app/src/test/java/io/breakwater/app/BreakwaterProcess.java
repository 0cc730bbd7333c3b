package io.breakwater.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import io.breakwater.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code ./breakwater COMMAND} in a process of its own, which a test can kill. */
public final class BreakwaterProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final List<String> OPENS =
      List.of(
          "java.lang", "java.util", "java.nio", "java.time", "java.util.concurrent", "sun.nio.ch");

  private final List<String> command;
  private final int httpPort = LoopbackPorts.free();
  // Beside the reports: what a child writes to our own output would mix with the build tool's.
  private final Path log = Path.of("target", "breakwater-" + httpPort + ".log");
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  /** Prepares it; {@code --port} is added. */
  public BreakwaterProcess(List<String> arguments) {
    this(arguments, List.of("-Xmx900m", "-XX:MaxDirectMemorySize=256m"));
  }

  /** Prepares one with other options of the JVM. */
  public BreakwaterProcess(List<String> arguments, List<String> options) {
    command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    OPENS.forEach(p -> command.add("--add-opens=java.base/" + p + "=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Breakwater.class.getName());
    command.addAll(arguments);
    command.addAll(List.of("--port", Integer.toString(httpPort)));
  }

  /** Starts it, with further arguments, and returns when it answers on {@code path} with 200. */
  public void start(String path, String... further) throws IOException {
    launch(further);
    await(path);
  }

  /** Starts it, with further arguments, and returns at once. */
  public void launch(String... further) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(further));
    process =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** Returns when it answers on {@code path} with 200. */
  public void await(String path) {
    Awaitility.await(path)
        .atMost(START)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> isOk(path));
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit code, once it has ended. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Where it serves. */
  public URI uri(String path) {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + httpPort + path);
  }

  /** A client for it. */
  public HttpClient http() {
    return http;
  }

  /** The JSON that it answers on {@code path}. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    return Json.mapper().readTree(answer.body());
  }

  /** Stops it as Ctrl-C does. */
  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        kill();
      }
    }
  }

  private boolean isOk(String path) throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the process ended with exit code %d, see %s".formatted(process.exitValue(), log));
    }
    try {
      return http.send(
                  HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
