package io.breakwater.ingest.kinesis;

import io.breakwater.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The npm package kinesis-local, a stand-in for Kinesis, as a process of its own. It is installed
 * into {@code target} once; without node, npm or the registry the test that wants it is skipped,
 * but in CI (variable {@code CI}) it fails.
 */
final class KinesisLocal implements AutoCloseable {
  private static final String PACKAGE = "kinesis-local";
  private static final String VERSION = "0.6.2";

  private final Process process;
  private final int port;

  private KinesisLocal(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with one stream of one shard. */
  static KinesisLocal start(String stream) throws IOException, InterruptedException {
    Path main = install();
    int port = LoopbackPorts.free();
    ProcessBuilder node = command(main.getParent(), "node", "main.js");
    node.environment()
        .putAll(
            Map.of(
                "KINESIS_MOCK_PLAIN_PORT", Integer.toString(port),
                "KINESIS_MOCK_TLS_PORT", Integer.toString(LoopbackPorts.free()),
                "INITIALIZE_STREAMS", stream + ":1"));
    KinesisLocal started = new KinesisLocal(node.start(), port);
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !LoopbackPorts.isFree(port));
    return started;
  }

  URI endpoint() {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Path install() throws IOException, InterruptedException {
    Path target = Path.of("target", PACKAGE + "-" + VERSION).toAbsolutePath();
    Path main = target.resolve(Path.of("node_modules", PACKAGE, "main.js"));
    if (!Files.exists(main)) {
      Files.createDirectories(target);
      if (!(runs(target, "node", "--version") && installs(target))) {
        missing(target);
      }
    }
    return main;
  }

  private static boolean installs(Path target) throws InterruptedException {
    return runs(
        target,
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        target.toString(),
        PACKAGE + "@" + VERSION);
  }

  private static void missing(Path target) {
    String reason =
        "The Kinesis gateway is not tested: install node, and npm with access to its registry, for"
            + " %s %s; what was tried is in %s.".formatted(PACKAGE, VERSION, log(target));
    if (System.getenv("CI") == null) {
      Assumptions.abort(reason);
    }
    Assertions.fail(reason);
  }

  private static boolean runs(Path directory, String... command) throws InterruptedException {
    try {
      Process process = command(directory, command).start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static ProcessBuilder command(Path directory, String... command) {
    return new ProcessBuilder(List.of(command))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
  }

  private static Path log(Path directory) {
    return directory.resolve("log.txt");
  }
}
