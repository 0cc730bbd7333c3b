package io.breakwater.flink.counts;

import io.breakwater.domain.event.JobCounts;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds the deltas of one job up, since its data directory was made, and says the totals about once
 * a second while they change.
 */
final class CountTotals extends KeyedProcessFunction<String, CountDelta, JobCounts> {
  private static final long serialVersionUID = 1L;

  private static final long SAY_MILLIS = 1_000;

  private transient MapState<String, Long> totals;
  private transient boolean scheduled;

  @Override
  public void open(OpenContext context) {
    totals =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("totals", Types.STRING, Types.LONG));
  }

  @Override
  public void processElement(CountDelta delta, Context context, Collector<JobCounts> out)
      throws Exception {
    Long before = totals.get(delta.name);
    totals.put(delta.name, (before == null ? 0 : before) + delta.count);
    if (!scheduled) {
      scheduled = true;
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer(now + SAY_MILLIS);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<JobCounts> out)
      throws Exception {
    scheduled = false;
    Map<String, Long> now = new HashMap<>();
    for (Map.Entry<String, Long> total : totals.entries()) {
      now.put(total.getKey(), total.getValue());
    }
    out.collect(new JobCounts(context.getCurrentKey(), now));
  }
}
