package io.breakwater.audit.http;

import io.breakwater.audit.ledger.Batch;
import io.breakwater.audit.ledger.BatchHeader;
import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.LedgerReader;
import io.breakwater.audit.ledger.Partition;
import io.breakwater.audit.ledger.Placed;
import io.breakwater.audit.merkle.Hash;
import io.breakwater.audit.merkle.InclusionProof;
import io.breakwater.audit.trace.Trace;
import io.breakwater.audit.trace.Traces;
import io.breakwater.audit.verify.Verification;
import io.breakwater.audit.verify.VerificationJob;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the audit API answers, without HTTP. Everything it throws becomes a problem document. */
public final class AuditApi {
  static final int MOST_BATCHES = 500;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final LedgerReader ledger;
  private final Traces traces;
  private final VerificationJob verifications;

  public AuditApi(LedgerReader ledger, Traces traces, VerificationJob verifications) {
    this.ledger = ledger;
    this.traces = traces;
    this.verifications = verifications;
  }

  /**
   * A batch as the API shows it.
   *
   * @param headerText the header exactly as it is hashed
   */
  public record BatchView(
      long batch,
      BatchHeader header,
      String headerText,
      Hash root,
      Hash previous,
      Hash chainHash) {}

  /**
   * What proves that a record is in the ledger: the leaf is the hash of {@code fact}; the path
   * leads from it to {@code batch.root}; and root, header and the previous chain hash give {@code
   * batch.chain_hash}.
   */
  public record Proof(Fact fact, InclusionProof inclusion, BatchView batch) {}

  /** A trace by its id, by a {@code traceparent}, or by the id of its work item. */
  public Trace trace(String id) throws SQLException {
    String traceId = TraceContext.parse(id).map(TraceContext::traceId).orElse(id);
    if (!ID.matcher(traceId).matches()) {
      throw Problem.badRequest(
              "trace id \"%s\" is not 32 lower-case hex digits, nor a traceparent.".formatted(id))
          .asException();
    }
    return traces
        .find(traceId)
        .orElseThrow(
            () ->
                Problem.notFound(
                        "The ledger knows no trace and no work item %s. What was sent less than a second ago may still be on its way."
                            .formatted(traceId))
                    .asException());
  }

  /** Batches, the newest first. */
  public Page<BatchView> batches(Optional<String> cursor, int limit) throws SQLException {
    if (limit < 1 || limit > MOST_BATCHES) {
      throw Problem.badRequest("limit is %d; it must be 1 to %d.".formatted(limit, MOST_BATCHES))
          .asException();
    }
    List<BatchView> found =
        ledger
            .batchesBefore(cursor.map(AuditApi::batchNumber).orElse(Long.MAX_VALUE), limit)
            .stream()
            .map(AuditApi::view)
            .toList();
    boolean more = found.size() == limit && found.get(limit - 1).batch() > 1;
    return new Page<>(found, more ? Cursor.of(Long.toString(found.get(limit - 1).batch())) : null);
  }

  /** The proof of one record. */
  public Proof proof(String topic, int partition, long offset) throws SQLException {
    Partition of = new Partition(topic, partition);
    Placed placed =
        ledger
            .fact(of, offset)
            .orElseThrow(
                () ->
                    Problem.notFound(
                            "The ledger has no record %s at offset %d.".formatted(of, offset))
                        .asException());
    Batch batch =
        ledger.batches(placed.batch(), placed.batch()).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.conflict(
                            "Batch %d of this record is missing: run a verification."
                                .formatted(placed.batch()))
                        .asException());
    List<Fact> facts =
        ledger.facts(placed.batch(), placed.batch()).stream().map(Placed::fact).toList();
    return new Proof(placed.fact(), Batch.tree(facts).proof(placed.leaf()), view(batch));
  }

  /** Starts a verification, unless one is running. */
  public Verification verify(boolean deep, Optional<String> expected) {
    return verifications.start(deep, expected.map(Hash::parse).orElse(null));
  }

  /** How the last verification stands. */
  public Verification verification() {
    return verifications
        .last()
        .orElseThrow(
            () ->
                Problem.notFound(
                        "No verification was started since this process is up. POST here to start one.")
                    .asException());
  }

  private static BatchView view(Batch batch) {
    return new BatchView(
        batch.id(),
        BatchHeader.parse(batch.header()),
        batch.header(),
        batch.root(),
        batch.previous(),
        batch.chainHash());
  }

  private static long batchNumber(String cursor) {
    try {
      return Long.parseLong(Cursor.parse(cursor, 1).get(0));
    } catch (NumberFormatException e) {
      throw Problem.badRequest("cursor \"" + cursor + "\" is not one this list gave out.")
          .asException();
    }
  }
}
