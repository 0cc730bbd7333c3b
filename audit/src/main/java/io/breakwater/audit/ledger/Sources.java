package io.breakwater.audit.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Table {@code sources}: up to where each partition is recorded, and whose claim it is. */
final class Sources {
  private Sources() {}

  /** The first and last offset of a claim's records in one batch, and how many there are. */
  record Span(long first, long last, int count) {}

  /** Takes over a partition, from wherever the last claim on it left off. */
  static Claim claim(Connection connection, String topic, int partition) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO audit.sources AS s (topic, partition, epoch) VALUES (?, ?, 1)
            ON CONFLICT (topic, partition) DO UPDATE SET epoch = s.epoch + 1
            RETURNING id, epoch, next_offset""")) {
      upsert.setString(1, topic);
      upsert.setInt(2, partition);
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return new Claim(row.getInt(1), topic, partition, row.getLong(2), row.getLong(3));
      }
    }
  }

  /**
   * What each claim brings to a batch.
   *
   * @throws ClaimLostException if the offsets of a claim do not rise
   */
  static Map<Claim, Span> spans(List<Entry> entries) {
    Map<Claim, Span> spans = new LinkedHashMap<>();
    for (Entry entry : entries) {
      long offset = entry.fact().offset();
      spans.merge(
          entry.claim(),
          new Span(offset, offset, 1),
          (span, one) -> {
            requireNext(entry.claim(), one.first(), span.last() + 1);
            return new Span(span.first(), one.last(), span.count() + 1);
          });
    }
    return spans;
  }

  /**
   * Locks the sources, checks that the claims still hold and moves them on.
   *
   * @throws ClaimLostException if a claim is over, or an offset was recorded already
   */
  static List<Range> advance(Connection connection, Map<Claim, Span> spans) throws SQLException {
    Map<Integer, Row> rows = lock(connection, spans);
    List<Range> ranges = new ArrayList<>();
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE audit.sources SET next_offset = ? WHERE id = ?")) {
      for (Map.Entry<Claim, Span> e : spans.entrySet()) {
        Claim claim = e.getKey();
        Span span = e.getValue();
        Row row = rows.get(claim.source());
        if (row == null || row.epoch() != claim.epoch()) {
          throw new ClaimLostException(
              "another ledger took over " + claim.topic() + "/" + claim.partition());
        }
        requireNext(claim, span.first(), row.next());
        long to = span.last() + 1;
        ranges.add(new Range(claim.topic(), claim.partition(), row.next(), to, span.count()));
        update.setLong(1, to);
        update.setInt(2, claim.source());
        update.addBatch();
      }
      update.executeBatch();
    }
    return ranges;
  }

  private record Row(long epoch, long next) {}

  private static Map<Integer, Row> lock(Connection connection, Map<Claim, Span> spans)
      throws SQLException {
    Object[] ids = spans.keySet().stream().map(Claim::source).toArray();
    Array array = connection.createArrayOf("integer", ids);
    Map<Integer, Row> rows = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, epoch, next_offset FROM audit.sources WHERE id = ANY (?)"
                + " ORDER BY id FOR UPDATE")) {
      select.setArray(1, array);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.put(row.getInt(1), new Row(row.getLong(2), row.getLong(3)));
        }
      }
    }
    return rows;
  }

  private static void requireNext(Claim claim, long offset, long next) {
    if (offset < next) {
      throw new ClaimLostException(
          "offset %d of %s/%d came, but %d comes next: it is recorded already"
              .formatted(offset, claim.topic(), claim.partition(), next));
    }
  }
}
