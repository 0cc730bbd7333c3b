package io.breakwater.benchmarks.routing;

import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.api.WorkItemActions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Operators who claim what is next on one desk, each one item after the other. */
final class ClaimNext {

  private final WorkItemActions actions;
  private final int operators;

  ClaimNext(WorkItemActions actions, int operators) {
    this.actions = actions;
    this.operators = operators;
  }

  /**
   * The 99th percentile of a claim in milliseconds.
   *
   * @throws IllegalStateException if two operators got the same item
   */
  double p99Millis(String desk, int claims) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(operators);
    try {
      List<Future<List<Claim>>> all = new ArrayList<>();
      for (int i = 0; i < operators; i++) {
        String operator = "operator-" + i;
        all.add(threads.submit(() -> claims(desk, operator, claims / operators)));
      }
      List<Claim> made = new ArrayList<>();
      for (Future<List<Claim>> one : all) {
        made.addAll(one.get());
      }
      requireDifferent(made);
      long[] nanos = made.stream().mapToLong(Claim::nanos).sorted().toArray();
      return nanos[(int) (nanos.length * 0.99)] / 1e6;
    } finally {
      threads.shutdown();
    }
  }

  private record Claim(String workItemId, long nanos) {}

  private List<Claim> claims(String desk, String operator, int count)
      throws InterruptedException, ExecutionException {
    Claim[] made = new Claim[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      WorkItemView item = actions.claimNext(desk, operator).toCompletableFuture().get();
      made[i] = new Claim(item.workItemId(), System.nanoTime() - start);
    }
    return Arrays.asList(made);
  }

  private static void requireDifferent(List<Claim> claims) {
    Set<String> items = new HashSet<>();
    for (Claim claim : claims) {
      if (!items.add(claim.workItemId())) {
        throw new IllegalStateException("two operators have item " + claim.workItemId());
      }
    }
  }
}
