package io.breakwater.domain.rule.closure;

/**
 * A compiled sub-expression, by the type of its value, so that numbers and truth values are never
 * boxed. A closure that cannot answer calls {@link Frame#fail} and returns any value; whoever calls
 * it looks at {@link Frame#failed} before using the value.
 */
interface Closure {

  /** Of CEL's bool. */
  @FunctionalInterface
  interface Bool extends Closure {
    boolean eval(Frame frame);
  }

  /** Of CEL's int. */
  @FunctionalInterface
  interface Int extends Closure {
    long eval(Frame frame);
  }

  /** Of CEL's double. */
  @FunctionalInterface
  interface Real extends Closure {
    double eval(Frame frame);
  }

  /** Of CEL's string, timestamp, duration and map. */
  @FunctionalInterface
  interface Obj<T> extends Closure {
    T eval(Frame frame);
  }

  /** A string that is known when the policy loads. */
  record Text(String value) implements Obj<String> {
    @Override
    public String eval(Frame frame) {
      return value;
    }
  }
}
