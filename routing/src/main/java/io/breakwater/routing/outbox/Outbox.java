package io.breakwater.routing.outbox;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.routing.RoutingSettings.OutboxSettings;
import io.breakwater.routing.read.Projection;
import io.breakwater.routing.read.WorkItemRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the journal to topic {@code work} and folds it into the read tables, in rounds: read,
 * publish and wait for the broker, then project and move on in one transaction. While one round is
 * projected, the next is already published if it waits. A crash in between publishes rounds again;
 * consumers drop them by their sequence numbers.
 */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final long PUBLISH_SECONDS = 30;

  private final ServiceContext context;
  private final OutboxSettings settings;
  private final Consumer<Collection<WorkItemRow>> projected;
  private final Semaphore hints = new Semaphore(0);
  private final Thread thread;

  /** Reads and publishes, one round after the other: what is published is in feed order. */
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(work -> daemon(work, "breakwater-outbox-sender"));

  private volatile boolean stopping;
  private volatile String trouble = "The outbox has not started.";

  /**
   * Prepares the outbox.
   *
   * @param projected is told what changed, after it is committed; must return at once
   */
  public Outbox(
      ServiceContext context,
      OutboxSettings settings,
      Consumer<Collection<WorkItemRow>> projected) {
    this.context = context;
    this.settings = settings;
    this.projected = projected;
    this.thread = daemon(this::run, "breakwater-outbox");
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes the outbox over and goes on where the last owner stopped. */
  public void start() {
    thread.start();
  }

  /** Says that something was written; the outbox looks at once instead of at its next poll. */
  public void wake() {
    if (hints.availablePermits() == 0) {
      hints.release();
    }
  }

  /** What keeps it from moving on; null while all is well. */
  public String trouble() {
    return trouble;
  }

  /** Finishes its round and ends. */
  public void stop() {
    stopping = true;
    wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PUBLISH_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.shutdownNow();
    }
  }

  private void run() {
    Duration backoff = settings.minBackoff();
    while (!stopping) {
      try {
        OutboxOffset.Claim claim = claim();
        trouble = null;
        backoff = settings.minBackoff();
        follow(claim);
      } catch (OutboxOffset.LostException e) {
        log.info("{}", e.getMessage());
        trouble = "Another node has taken the outbox over.";
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        Throwable cause = e instanceof CompletionException ? e.getCause() : e;
        trouble = "The outbox cannot move on: " + cause;
        log.warn("outbox: trying again in {}", backoff, cause);
        backoff = pause(backoff);
      }
    }
  }

  private Duration pause(Duration backoff) {
    try {
      TimeUnit.MILLISECONDS.sleep(backoff.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
    Duration next = backoff.multipliedBy(2);
    return next.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : next;
  }

  private OutboxOffset.Claim claim() throws SQLException {
    try (Connection db = context.db().getConnection()) {
      return OutboxOffset.claim(db);
    }
  }

  /** What the broker has of one round. */
  private record Sent(List<JournalFeed.Entry> entries) {
    Position end() {
      return entries.get(entries.size() - 1).position();
    }
  }

  private void follow(OutboxOffset.Claim claim) throws SQLException, InterruptedException {
    OutboxOffset.Claim at = claim;
    CompletableFuture<Sent> next = send(at.position());
    while (!stopping) {
      Sent sent = next.join();
      if (sent.entries().isEmpty()) {
        rest();
        next = send(at.position());
        continue;
      }
      boolean more = sent.entries().size() == settings.batch();
      if (more) {
        next = send(sent.end());
      }
      at = project(at, sent);
      if (!more) {
        TimeUnit.MILLISECONDS.sleep(settings.pace().toMillis());
        next = send(at.position());
      }
    }
  }

  /** Begins a round. It fails with what keeps it from being read or published. */
  private CompletableFuture<Sent> send(Position after) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<JournalFeed.Entry> entries = read(after);
          publish(entries);
          return new Sent(entries);
        },
        sender);
  }

  private List<JournalFeed.Entry> read(Position after) {
    try (Connection db = context.db().getConnection()) {
      return JournalFeed.after(db, after, settings.batch());
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private void rest() throws InterruptedException {
    boolean hinted = hints.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    if (hinted) {
      hints.drainPermits();
    }
  }

  private OutboxOffset.Claim project(OutboxOffset.Claim at, Sent sent) throws SQLException {
    Collection<WorkItemRow> changed =
        Transactions.run(
            context.db(),
            db -> {
              OutboxOffset.advance(db, at, sent.end());
              return Projection.apply(db, sent.entries());
            });
    projected.accept(changed);
    return new OutboxOffset.Claim(at.epoch(), sent.end());
  }

  private void publish(List<JournalFeed.Entry> entries) {
    CompletableFuture<?>[] acks =
        entries.stream()
            .map(JournalFeed.Entry::record)
            .map(this::publish)
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(acks).orTimeout(PUBLISH_SECONDS, TimeUnit.SECONDS).join();
  }

  private CompletableFuture<?> publish(WorkRecord record) {
    return context
        .kafka()
        .publisher()
        .publish(
            context.kafka().topics().work(), record.workItemId(), Json.bytes(record), trace(record))
        .toCompletableFuture();
  }

  /** The item's trace; the span is the record's own and the same on every publication. */
  private static TraceContext trace(WorkRecord record) {
    WorkItemEvent event = record.event();
    String span =
        Identity.hash128("span", record.workItemId(), Long.toString(record.sequence()))
            .substring(0, 16);
    return new TraceContext(event.traceId(), span);
  }
}
