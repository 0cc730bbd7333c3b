package io.breakwater.routing.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the journal as a feed: first the writing transaction, then the serial number within
 * it. The serial number alone would skip what commits late.
 */
public record Position(long tx, long ordering) implements Comparable<Position> {

  /** Before everything. */
  public static final Position START = new Position(0, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::tx).thenComparingLong(Position::ordering);

  /** Reads what {@link #toString} wrote; empty if it is something else. */
  public static Optional<Position> parse(String text) {
    Matcher m = TEXT.matcher(text);
    return m.matches()
        ? Optional.of(new Position(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
        : Optional.empty();
  }

  /** Binds this to the two parameters {@code (?::xid8, ?)} from {@code index} on. */
  public void bind(PreparedStatement statement, int index) throws SQLException {
    statement.setString(index, Long.toString(tx));
    statement.setLong(index + 1, ordering);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return tx + "-" + ordering;
  }
}
