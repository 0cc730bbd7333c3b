package io.breakwater.app.policy.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.http.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backtests that a server runs over its own history: one at a time, and the last few are kept. */
public final class Backtests {
  /** So many of the items that differ are in a report at most. */
  public static final int MOST_ITEMS = 10_000;

  private static final Logger log = LoggerFactory.getLogger(Backtests.class);
  private static final int KEPT = 5;
  private static final int BYTES = 1_500;
  private static final int SHARE = 4;

  private final int mostEvents;
  private final Source source;
  private final Supplier<PolicyTimeline> policies;
  private final Clock clock;
  private final Executor threads;
  private final Deque<Run> runs = new ArrayDeque<>();

  /** Where the history is. */
  public interface Source {
    /**
     * Reads all of it.
     *
     * @return how many records could not be read, and were left out
     */
    long read(RecordedHistory history) throws IOException;
  }

  /**
   * What is asked.
   *
   * @param policy the YAML to try
   * @param against {@code published}, which it is unless given, or a {@code policy@version}
   * @param from null for the beginning of the history
   * @param to null for its end
   * @param every null to choose
   * @param items how many of the items that differ to tell; null for 1,000
   * @param item a work item or exception id to explain; null for none
   */
  public record Order(
      String policy,
      String against,
      Instant from,
      Instant to,
      Duration every,
      Integer items,
      String item) {}

  /** Where a run stands. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * A run as it is shown.
   *
   * @param candidate the {@code policy@version} that is tried
   * @param decided how many events were decided so far
   * @param unreadable records of the topics that could not be read
   * @param problem why it failed; null otherwise
   * @param report null until it is done, and in lists
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      String id,
      State state,
      String candidate,
      Instant startedAt,
      Instant endedAt,
      long decided,
      long unreadable,
      String problem,
      Report report) {

    View withoutReport() {
      return new View(id, state, candidate, startedAt, endedAt, decided, unreadable, problem, null);
    }
  }

  private static final class Run {
    private final AtomicLong decided = new AtomicLong();
    private volatile View view;

    View view() {
      View now = view;
      return new View(
          now.id,
          now.state,
          now.candidate,
          now.startedAt,
          now.endedAt,
          decided.get(),
          now.unreadable,
          now.problem,
          now.report);
    }
  }

  /**
   * Backtests over a source.
   *
   * @param mostEvents a longer history is refused: the items of a backtest are in memory
   * @param threads where to read and decide, which takes a while
   */
  public Backtests(
      int mostEvents,
      Source source,
      Supplier<PolicyTimeline> policies,
      Clock clock,
      Executor threads) {
    this.mostEvents = mostEvents;
    this.source = source;
    this.policies = policies;
    this.clock = clock;
    this.threads = threads;
  }

  /** So many events that a backtest needs a quarter of the heap at most, were each an item. */
  public static int fitting(long heap) {
    return (int) Math.min(Integer.MAX_VALUE, heap / SHARE / BYTES);
  }

  /**
   * Starts one.
   *
   * @throws io.breakwater.platform.http.ProblemException if another one runs, or it cannot be
   */
  public View start(Order order) {
    Request request = request(order);
    Run run = new Run();
    synchronized (runs) {
      if (!runs.isEmpty() && runs.peekFirst().view.state == State.RUNNING) {
        throw Problem.conflict(
                "Backtest %s runs, and there is one at a time; wait until it is done."
                    .formatted(runs.peekFirst().view.id))
            .asException();
      }
      Instant now = clock.instant();
      String id =
          Identity.hash128("backtest", now.toString(), request.candidate().yaml()).substring(0, 12);
      run.view = new View(id, State.RUNNING, request.candidate().id(), now, null, 0, 0, null, null);
      runs.removeIf(known -> known.view.id.equals(id));
      runs.addFirst(run);
      while (runs.size() > KEPT) {
        runs.removeLast();
      }
    }
    threads.execute(() -> run(run, request));
    return run.view();
  }

  private Request request(Order order) {
    if (order.policy() == null) {
      throw Problem.badRequest("policy is missing; give the YAML to try.").asException();
    }
    int items = order.items() == null ? 1_000 : order.items();
    if (items < 0 || items > MOST_ITEMS) {
      throw Problem.badRequest("items is %d; keep it within 0 to %,d.".formatted(items, MOST_ITEMS))
          .asException();
    }
    PolicyTimeline timeline = policies.get();
    PolicyTimeline before =
        order.against() == null || order.against().equals("published")
            ? timeline
            : PolicyTimeline.EMPTY.with(
                timeline
                    .byId(order.against())
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                    "There is no policy \"%s\" to compare with."
                                        .formatted(order.against()))
                                .asException()));
    return new Request(
        before,
        parse(order.policy()),
        order.from(),
        order.to(),
        order.every(),
        items,
        order.item());
  }

  private static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml);
    } catch (PolicyException e) {
      throw Problem.badRequest("The policy is refused: " + e.getMessage()).asException();
    }
  }

  private void run(Run run, Request request) {
    try (RecordedHistory history = new RecordedHistory(mostEvents)) {
      long unreadable = source.read(history);
      Report report = request.over(history, run.decided::addAndGet);
      end(run, State.DONE, unreadable, null, report);
    } catch (IllegalArgumentException | DateTimeException e) {
      end(run, State.FAILED, 0, e.getMessage(), null);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      log.warn("backtest {} failed", run.view.id, e);
      end(run, State.FAILED, 0, "the history could not be read: " + e.getMessage(), null);
    }
  }

  private void end(Run run, State state, long unreadable, String problem, Report report) {
    View was = run.view;
    run.view =
        new View(
            was.id,
            state,
            was.candidate,
            was.startedAt,
            clock.instant(),
            0,
            unreadable,
            problem,
            report);
  }

  /** The last ones, newest first, without their reports. */
  public List<View> list() {
    synchronized (runs) {
      return runs.stream().map(Run::view).map(View::withoutReport).toList();
    }
  }

  /**
   * One of the last.
   *
   * @throws io.breakwater.platform.http.ProblemException if there is none
   */
  public View get(String id) {
    synchronized (runs) {
      return runs.stream()
          .map(Run::view)
          .filter(view -> view.id.equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  Problem.notFound(
                          "There is no backtest \"%s\"; the last %d are kept, until the server stops."
                              .formatted(id, KEPT))
                      .asException());
    }
  }
}
