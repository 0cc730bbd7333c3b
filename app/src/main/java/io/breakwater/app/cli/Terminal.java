package io.breakwater.app.cli;

/** What the launcher says about where the output goes. */
final class Terminal {
  private Terminal() {}

  /** Whether a person watches. {@code System.console()} cannot tell from JDK 22 on. */
  static boolean isAttached() {
    return Boolean.getBoolean("breakwater.terminal");
  }
}
