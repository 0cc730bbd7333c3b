package io.breakwater.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops a long-running command once, be it by Ctrl-C, SIGTERM or its own end; the process stays
 * until everything has stopped.
 */
final class StopOnSignal {
  private final Runnable stop;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private StopOnSignal(Runnable stop) {
    this.stop = stop;
  }

  /**
   * @param signalled counted down when the process is asked to end
   * @param stop runs once
   */
  static StopOnSignal install(CountDownLatch signalled, Runnable stop) {
    StopOnSignal once = new StopOnSignal(stop);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  signalled.countDown();
                  once.stopNow();
                },
                "stop"));
    return once;
  }

  /** Stops, or waits for the stop that is under way. */
  void stopNow() {
    if (stopping.compareAndSet(false, true)) {
      System.out.println("Stopping ...");
      stop.run();
      stopped.countDown();
    }
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
