package io.breakwater.app.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.cli.CommandFailure;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.replay.DeskLog.Transfer;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries out transfers by the API of a running Breakwater: those of one work item in their order,
 * several work items at once. Each has an idempotency key of its own, so that a second replay of
 * the same log does nothing.
 */
public final class Transfers {
  private static final int AT_ONCE = 8;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ApiClient api;
  private final Duration patience;
  private final AtomicLong lastDone = new AtomicLong();

  /**
   * Transfers by a server.
   *
   * @param patience how long a work item may be awaited while no other is transferred either: its
   *     event is still on its way
   */
  public Transfers(ApiClient api, Duration patience) {
    this.api = api;
    this.patience = patience;
  }

  /**
   * Returns when all are done.
   *
   * @throws CommandFailure when the server refuses one, or a work item is not opened
   */
  void carryOut(List<List<Transfer>> items, Progress.Step step) {
    lastDone.set(System.nanoTime());
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      CompletableFuture<?>[] all =
          items.stream()
              .map(
                  transfers ->
                      CompletableFuture.runAsync(
                          () -> transfers.forEach(transfer -> carryOut(transfer, step)), threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(all).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private void carryOut(Transfer transfer, Progress.Step step) {
    String path = "/api/v1/work-items/" + transfer.workItemId() + "/transfer";
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("by", transfer.by())
            .put("desk", transfer.desk())
            .put("new_desk", true)
            .put("note", "at " + transfer.at());
    Map<String, String> headers = Map.of("Idempotency-Key", key(transfer));
    while (api.postIfThere(path, body, headers).isEmpty()) {
      if (System.nanoTime() - lastDone.get() > patience.toNanos()) {
        throw CommandFailure.problem(
            "work item %s is not opened: nothing came of its event in %s. GET /readyz says what is"
                    .formatted(transfer.workItemId(), patience)
                + " not ready, dead-letters list what was refused");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    lastDone.set(System.nanoTime());
    synchronized (step) {
      step.advance(1);
    }
  }

  private static String key(Transfer transfer) {
    return Identity.hash128(
        "replayed transfer",
        transfer.workItemId(),
        Integer.toString(transfer.number()),
        transfer.at().toString(),
        transfer.desk());
  }
}
