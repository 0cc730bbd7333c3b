package io.breakwater.app.replay;

/** Shows a person how far long work has come. */
public interface Progress {
  /** Shows nothing. */
  Progress NONE =
      (task, total) ->
          new Step() {
            @Override
            public void advance(long by) {}

            @Override
            public void close() {}
          };

  /** Starts to show one step of the work. */
  Step step(String task, long total);

  /** One step, under way. */
  interface Step extends AutoCloseable {
    /** So much more of the total is done. */
    void advance(long by);

    @Override
    void close();
  }
}
