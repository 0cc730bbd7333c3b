package io.breakwater.audit.ledger;

/** Another writer has taken over a partition, or the partition's log is not the one recorded. */
public final class ClaimLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClaimLostException(String message) {
    super(message);
  }
}
