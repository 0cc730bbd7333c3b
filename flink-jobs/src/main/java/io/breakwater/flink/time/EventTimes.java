package io.breakwater.flink.time;

import java.io.Serializable;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** How event time advances, alike in every job. */
public final class EventTimes {
  private EventTimes() {}

  /** What {@link TimeOf} answers for an element that has no such time, e.g. a dead letter. */
  public static final long NONE = Long.MIN_VALUE;

  /**
   * A time of an element, in epoch milliseconds, or {@link #NONE}.
   *
   * @param <T> the elements
   */
  @FunctionalInterface
  public interface TimeOf<T> extends Serializable {
    long millis(T element);
  }

  /**
   * The watermark of a partition follows its latest event time less the out-of-orderness. Once the
   * partition has been quiet for the idleness, the watermark goes up to the latest event time
   * itself, so that nothing waits for a source that says no more; then the partition no longer
   * holds back the others. One that has said nothing since the start is given five times as long.
   *
   * <p>An event from the future counts, as timestamp and for the watermark, as no later than the
   * clock skew after the broker got it: one wrong date must not make everything after it late, nor
   * keep its own event waiting until that date. An element without event time keeps the record's
   * timestamp and does not move the watermark.
   *
   * @param ingestTime when the broker got the element; {@link #NONE} leaves its event time as it is
   */
  public static <T> WatermarkStrategy<T> strategy(
      EventTimeSettings settings, TimeOf<T> eventTime, TimeOf<T> ingestTime) {
    long skew = settings.clockSkew().toMillis();
    return WatermarkStrategy.<T>forGenerator(
            context ->
                new PartitionWatermark<>(settings, eventTime, context.getInputActivityClock()))
        .withTimestampAssigner(
            (element, recordTimestamp) -> {
              long event = eventTime.millis(element);
              long ingest = ingestTime.millis(element);
              if (event == NONE) {
                return recordTimestamp;
              }
              return ingest == NONE ? event : Math.min(event, ingest + skew);
            });
  }

  /**
   * The same stream, whose event time survives a restart after which its source says no more; to be
   * chained to the source.
   */
  public static <T> SingleOutputStreamOperator<T> kept(DataStream<T> stream) {
    return stream
        .transform("event time", stream.getType(), new KeptEventTime<>())
        .uid("event-time");
  }

  /** The same stream, which never has a say in event time. */
  public static <T> DataStream<T> none(DataStream<T> stream, String name) {
    return stream
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<T>forGenerator(context -> new AlwaysIdle<>())
                .withTimestampAssigner((element, timestamp) -> 0))
        .name(name)
        .uid(name.replace(' ', '-'));
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
