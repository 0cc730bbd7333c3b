package io.breakwater.audit.verify;

import io.breakwater.audit.merkle.Hash;
import java.time.Instant;

/**
 * How a verification stands, or what it found.
 *
 * @param deep whether the records on the topics are hashed again as well
 * @param batches how many batches hold so far
 * @param ofBatches how many there were when it began
 * @param facts how many facts hold so far
 * @param withoutRecord offsets inside the recorded ranges that held no record when the ledger came
 * @param head the chain hash of the last batch that holds: note it down elsewhere, and a later
 *     verification that passes it proves that nothing before was rewritten
 * @param rehashed how many records on the topics have the hash that was recorded; null unless deep
 * @param expired how many facts are of records that retention has deleted since; null unless deep
 * @param fault the first thing found wrong; null if nothing
 */
public record Verification(
    Status status,
    boolean deep,
    Instant startedAt,
    Instant finishedAt,
    long batches,
    long ofBatches,
    long facts,
    long withoutRecord,
    Hash head,
    Long rehashed,
    Long expired,
    Fault fault) {

  /** Where it stands. */
  public enum Status {
    RUNNING,
    OK,
    BROKEN,
    /** It could not be carried through; nothing is said about the ledger. */
    FAILED
  }
}
