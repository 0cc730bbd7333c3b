package io.breakwater.ingest.deadletter;

import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.platform.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What the dead-letter API answers, without HTTP. What it throws becomes a problem document. */
public final class DeadLetterApi {
  private final DataSource db;
  private final Replayer replayer;

  DeadLetterApi(DataSource db, Replayer replayer) {
    this.db = db;
    this.replayer = replayer;
  }

  /**
   * What became of one replay.
   *
   * @param status {@code replayed} or {@code refused}
   * @param code null, or why it was refused: stable
   * @param field null, or the field at fault
   * @param reason null, or the same as a sentence
   */
  public record Result(
      String id,
      String status,
      String eventId,
      String traceId,
      String topic,
      Integer partition,
      Long offset,
      Instant replayedAt,
      String code,
      String field,
      String reason) {

    private static Result of(Replayer.Sent sent) {
      DeadLetterView.Replayed at = sent.replayed();
      return new Result(
          sent.id(),
          "replayed",
          sent.eventId(),
          sent.traceId(),
          at.topic(),
          at.partition(),
          at.offset(),
          at.at(),
          null,
          null,
          null);
    }

    private static Result refused(String id, Problem why) {
      String field = why.errors() == null ? null : why.errors().get(0).field();
      return new Result(
          id, "refused", null, null, null, null, null, null, why.type(), field, why.detail());
    }
  }

  /** What became of many replays. */
  public record Results(int replayed, int refused, List<Result> results) {}

  /** One page, the newest first. */
  public Page<DeadLetterView> list(Map<String, String> parameters) throws SQLException {
    DeadLetterQuery query = DeadLetterQuery.of(parameters);
    return Transactions.run(db, connection -> DeadLetterTable.page(connection, query));
  }

  /** All of one letter. */
  public DeadLetterView.Whole show(String id) throws SQLException {
    return Transactions.run(
        db,
        connection -> {
          DeadLetterTable.Row row =
              DeadLetterTable.find(connection, id).orElseThrow(() -> Replayer.unknown(id));
          return new DeadLetterView.Whole(
              row.view(),
              row.letter().payload(),
              row.letter().base64(),
              row.letter().headers(),
              replayer.notReplayable(row),
              ReplayTable.of(connection, id));
        });
  }

  /** Sends one letter again. */
  public Result replay(String id, Replay request) throws SQLException {
    return Result.of(replayer.replay(id, request));
  }

  /**
   * Sends the open letters of a filter again, each for itself: one that is refused stays open and
   * does not keep the others back. Ends early when Kafka or the database is away.
   */
  public Results replayMany(Replay.Many request) throws SQLException {
    Replay each = new Replay(request.by(), request.set(), request.headers(), null, false);
    each.requiredBy();
    DeadLetterQuery filter =
        DeadLetterQuery.of(request.filter() == null ? Map.of() : request.filter());
    DeadLetterQuery open = filter.only(DeadLetterState.OPEN);
    List<Result> results = new ArrayList<>();
    int refused = 0;
    for (DeadLetterView letter :
        Transactions.run(db, connection -> DeadLetterTable.page(connection, open)).items()) {
      try {
        results.add(Result.of(replayer.replay(letter.id(), each)));
      } catch (ProblemException e) {
        if (e.problem().status() >= 500) {
          throw e;
        }
        results.add(Result.refused(letter.id(), e.problem()));
        refused++;
      }
    }
    return new Results(results.size() - refused, refused, results);
  }
}
