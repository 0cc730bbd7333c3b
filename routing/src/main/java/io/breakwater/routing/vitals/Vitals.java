package io.breakwater.routing.vitals;

import io.breakwater.platform.ServiceContext;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.outbox.OutboxOffset;
import io.breakwater.routing.read.ParkedTable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells whether routing keeps up: intake lag, outbox lag and the age of the oldest writing
 * transaction, which holds the outbox back. Sampled here, so that a scrape never waits for a
 * database.
 */
public final class Vitals implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Vitals.class);
  private static final long EVERY_SECONDS = 2;
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

  private static final String OLDEST_WRITER =
      "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)"
          + " FROM pg_stat_activity WHERE backend_xid IS NOT NULL";

  private final ServiceContext context;
  private final IntakeLag intake;
  private final LongCounter received;
  private final LongCounter told;
  private final List<Runnable> gauges = new ArrayList<>();
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "breakwater-routing-vitals");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long intakeLag;
  private volatile long outboxLag;
  private volatile long parked;
  private volatile double xminAge;

  /** Registers the instruments and starts to sample. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with close()
  public Vitals(ServiceContext context, String groupId) {
    this.context = context;
    this.intake =
        new IntakeLag(
            context.kafka().bootstrapServers(), groupId, context.kafka().topics().scored());
    Meter meter = context.telemetry().getMeter("io.breakwater.routing");
    received =
        meter
            .counterBuilder("breakwater.intake.records")
            .setDescription("Scored exceptions taken in, by what became of them")
            .build();
    told =
        meter
            .counterBuilder("breakwater.intake.incidents")
            .setDescription("Incident records taken in, by what became of them")
            .build();
    gauges.add(
        meter
                .gaugeBuilder("breakwater.intake.lag")
                .ofLongs()
                .setDescription("Scored exceptions not committed by intake")
                .setUnit("{record}")
                .buildWithCallback(m -> m.record(intakeLag))
            ::close);
    gauges.add(
        meter
                .gaugeBuilder("breakwater.outbox.lag")
                .ofLongs()
                .setDescription("Journal events not yet published and projected, up to 100,000")
                .setUnit("{event}")
                .buildWithCallback(m -> m.record(outboxLag))
            ::close);
    gauges.add(
        meter
                .gaugeBuilder("breakwater.outbox.parked")
                .ofLongs()
                .setDescription(
                    "Work items that the read side left aside: their history does not fit")
                .setUnit("{item}")
                .buildWithCallback(m -> m.record(parked))
            ::close);
    gauges.add(
        meter
                .gaugeBuilder("breakwater.outbox.xmin.age")
                .setDescription("Age of the oldest writing transaction: it holds the outbox back")
                .setUnit("s")
                .buildWithCallback(m -> m.record(xminAge))
            ::close);
    sampler.scheduleWithFixedDelay(this::sample, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Counts one scored exception; {@code result} is written, redelivered, duplicate, poison or
   * failed.
   */
  public void received(String result) {
    received.add(1, Attributes.of(RESULT, result));
  }

  /** Counts one incident record; {@code result} is written, redelivered, poison or failed. */
  public void told(String result) {
    told.add(1, Attributes.of(RESULT, result));
  }

  private void sample() {
    try (Connection db = context.db().getConnection()) {
      outboxLag = JournalFeed.behind(db, OutboxOffset.position(db));
      xminAge = oldestWriter(db);
      parked = ParkedTable.count(db);
    } catch (SQLException | RuntimeException e) {
      log.debug("the database could not be sampled", e);
    }
    try {
      intakeLag = intake.records();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      log.debug("the broker could not be sampled", e);
    }
  }

  private static double oldestWriter(Connection db) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(OLDEST_WRITER);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getDouble(1);
    }
  }

  @Override
  public void close() {
    sampler.shutdownNow();
    gauges.forEach(Runnable::run);
    intake.close();
  }
}
