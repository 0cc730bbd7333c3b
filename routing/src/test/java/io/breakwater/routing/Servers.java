package io.breakwater.routing;

import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One broker and one PostgreSQL for all tests of this JVM; each test gets its own corner. */
public final class Servers {
  private Servers() {}

  private static final AtomicInteger CORNERS = new AtomicInteger();
  private static EmbeddedKafka kafka;
  private static EmbeddedPostgres postgres;

  /** The broker. */
  public static synchronized EmbeddedKafka kafka() {
    if (kafka == null) {
      kafka = EmbeddedKafka.start(directory("kafka"), 0);
    }
    return kafka;
  }

  /** The database server. */
  public static synchronized EmbeddedPostgres postgres() {
    if (postgres == null) {
      postgres = EmbeddedPostgres.start(directory("postgres").resolve("data"), 0);
    }
    return postgres;
  }

  /** An empty database of its own. */
  public static String newDatabase() {
    String name = "test_" + CORNERS.incrementAndGet();
    postgres().createDatabase(name);
    return postgres().jdbcUrl(name);
  }

  /** Topics of its own. */
  public static Topics newTopics(int partitions) {
    Topics topics = new Topics("test" + CORNERS.incrementAndGet() + ".");
    kafka()
        .createTopics(
            partitions, topics.scored(), topics.incidents(), topics.work(), topics.deadLetters());
    return topics;
  }

  private static Path directory(String name) {
    try {
      return Files.createTempDirectory("breakwater-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
