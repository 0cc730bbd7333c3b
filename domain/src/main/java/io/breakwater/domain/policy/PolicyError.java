package io.breakwater.domain.policy;

/**
 * One thing that is wrong with a policy file.
 *
 * @param line from 1
 * @param column from 1
 * @param path e.g. {@code scoring.rules[2].when}
 * @param message what is wrong, with the value
 * @param remedy what to do about it
 */
public record PolicyError(int line, int column, String path, String message, String remedy) {

  @Override
  public String toString() {
    String where = path.isEmpty() ? "" : ", " + path;
    return "line %d, column %d%s: %s. %s".formatted(line, column, where, message, remedy);
  }
}
