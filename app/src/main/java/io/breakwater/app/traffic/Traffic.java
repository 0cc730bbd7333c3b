package io.breakwater.app.traffic;

import io.breakwater.app.client.EventSender;
import io.breakwater.app.traffic.TrafficScript.Message;
import io.breakwater.domain.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a {@link TrafficScript} at the pace of {@link Bursts} until it is closed. */
public final class Traffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

  private final TrafficScript script;
  private final Bursts bursts;
  private final EventSender sender;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "traffic");

  public Traffic(TrafficScript script, Bursts bursts, EventSender sender, Clock clock) {
    this.script = script;
    this.bursts = bursts;
    this.sender = sender;
    this.clock = clock;
  }

  /** Starts sending from a thread of its own. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops; what was sent is stored when this returns. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    sender.close();
  }

  private void run() {
    long start = System.nanoTime();
    Duration due = Duration.ZERO;
    try {
      while (!Thread.interrupted()) {
        long wait = due.toNanos() - (System.nanoTime() - start);
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        } else {
          send(script.next(clock.instant()));
          due = due.plus(bursts.gapAfter(due));
        }
      }
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.error("the traffic generator stopped: {}", e.getMessage(), e);
      }
    }
  }

  private void send(Message message) {
    sender.send(
        message.key().map(key -> key.getBytes(StandardCharsets.UTF_8)).orElse(null),
        message.value(),
        message.traceparent().map(t -> Map.of(TraceContext.HEADER, t)).orElse(Map.of()));
  }
}
