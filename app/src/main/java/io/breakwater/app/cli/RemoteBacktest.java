package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.policy.backtest.Backtests;
import io.breakwater.app.policy.backtest.Report;
import io.breakwater.domain.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A backtest that a server runs over its own history. */
final class RemoteBacktest {
  private static final String PATH = "/api/v1/policies/backtests";
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final ApiClient api;

  RemoteBacktest(ApiClient api) {
    this.api = api;
  }

  /** Starts it and waits for its report. */
  Report run(Backtests.Order order) {
    JsonNode run = api.post(PATH, Json.mapper().valueToTree(order), Map.of());
    while (run.path("state").asText().equals(Backtests.State.RUNNING.name())) {
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw CommandFailure.problem("interrupted; the server goes on with the backtest");
      }
      run = api.get(PATH + "/" + run.path("id").asText());
    }
    if (!run.path("report").isObject()) {
      throw CommandFailure.problem("the backtest failed: " + run.path("problem").asText());
    }
    return Json.mapper().convertValue(run.path("report"), Report.class);
  }
}
