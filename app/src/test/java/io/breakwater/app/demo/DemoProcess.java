package io.breakwater.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
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

/** {@code ./breakwater demo} in a process of its own, which a test can kill. */
final class DemoProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final List<String> OPENS =
      List.of(
          "java.lang", "java.util", "java.nio", "java.time", "java.util.concurrent", "sun.nio.ch");

  private final Path dataDir;
  private final int httpPort = LoopbackPorts.free();
  private final int kafkaPort = LoopbackPorts.free();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  DemoProcess(Path dataDir) {
    this.dataDir = dataDir;
  }

  /** Starts it and returns when it is ready. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx900m", "-XX:MaxDirectMemorySize=256m"));
    OPENS.forEach(p -> command.add("--add-opens=java.base/" + p + "=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Breakwater.class.getName());
    command.addAll(List.of("demo", "--no-traffic", "--data-dir", dataDir.toString()));
    command.addAll(List.of("--port", Integer.toString(httpPort)));
    command.addAll(List.of("--kafka-port", Integer.toString(kafkaPort), "--flink-port", "0"));
    process = new ProcessBuilder(command).inheritIO().start();
    Awaitility.await("ready")
        .atMost(START)
        .pollInterval(Duration.ofMillis(500))
        .until(this::isReady);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String bootstrapServers() {
    return LoopbackPorts.HOST + ":" + kafkaPort;
  }

  URI uri(String path) {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + httpPort + path);
  }

  HttpClient http() {
    return http;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
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

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the demo ended with exit code " + process.exitValue());
    }
    try {
      return http.send(
                  HttpRequest.newBuilder(uri("/readyz")).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
