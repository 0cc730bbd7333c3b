package io.breakwater.app.policy.backtest;

/** A history is larger than whoever asked for it allows. */
public final class TooMuch extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TooMuch(int most) {
    super("the history has more than %,d events; take a shorter one".formatted(most));
  }
}
