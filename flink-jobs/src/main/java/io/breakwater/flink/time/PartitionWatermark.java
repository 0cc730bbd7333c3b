package io.breakwater.flink.time;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/** The watermark of one partition; see {@link EventTimes#strategy}. */
final class PartitionWatermark<T> implements WatermarkGenerator<T> {

  /** A partition that has said nothing yet may have a reader that is still connecting. */
  private static final int PATIENCE_AT_START = 5;

  private final long outOfOrderness;
  private final long idlenessNanos;
  private final EventTimes.TimeOf<T> eventTime;
  private final RelativeClock clock; // stands still while downstream blocks the partition

  private long latest = EventTimes.NONE;
  private boolean heard;
  private boolean quiet; // nothing came since the last look
  private long quietSince;
  private boolean idle;

  PartitionWatermark(
      EventTimeSettings settings, EventTimes.TimeOf<T> eventTime, RelativeClock clock) {
    this.outOfOrderness = settings.outOfOrderness().toMillis();
    this.idlenessNanos = settings.idleness().toNanos();
    this.eventTime = eventTime;
    this.clock = clock;
  }

  @Override
  public void onEvent(T element, long timestamp, WatermarkOutput output) {
    heard = true;
    quiet = false;
    idle = false;
    if (eventTime.millis(element) != EventTimes.NONE) {
      latest = Math.max(latest, timestamp);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (idle) {
      return;
    }
    if (!quiet) {
      quiet = true;
      quietSince = clock.relativeTimeNanos();
    } else if (clock.relativeTimeNanos() - quietSince >= patience()) {
      emit(latest, output);
      output.markIdle();
      idle = true;
      return;
    }
    emit(latest - outOfOrderness - 1, output);
  }

  private long patience() {
    return heard ? idlenessNanos : PATIENCE_AT_START * idlenessNanos;
  }

  private void emit(long watermark, WatermarkOutput output) {
    if (latest != EventTimes.NONE) {
      output.emitWatermark(new Watermark(watermark));
    }
  }
}
