package io.breakwater.flink.counts;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts elements by name and sends the sums on, a few times a second and before every checkpoint.
 * Since nothing is held back when a barrier passes, the operator needs no state: what it counted is
 * either before the barrier, and in the state of {@link CountTotals}, or it will be counted again.
 */
final class CountOperator<T> extends AbstractStreamOperator<CountDelta>
    implements OneInputStreamOperator<T, CountDelta> {
  private static final long serialVersionUID = 1L;

  private static final long FLUSH_MILLIS = 200;

  private final MapFunction<T, String> nameOf;
  private transient Map<String, Sum> sums;
  private transient boolean changed;

  private CountOperator(MapFunction<T, String> nameOf) {
    this.nameOf = nameOf;
  }

  /** Counts the elements of {@code stream}, chained to whatever makes them. */
  static <T> DataStream<CountDelta> count(
      DataStream<T> stream, String what, MapFunction<T, String> nameOf) {
    return stream
        .transform(
            "count " + what, TypeInformation.of(CountDelta.class), new CountOperator<>(nameOf))
        .uid("count-" + what);
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new HashMap<>();
    flushLater();
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    sums.computeIfAbsent(nameOf.map(element.getValue()), name -> new Sum()).count++;
    changed = true;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private void flushLater() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService()
        .registerTimer(
            now + FLUSH_MILLIS,
            time -> {
              flush();
              flushLater();
            });
  }

  private void flush() {
    if (!changed) {
      return;
    }
    changed = false;
    sums.forEach(
        (name, sum) -> {
          if (sum.count > 0) {
            output.collect(new StreamRecord<>(new CountDelta(name, sum.count)));
            sum.count = 0;
          }
        });
  }

  private static final class Sum {
    private long count;
  }
}
