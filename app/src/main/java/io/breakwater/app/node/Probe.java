package io.breakwater.app.node;

import java.util.Optional;
import java.util.function.Supplier;

/** One thing that must work before this process is ready. */
public interface Probe {

  /** What it looks at, e.g. {@code kafka}. */
  String name();

  /** Why it is not ready, as a sentence; empty when it is. Answers within a few seconds. */
  Optional<String> notReady();

  /** A probe of a name. */
  static Probe of(String name, Supplier<Optional<String>> notReady) {
    return new Probe() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> notReady() {
        return notReady.get();
      }
    };
  }
}
