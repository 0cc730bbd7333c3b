package io.breakwater.flink.sql;

import io.breakwater.flink.time.EventTimes;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.table.data.RowData;

/** Keeps the rows of a range of event time; drops and counts what could not be read. */
final class EventTimeRange extends RichFilterFunction<RowData> {
  private static final long serialVersionUID = 1L;

  /** Before the table's name: the accumulator that counts its unreadable records. */
  static final String UNREADABLE = "unreadable ";

  private final String table;
  private final long from;
  private final long to;
  private final LongCounter unreadable = new LongCounter();

  /**
   * @param from the first instant, or from the beginning
   * @param to the first instant that is not in the range, or without end
   */
  EventTimeRange(String table, Optional<Instant> from, Optional<Instant> to) {
    this.table = table;
    this.from = from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    this.to = to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(UNREADABLE + table, unreadable);
  }

  @Override
  public boolean filter(RowData row) {
    long at = TopicTable.eventTime(row);
    if (at == EventTimes.NONE) {
      unreadable.add(1L);
      return false;
    }
    return from <= at && at < to;
  }
}
