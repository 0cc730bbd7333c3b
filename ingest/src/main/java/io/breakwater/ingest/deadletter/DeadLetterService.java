package io.breakwater.ingest.deadletter;

import akka.http.javadsl.server.Route;
import io.breakwater.domain.event.EventReader;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Database;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The running part of ingest that keeps the dead letters and sends corrected ones again. */
public final class DeadLetterService implements AutoCloseable {
  private final Optional<BatchReader> reader;
  private final Route routes;

  private DeadLetterService(Optional<BatchReader> reader, Route routes) {
    this.reader = reader;
    this.routes = routes;
  }

  /**
   * Migrates schema {@code ingest} and, if this node keeps the dead letters, starts to read their
   * topic.
   *
   * @param events what decides whether a corrected record is an event
   * @param blocking where the API waits for the database and Kafka
   */
  public static DeadLetterService start(
      DeadLetterSettings settings, ServiceContext context, EventReader events, Executor blocking) {
    Database.migrate(context.db(), "ingest");
    Optional<BatchReader> reader =
        context.plays(NodeRole.INGEST) ? Optional.of(reader(settings, context)) : Optional.empty();
    Replayer replayer = new Replayer(context.db(), context.kafka(), events, context.clock());
    Route routes =
        new DeadLetterRoutes(new DeadLetterApi(context.db(), replayer), blocking).routes();
    return new DeadLetterService(reader, routes);
  }

  private static BatchReader reader(DeadLetterSettings settings, ServiceContext context) {
    return BatchReader.start(
        new BatchReader.Settings(
            context.kafka().bootstrapServers(),
            context.kafka().topics().deadLetters(),
            settings.groupId(),
            settings.batch(),
            settings.retryAfter()),
        new DeadLetterSink(context.db()));
  }

  /** {@code /dead-letters}. */
  public Route routes() {
    return routes;
  }

  /** Why no letters are being stored, as a sentence; empty when they are. */
  public Optional<String> problem() {
    return reader.flatMap(BatchReader::problem);
  }

  @Override
  public void close() {
    reader.ifPresent(BatchReader::close);
  }
}
