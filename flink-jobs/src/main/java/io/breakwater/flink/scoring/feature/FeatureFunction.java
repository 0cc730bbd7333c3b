package io.breakwater.flink.scoring.feature;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the windows of each key, shows them the samples and answers. A sample waits until event
 * time has passed it, unless it is late or its policy looks at events as they arrive, so that
 * windows see events in the order of time and event id, whatever the order of arrival. State that
 * no event on time can see is dropped.
 */
public final class FeatureFunction extends KeyedProcessFunction<String, Sample, Answer> {
  private static final long serialVersionUID = 1L;

  private static final ValueStateDescriptor<KeyState> STATE =
      new ValueStateDescriptor<>("windows", new KeyState.Serializer());

  private static final ListStateDescriptor<Sample> WAITING =
      new ListStateDescriptor<>("waiting", SampleSerializer.INSTANCE);

  private transient ValueState<KeyState> states;
  private transient ListState<Sample> waiting;

  @Override
  public void open(OpenContext context) {
    states = getRuntimeContext().getState(STATE);
    waiting = getRuntimeContext().getListState(WAITING);
  }

  @Override
  public void processElement(Sample sample, Context context, Collector<Answer> out)
      throws Exception {
    TimerService timers = context.timerService();
    if (sample.inOrder() && sample.time() > timers.currentWatermark()) {
      waiting.add(sample);
      timers.registerEventTimeTimer(sample.time());
      return;
    }
    KeyState state = known();
    answer(sample, state, out);
    keep(state, timers);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Answer> out) throws Exception {
    TimerService timers = context.timerService();
    List<Sample> due = takeDue(timers.currentWatermark());
    KeyState state = known();
    if (due.isEmpty() && time < state.timer) {
      return; // an earlier timer of this watermark answered its sample
    }
    for (Sample sample : due) {
      answer(sample, state, out);
      if (sample.time() != time && sample.time() != state.timer) {
        timers.deleteEventTimeTimer(sample.time()); // it would find nothing
      }
    }
    if (time >= state.timer) {
      state.timer = KeyState.NEVER;
      state.windows.forgetExpired(timers.currentWatermark());
    }
    keep(state, timers);
  }

  private KeyState known() throws Exception {
    KeyState known = states.value();
    return known == null ? new KeyState() : known;
  }

  /** Those whose time has come, in their order; the others go on waiting. */
  private List<Sample> takeDue(long now) throws Exception {
    List<Sample> due = new ArrayList<>();
    List<Sample> later = new ArrayList<>();
    for (Sample sample : waiting.get()) {
      (sample.time() <= now ? due : later).add(sample);
    }
    if (due.isEmpty()) {
      return due;
    }
    if (later.isEmpty()) {
      waiting.clear();
    } else {
      waiting.update(later);
    }
    due.sort(Sample.ORDER);
    return due;
  }

  private static void answer(Sample sample, KeyState state, Collector<Answer> out) {
    double[] values =
        state.windows.see(
            sample.spec().features(), sample.time(), sample.counts(), sample.values());
    out.collect(new Answer(sample.exceptionKey(), sample.event(), sample.group(), values));
  }

  /**
   * Keeps what still matters, and sees to it that somebody looks again when it no longer does.
   * Every event moves the expiry: the timer that is set stays and finds out, else each would leave
   * its own.
   */
  private void keep(KeyState state, TimerService timers) throws Exception {
    if (state.windows.isEmpty()) {
      states.clear();
      return;
    }
    if (state.timer == KeyState.NEVER) {
      state.timer = state.windows.expiry();
      timers.registerEventTimeTimer(state.timer);
    }
    states.update(state);
  }
}
