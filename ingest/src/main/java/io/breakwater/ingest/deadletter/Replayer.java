package io.breakwater.ingest.deadletter;

import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.event.Rejection;
import io.breakwater.domain.event.RejectionCode;
import io.breakwater.ingest.RawEvent;
import io.breakwater.ingest.deadletter.DeadLetterTable.Row;
import io.breakwater.ingest.deadletter.DeadLetterView.Replayed;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.sql.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Sends corrected records to topic {@code exceptions}, in the trace of the refused one and with a
 * header that names it.
 *
 * <p>The letter is locked, the record published, and that it was is noted in the same transaction:
 * two replays at once cannot both send it. If the process dies between the two, the letter stays
 * open, and sending it once more changes nothing, for the event has the same id.
 */
final class Replayer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DataSource db;
  private final Kafka kafka;
  private final EventReader reader;
  private final Clock clock;

  Replayer(DataSource db, Kafka kafka, EventReader reader, Clock clock) {
    this.db = db;
    this.kafka = kafka;
    this.reader = reader;
    this.clock = clock;
  }

  /** What was sent: the event's id, in which trace, and where its record stands. */
  record Sent(String id, String eventId, String traceId, Replayed replayed) {}

  /**
   * Sends one letter again; returns when the broker has it.
   *
   * @throws ProblemException 404, 409 if it was sent before or can never be sent, 422 if it would
   *     be refused again, 503 if Kafka does not take it
   */
  Sent replay(String id, Replay request) throws SQLException {
    String by = request.requiredBy();
    return Transactions.run(db, connection -> replay(connection, id, request, by));
  }

  /** Why a letter cannot be sent again without a new payload, as a sentence; null if it can. */
  String notReplayable(Row row) {
    String never = neverReplayable(row.view());
    if (never != null) {
      return never;
    }
    return row.view().code().equals(RejectionCode.TOO_LARGE.code())
        ? "Only the first bytes of this record are kept here, so it cannot be sent again as it is."
            + " Give the whole payload."
        : null;
  }

  private String neverReplayable(DeadLetterView letter) {
    String topic = letter.origin().topic();
    return topic.equals(kafka.topics().exceptions()) || StoredDeadLetter.isOfKinesis(topic)
        ? null
        : "Its record stood on topic %s, which only Breakwater writes: only what producers sent to %s can be corrected and sent again."
            .formatted(topic, kafka.topics().exceptions());
  }

  private Sent replay(Connection connection, String id, Replay request, String by)
      throws SQLException {
    Row row = DeadLetterTable.lock(connection, id).orElseThrow(() -> unknown(id));
    requireReplayable(row, request);
    RawEvent corrected = request.correction().apply(row.payload(), row.letter().headers());
    ExceptionEvent event = read(corrected);
    RecordMetadata stored = publish(row, corrected, event);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Replayed replayed =
        new Replayed(
            row.view().replays() + 1,
            now,
            by,
            event.eventId(),
            stored.topic(),
            stored.partition(),
            stored.offset());
    ReplayTable.insert(connection, id, replayed);
    return new Sent(id, event.eventId(), row.view().traceId(), replayed);
  }

  static ProblemException unknown(String id) {
    return Problem.notFound(
            "There is no dead letter \"%s\". GET /api/v1/dead-letters lists them.".formatted(id))
        .asException();
  }

  private void requireReplayable(Row row, Replay request) {
    DeadLetterView letter = row.view();
    String why = request.payload() == null ? notReplayable(row) : neverReplayable(letter);
    if (why != null) {
      throw Problem.conflict(why).asException();
    }
    if (letter.state() == DeadLetterState.REPLAYED && !request.again()) {
      throw Problem.conflict(
              "%s was sent again by %s at %s already. Ask for it with again (--again) to send it once more."
                  .formatted(letter.id(), letter.replayedBy(), letter.replayedAt()))
          .asException();
    }
  }

  private ExceptionEvent read(RawEvent corrected) {
    Reading reading = reader.read(corrected.value(), corrected.rawHeaders());
    if (reading instanceof Reading.Accepted accepted) {
      return accepted.event();
    }
    Rejection why = ((Reading.Rejected) reading).rejection();
    throw Problem.of(422, why.code().code(), "Would be refused again", why.reason())
        .with(List.of(new Problem.Fault(why.code().code(), why.field(), why.reason())))
        .asException();
  }

  private RecordMetadata publish(Row row, RawEvent corrected, ExceptionEvent event) {
    List<Header> headers =
        new ArrayList<>(corrected.kafkaHeaders(row.letter().trace().traceparent()));
    headers.removeIf(header -> header.key().equals(DeadLetters.REPLAY_OF));
    headers.add(
        new RecordHeader(DeadLetters.REPLAY_OF, row.view().id().getBytes(StandardCharsets.UTF_8)));
    try {
      return kafka
          .publisher()
          .publish(kafka.topics().exceptions(), event.key(), corrected.value(), headers)
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw Problem.unavailable(
              "Kafka did not confirm the corrected record in time. Send it again: if it is stored"
                  + " already, it is recognised by its event id.")
          .asException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("The process is stopping.").asException();
    }
  }
}
