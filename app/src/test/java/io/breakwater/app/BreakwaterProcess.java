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
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  /** Prepares it; {@code --port} is added. */
  public BreakwaterProcess(List<String> arguments) {
    command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx900m", "-XX:MaxDirectMemorySize=256m"));
    OPENS.forEach(p -> command.add("--add-opens=java.base/" + p + "=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Breakwater.class.getName());
    command.addAll(arguments);
    command.addAll(List.of("--port", Integer.toString(httpPort)));
  }

  /** Starts it, with further arguments, and returns when it answers on {@code path} with 200. */
  public void start(String path, String... further) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(further));
    process = new ProcessBuilder(all).inheritIO().start();
    await(path);
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
      throw new IllegalStateException("the process ended with exit code " + process.exitValue());
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
