package io.breakwater.ingest.deadletter;

import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Transactions;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topic {@code dead-letters} into its table; whatever stands on the topic finds a place there. */
public final class DeadLetterSink implements BatchReader.Sink {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterSink.class);

  private final DataSource db;

  /** Stores into schema {@code ingest} of {@code db}. */
  public DeadLetterSink(DataSource db) {
    this.db = db;
  }

  @Override
  public void store(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
    try {
      insert(records.stream().map(StoredDeadLetter::of).toList());
    } catch (SQLException e) {
      if (!isOfTheValue(e)) {
        throw e;
      }
      for (ConsumerRecord<String, byte[]> record : records) {
        storeAlone(record);
      }
    }
  }

  private void storeAlone(ConsumerRecord<String, byte[]> record) throws SQLException {
    try {
      insert(List.of(StoredDeadLetter.of(record)));
    } catch (SQLException e) {
      if (!isOfTheValue(e)) {
        throw e;
      }
      log.warn(
          "the dead letter at {}/{}/{} cannot be stored as such: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      insert(List.of(StoredDeadLetter.unreadable(record)));
    }
  }

  private void insert(List<StoredDeadLetter> letters) throws SQLException {
    Transactions.run(
        db,
        connection -> {
          DeadLetterTable.insert(connection, letters);
          return null;
        });
  }

  /** SQLSTATE classes 22 and 54, data exception and limit exceeded: it will never be taken. */
  private static boolean isOfTheValue(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }
}
