package io.breakwater.domain.sla.report;

import io.breakwater.domain.sla.report.ReportSchedule.Ending;
import java.util.NavigableMap;

/**
 * What happened on one desk under one SLA.
 *
 * @param slices by their beginning, in epoch milliseconds
 * @param backlog what was open when the first of them began
 */
public record SliceBook(String desk, String sla, NavigableMap<Long, Slice> slices, long backlog) {

  /** What a window has to tell. */
  public SlaWindow window(Ending ending) {
    Slice sum = Slice.EMPTY;
    long end = ending.end().toEpochMilli();
    for (Slice slice : slices.subMap(ending.start().toEpochMilli(), end).values()) {
      sum = sum.with(slice);
    }
    return SlaWindow.of(desk, sla, ending, sum, backlogAt(end));
  }

  private long backlogAt(long end) {
    return backlog + slices.headMap(end).values().stream().mapToLong(Slice::growth).sum();
  }

  /** True if anything happened at {@code from} or later. */
  public boolean goesOnAfter(long from) {
    return slices.ceilingKey(from) != null;
  }
}
