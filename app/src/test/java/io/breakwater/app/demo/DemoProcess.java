package io.breakwater.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.BreakwaterProcess;
import io.breakwater.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;

/** {@code ./breakwater demo} without traffic, on a data directory that outlives it. */
final class DemoProcess implements AutoCloseable {
  private final int kafkaPort = LoopbackPorts.free();
  private final BreakwaterProcess process;

  DemoProcess(Path dataDir) {
    process =
        new BreakwaterProcess(
            List.of(
                "demo",
                "--no-traffic",
                "--data-dir",
                dataDir.toString(),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--flink-port",
                "0"));
  }

  void start(String... further) throws IOException {
    process.start("/readyz", further);
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  String bootstrapServers() {
    return LoopbackPorts.HOST + ":" + kafkaPort;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return process.get(path);
  }

  URI uri(String path) {
    return process.uri(path);
  }

  HttpClient http() {
    return process.http();
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
