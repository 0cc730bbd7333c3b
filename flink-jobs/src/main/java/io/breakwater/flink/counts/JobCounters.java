package io.breakwater.flink.counts;

import io.breakwater.domain.event.JobCounts;
import io.breakwater.flink.json.JsonTypeInformation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The counters of one job, exact across restarts. */
public final class JobCounters {

  private final String job;
  private final List<DataStream<CountDelta>> deltas = new ArrayList<>();

  /** Counters of the job of this name, which becomes the record key on topic {@code counts}. */
  public JobCounters(String job) {
    this.job = job;
  }

  /** Counts the elements of a stream under the name that {@code nameOf} gives each. */
  public <T> void count(DataStream<T> stream, String what, MapFunction<T, String> nameOf) {
    deltas.add(CountOperator.count(stream, what, nameOf));
  }

  /** The totals, about once a second while they change. */
  public DataStream<JobCounts> totals() {
    DataStream<CountDelta> first = deltas.get(0);
    @SuppressWarnings({"unchecked", "rawtypes"})
    DataStream<CountDelta>[] others =
        deltas.subList(1, deltas.size()).toArray(new DataStream[deltas.size() - 1]);
    String key = job;
    return first
        .union(others)
        .keyBy(delta -> key, Types.STRING)
        .process(new CountTotals(), JsonTypeInformation.of(JobCounts.class))
        .name("count totals")
        .uid("count-totals")
        .setParallelism(1)
        .setMaxParallelism(1);
  }
}
