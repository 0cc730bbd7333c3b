package io.breakwater.app.serve;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.kafka.Publisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A steady flow of scored exceptions, each of them new. */
final class ScoredLoad implements AutoCloseable {
  private static final String SOURCE = "load";

  private final Publisher publisher;
  private final Topics topics;
  private final String policyVersion;
  private final AtomicInteger sent = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  ScoredLoad(String bootstrapServers, Topics topics, String policyVersion) {
    this.publisher = Publisher.connect(bootstrapServers, Map.of());
    this.topics = topics;
    this.policyVersion = policyVersion;
  }

  /** Sends so many a second from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with stop()
  void start(int perSecond) {
    thread.scheduleAtFixedRate(
        this::sendOne, 0, TimeUnit.SECONDS.toMicros(1) / perSecond, TimeUnit.MICROSECONDS);
  }

  /** Ends the flow; how many were sent. */
  int stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the load did not end");
    }
    return sent.get();
  }

  int sent() {
    return sent.get();
  }

  /** The work item of the n-th exception. */
  static String workItemId(int n) {
    return Identity.workItemId(SOURCE, "X-" + n);
  }

  private void sendOne() {
    int n = sent.get();
    Instant now = Instant.now();
    ExceptionEvent event =
        new ExceptionEvent(
            "X-" + n,
            SOURCE,
            Kind.RAISED,
            "recon.break",
            Severity.MEDIUM,
            now,
            null,
            null,
            null,
            Map.of());
    TraceContext trace = TraceContext.mint(topics.exceptions(), 0, n);
    ScoredException scored =
        new ScoredException(
            event.eventId(),
            event,
            trace,
            new Origin(topics.exceptions(), 0, n, now),
            30,
            Priority.P3,
            List.of(),
            Map.of(),
            policyVersion,
            false);
    publisher
        .publish(topics.scored(), SOURCE + "/X-" + n, Json.bytes(scored), trace)
        .toCompletableFuture()
        .join();
    sent.incrementAndGet();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    publisher.close();
  }
}
