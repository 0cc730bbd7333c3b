package io.breakwater.flink.slareport;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.report.SlaMark;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.domain.sla.report.Slice;
import io.breakwater.domain.sla.report.SliceBook;
import io.breakwater.flink.json.JsonTypeInformation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/** What {@link WindowFunction} keeps of one desk's SLA. */
final class WindowState {

  /** Before any boundary. */
  static final long NEVER = Long.MIN_VALUE;

  /** By their beginning, in epoch milliseconds. */
  private final MapState<Long, Slice> slices;

  /** A hash of what was told, by the end of a window and its id. */
  private final MapState<Long, Map<String, Integer>> told;

  /** The last boundary up to which windows were told. */
  private final ValueState<Long> closed;

  /** What was open when the first slice that is kept began. */
  private final ValueState<Long> backlog;

  /** The first and the last slice that late marks changed. */
  private final ValueState<long[]> late;

  WindowState(RuntimeContext context) {
    slices =
        context.getMapState(
            new MapStateDescriptor<>("slices", Types.LONG, JsonTypeInformation.of(Slice.class)));
    told =
        context.getMapState(
            new MapStateDescriptor<>("told", Types.LONG, Types.MAP(Types.STRING, Types.INT)));
    closed = context.getState(new ValueStateDescriptor<>("closed", Types.LONG));
    backlog = context.getState(new ValueStateDescriptor<>("backlog", Types.LONG));
    late =
        context.getState(
            new ValueStateDescriptor<>(
                "late", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  long closed() throws Exception {
    Long value = closed.value();
    return value == null ? NEVER : value;
  }

  void add(SlaMark mark) throws Exception {
    long start = Slice.startOf(mark.at());
    Slice before = slices.get(start);
    Slice after = (before == null ? Slice.EMPTY : before).with(mark);
    if (after.countsSomething()) {
      slices.put(start, after);
    } else {
      slices.remove(start);
    }
  }

  void addToBacklog(long growth) throws Exception {
    if (growth != 0) {
      backlog.update(before() + growth);
    }
  }

  private long before() throws Exception {
    Long value = backlog.value();
    return value == null ? 0 : value;
  }

  /** Notes that a slice changed of which windows were told. */
  void addLate(long start) throws Exception {
    long[] range = late.value();
    late.update(
        range == null
            ? new long[] {start, start}
            : new long[] {Math.min(range[0], start), Math.max(range[1], start)});
  }

  /** The first and the last slice that changed since this was asked; null if none did. */
  long[] takeLate() throws Exception {
    long[] range = late.value();
    late.clear();
    return range;
  }

  /**
   * Everything that is kept.
   *
   * @param key see {@link WindowFunction#key}; an SLA's name has no slash
   */
  SliceBook book(String key) throws Exception {
    int slash = key.lastIndexOf('/');
    TreeMap<Long, Slice> sorted = new TreeMap<>();
    for (Map.Entry<Long, Slice> slice : slices.entries()) {
      sorted.put(slice.getKey(), slice.getValue());
    }
    return new SliceBook(key.substring(0, slash), key.substring(slash + 1), sorted, before());
  }

  /** The ends, later than {@code instant}, of windows that were told. */
  List<Long> toldAfter(long instant) throws Exception {
    List<Long> ends = new ArrayList<>();
    for (Long end : told.keys()) {
      if (end > instant) {
        ends.add(end);
      }
    }
    return ends;
  }

  /** True if a window has something to tell that it has not told; then that is told. */
  boolean isNews(SlaWindow window) throws Exception {
    long end = window.end().toEpochMilli();
    Map<String, Integer> known = told.get(end);
    Integer before = known == null ? null : known.get(window.id());
    // Of the text: hash codes of objects differ from one process to the next.
    int now = Json.text(window).hashCode();
    if (before == null ? !window.tellsSomething() : before == now) {
      return false;
    }
    Map<String, Integer> all = known == null ? new HashMap<>() : new HashMap<>(known);
    all.put(window.id(), now);
    told.put(end, all);
    return true;
  }

  /** Windows up to {@code end} were told; what is older than {@code kept} is let go. */
  void close(long end, long kept) throws Exception {
    closed.update(end);
    List<Long> old = new ArrayList<>();
    for (Map.Entry<Long, Slice> slice : slices.entries()) {
      if (slice.getKey() < kept) {
        old.add(slice.getKey());
        addToBacklog(slice.getValue().growth());
      }
    }
    for (Long start : old) {
      slices.remove(start);
    }
    List<Long> oldEnds = new ArrayList<>();
    for (Long each : told.keys()) {
      if (each < kept) {
        oldEnds.add(each);
      }
    }
    for (Long each : oldEnds) {
      told.remove(each);
    }
  }
}
