package io.breakwater.audit.verify;

import io.breakwater.audit.merkle.Hash;
import io.breakwater.platform.http.Problem;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one verification at a time in the background and remembers how the last one stands. */
public final class VerificationJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VerificationJob.class);

  private final Verifier verifier;
  private final Clock clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Thread(task, "breakwater-audit-verify");
            t.setDaemon(true);
            return t;
          });
  private volatile Verification last;
  private Question asked;

  private record Question(boolean deep, Hash expected) {}

  public VerificationJob(Verifier verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  /** How the last verification stands; empty if there was none since the process started. */
  public Optional<Verification> last() {
    return Optional.ofNullable(last);
  }

  /**
   * Starts a verification.
   *
   * @return the running one; one that was running already, if it was asked the same
   * @throws io.breakwater.platform.http.ProblemException 409 if one that was asked something else
   *     is running: its verdict is no answer to this question
   */
  public synchronized Verification start(boolean deep, Hash expected) {
    if (last == null || last.status() != Verification.Status.RUNNING) {
      asked = new Question(deep, expected);
      last = state(Verification.Status.RUNNING, deep, null);
      thread.execute(() -> run(deep, expected));
    } else if (!asked.equals(new Question(deep, expected))) {
      throw Problem.conflict(
              "A verification with other parameters is running. Ask again when it has ended.")
          .asException();
    }
    return last;
  }

  private void run(boolean deep, Hash expected) {
    try {
      last = verifier.run(deep, expected, state -> last = state);
    } catch (Exception e) {
      log.warn("the verification could not be carried through", e);
      String reason = "The verification could not be carried through: " + e.getMessage();
      last = state(Verification.Status.FAILED, deep, new Fault(null, "failed", reason));
    }
    log.info("audit verification: {}", last);
  }

  private Verification state(Verification.Status status, boolean deep, Fault fault) {
    return new Verification(
        status, deep, clock.instant(), null, 0, 0, 0, 0, Hash.ZERO, null, null, fault);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
