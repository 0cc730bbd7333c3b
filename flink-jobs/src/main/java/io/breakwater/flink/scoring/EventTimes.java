package io.breakwater.flink.scoring;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;

/** How event time advances. */
final class EventTimes {
  private EventTimes() {}

  /**
   * The watermark of raw records follows the latest event time less the out-of-orderness. An event
   * from the future moves it no further than the clock skew beyond the time the broker got it: one
   * wrong date must not make everything after it late.
   */
  static WatermarkStrategy<RawRecord> ofRecords(ScoringSettings settings) {
    long outOfOrderness = settings.outOfOrderness().toMillis();
    long skew = settings.clockSkew().toMillis();
    Duration idleness = settings.idleness();
    return WatermarkStrategy.<RawRecord>forGenerator(context -> new Bounded(outOfOrderness, skew))
        .withTimestampAssigner((record, recordTimestamp) -> timestamp(record, recordTimestamp))
        .withIdleness(idleness);
  }

  private static long timestamp(RawRecord record, long recordTimestamp) {
    return record.event() == null
        ? recordTimestamp
        : record.event().event().occurredAt().toEpochMilli();
  }

  /** The same stream, which never has a say in event time. */
  static <T> DataStream<T> none(DataStream<T> stream, String name) {
    return stream
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<T>forGenerator(context -> new AlwaysIdle<>())
                .withTimestampAssigner((element, timestamp) -> 0))
        .name(name)
        .uid(name.replace(' ', '-'));
  }

  private static final class Bounded implements WatermarkGenerator<RawRecord> {
    private final long outOfOrderness;
    private final long skew;
    private long latest;

    private Bounded(long outOfOrderness, long skew) {
      this.outOfOrderness = outOfOrderness;
      this.skew = skew;
      this.latest = Long.MIN_VALUE + outOfOrderness + 1;
    }

    @Override
    public void onEvent(RawRecord record, long timestamp, WatermarkOutput output) {
      if (record.event() != null) {
        long ingested = record.event().origin().ingestedAt().toEpochMilli();
        latest = Math.max(latest, Math.min(timestamp, ingested + skew));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(new Watermark(latest - outOfOrderness - 1));
    }
  }

  private static final class AlwaysIdle<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T element, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
