package io.breakwater.app.serve;

import io.breakwater.app.BreakwaterProcess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Somebody who comments on work items, one after the other, by whichever node answers, and notes
 * down what was confirmed. What was not is asked again with the same key.
 */
final class OperationLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final List<BreakwaterProcess> nodes;
  private final IntSupplier items;
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "operations");
  private volatile boolean stopping;

  /**
   * Prepares it.
   *
   * @param items how many work items there are
   */
  OperationLoad(List<BreakwaterProcess> nodes, IntSupplier items) {
    this.nodes = nodes;
    this.items = items;
  }

  void start() {
    thread.start();
  }

  /** Ends it; the notes of the comments that were confirmed. */
  Set<String> stop() throws InterruptedException {
    stopping = true;
    thread.join();
    return confirmed;
  }

  /** How often no answer or none of use came. */
  int unanswered() {
    return unanswered.get();
  }

  private void run() {
    for (int n = 0; !stopping; n++) {
      String note = "note-" + n;
      String item = ScoredLoad.workItemId(n % Math.max(1, items.getAsInt()));
      for (int turn = n; !stopping && !confirmed.contains(note); turn++) {
        if (comment(nodes.get(turn % nodes.size()), item, note)) {
          confirmed.add(note);
        } else {
          unanswered.incrementAndGet();
        }
      }
    }
  }

  private boolean comment(BreakwaterProcess node, String item, String note) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(node.uri("/api/v1/work-items/" + item + "/comment"))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", note)
              .POST(BodyPublishers.ofString("{\"by\":\"ann\",\"note\":\"%s\"}".formatted(note)))
              .build();
      return node.http().send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      stopping = true;
      return false;
    }
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}
