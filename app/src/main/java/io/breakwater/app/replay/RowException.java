package io.breakwater.app.replay;

/** One row cannot become events; the replay goes on with the next. */
public final class RowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RowException(String message) {
    super(message, null, false, false); // no stack: a file can have a million such rows
  }
}
