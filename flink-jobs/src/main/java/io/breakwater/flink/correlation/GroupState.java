package io.breakwater.flink.correlation;

import io.breakwater.scoring.correlation.Correlation;
import io.breakwater.scoring.correlation.Sessions;
import io.breakwater.scoring.correlation.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.TimerService;

/** The keyed state of the group that is being worked on. */
final class GroupState implements Correlation.State {

  private static final ValueStateDescriptor<Sessions> SESSIONS =
      new ValueStateDescriptor<>("sessions", StateSerializers.OfSessions.INSTANCE);
  private static final MapStateDescriptor<Long, Slice> SLICES =
      new MapStateDescriptor<>(
          "slices", LongSerializer.INSTANCE, StateSerializers.OfSlice.INSTANCE);

  private final ValueState<Sessions> sessions;
  private final MapState<Long, Slice> slices;
  private TimerService timers;

  GroupState(RuntimeContext context) {
    sessions = context.getState(SESSIONS);
    slices = context.getMapState(SLICES);
  }

  /** The state, with the timers of the group that is being worked on. */
  GroupState with(TimerService current) {
    timers = current;
    return this;
  }

  private interface Access<T> {
    T of() throws Exception;
  }

  private static <T> T checked(Access<T> access) {
    try {
      return access.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the state backend failed", e);
    }
  }

  @Override
  public Sessions sessions() {
    Sessions now = checked(sessions::value);
    return now == null ? Sessions.NONE : now;
  }

  @Override
  public void sessions(Sessions next) {
    checked(
        () -> {
          sessions.update(next);
          return null;
        });
  }

  @Override
  public Slice slice(long second) {
    return checked(() -> slices.get(second));
  }

  @Override
  public void slice(long second, Slice slice) {
    checked(
        () -> {
          if (slice == null) {
            slices.remove(second);
          } else {
            slices.put(second, slice);
          }
          return null;
        });
  }

  @Override
  public SortedMap<Long, Slice> slices() {
    SortedMap<Long, Slice> all = new TreeMap<>();
    for (Map.Entry<Long, Slice> slice : checked(slices::entries)) {
      all.put(slice.getKey(), slice.getValue());
    }
    return all;
  }

  @Override
  public void wakeAt(long millis) {
    timers.registerEventTimeTimer(millis);
  }
}
