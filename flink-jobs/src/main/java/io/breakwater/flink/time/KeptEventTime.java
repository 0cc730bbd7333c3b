package io.breakwater.flink.time;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Remembers the latest event time over a restart, which Flink does not. A job that starts again may
 * hold what waits for event time, and its source may say no more: once that is quiet, event time
 * goes to where it would have gone without the restart.
 */
final class KeptEventTime<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {
  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<Long> LATEST =
      new ListStateDescriptor<>("latest", Types.LONG);

  private transient ListState<Long> state;
  private transient long latest;
  private transient boolean heard; // since this start

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state = context.getOperatorStateStore().getUnionListState(LATEST);
    latest = EventTimes.NONE;
    for (long one : state.get()) {
      latest = Math.max(latest, one);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(latest));
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    heard = true;
    latest = Math.max(latest, element.getTimestamp());
    output.collect(element);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle() && !heard && latest != EventTimes.NONE) {
      output.emitWatermark(new Watermark(latest));
    }
    super.processWatermarkStatus(status);
  }
}
