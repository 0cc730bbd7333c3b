package io.breakwater.routing.journal;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The journal's database access, with two changes to the plugin's own: whoever recovers or writes
 * at the same moment shares a statement, and no query goes through Slick. With the plugin's own
 * access, a thousand work items that recovered at once came to a standstill; why was not found.
 */
public final class BatchedJournal extends DefaultJournalDao {
  private static final int READERS = 2;

  private final DataSource db;
  private final Executor threads;
  private final Serialization serialization;
  private final Batcher<String, Long> highest;
  private final Batcher<String, List<JournalAkkaSerializationRow>> events;

  /** Called by the plugin, by reflection. */
  public BatchedJournal(
      JdbcBackend.DatabaseDef slick,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executionContext,
      Materializer materializer) {
    super(slick, profile, config, serialization, executionContext, materializer);
    ActorSystem<?> system = ActorSystem.wrap(materializer.system());
    this.db = JournalDatabase.pool(system);
    this.threads = system.dispatchers().lookup(DispatcherSelector.blocking());
    this.serialization = serialization;
    this.highest = new Batcher<>(ids -> with(c -> JournalSql.highest(c, ids)), threads, READERS);
    this.events = new Batcher<>(ids -> with(c -> JournalSql.events(c, ids)), threads, READERS);
  }

  @Override
  public Future<Object> highestSequenceNr(String persistenceId, long from) {
    return FutureConverters.asScala(
        highest.ask(persistenceId).thenApply(number -> number == null ? 0L : number));
  }

  @Override
  public akka.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long from, long to, long max) {
    return Source.completionStage(events.ask(persistenceId))
        .mapConcat(rows -> rows == null ? List.<JournalAkkaSerializationRow>of() : rows)
        .filter(row -> row.sequenceNumber() >= from && row.sequenceNumber() <= to)
        .take(max)
        .map(row -> AkkaSerialization.fromRow(serialization, row))
        .asScala();
  }

  /** One statement, one transaction: all rows are durable when this completes, or none is. */
  @Override
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    List<JournalAkkaSerializationRow> inOrder =
        CollectionConverters.asJava(rows).stream().map(Tuple2::_1).toList();
    return FutureConverters.asScala(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return with(
                    connection -> {
                      JournalSql.append(connection, inOrder);
                      return BoxedUnit.UNIT;
                    });
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            },
            threads));
  }

  @FunctionalInterface
  private interface Use<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T with(Use<T> use) throws SQLException {
    try (Connection connection = db.getConnection()) {
      return use.with(connection);
    }
  }
}
