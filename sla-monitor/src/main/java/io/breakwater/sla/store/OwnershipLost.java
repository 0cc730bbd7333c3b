package io.breakwater.sla.store;

/** Somebody else owns the partition now: nothing this owner has in memory may have an effect. */
public final class OwnershipLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OwnershipLost(int partition, long epoch) {
    super(
        "partition "
            + partition
            + " of topic work has another owner since epoch "
            + epoch
            + "; starting anew");
  }
}
