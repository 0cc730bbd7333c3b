package io.breakwater.sla.clocks;

import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.SlaClock;
import java.util.List;

/** A work item as the monitor has it: what is known and the clocks that follow. */
public record Item(ItemState state, List<SlaClock> clocks) {

  public Item {
    clocks = List.copyOf(clocks);
  }

  /** An item of which nothing is known. */
  public static Item unknown(String workItemId) {
    return new Item(ItemState.unknown(workItemId), List.of());
  }
}
