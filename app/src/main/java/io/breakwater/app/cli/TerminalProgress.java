package io.breakwater.app.cli;

import io.breakwater.app.replay.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the terminal. */
final class TerminalProgress implements Progress {

  /** A bar when a person watches, nothing when the output goes to a file or a pipe. */
  static Progress whenAttached() {
    return Terminal.isAttached() ? new TerminalProgress() : Progress.NONE;
  }

  @Override
  public Step step(String task, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .build();
    return new Step() {
      @Override
      public void advance(long by) {
        bar.stepBy(by);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
