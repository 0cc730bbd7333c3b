package io.breakwater.audit.ledger;

/** A partition of a topic. */
public record Partition(String topic, int partition) {
  @Override
  public String toString() {
    return topic + "/" + partition;
  }
}
