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
    KeyState known = states.value();
    KeyState state = known == null ? new KeyState() : known;
    if (sample.inOrder() && sample.time() > timers.currentWatermark()) {
      waiting.add(sample);
      lookAt(sample.time(), state, timers);
    } else {
      answer(sample, state, out);
      if (!state.windows.isEmpty()) {
        lookAt(state.windows.expiry(), state, timers);
      }
    }
    if (known != null || state.timer != KeyState.NEVER) {
      states.update(state);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Answer> out) throws Exception {
    KeyState state = states.value();
    if (state == null) {
      return; // an earlier timer found that nothing is left
    }
    TimerService timers = context.timerService();
    long next = answerDue(timers.currentWatermark(), state, out);
    state.windows.forgetExpired(timers.currentWatermark());
    state.timer = KeyState.NEVER;
    if (!state.windows.isEmpty()) {
      next = Math.min(next, state.windows.expiry());
    }
    if (next == KeyState.NEVER) {
      states.clear();
    } else {
      lookAt(next, state, timers);
      states.update(state);
    }
  }

  /** When the first of those is due that go on waiting. */
  private long answerDue(long now, KeyState state, Collector<Answer> out) throws Exception {
    List<Sample> due = new ArrayList<>();
    List<Sample> later = new ArrayList<>();
    long next = KeyState.NEVER;
    for (Sample sample : waiting.get()) {
      if (sample.time() <= now) {
        due.add(sample);
      } else {
        later.add(sample);
        next = Math.min(next, sample.time());
      }
    }
    if (!due.isEmpty()) {
      waiting.update(later);
      due.sort(Sample.ORDER);
      for (Sample sample : due) {
        answer(sample, state, out);
      }
    }
    return next;
  }

  private static void answer(Sample sample, KeyState state, Collector<Answer> out) {
    double[] values =
        state.windows.see(
            sample.spec().features(), sample.time(), sample.counts(), sample.values());
    out.collect(new Answer(sample.exceptionKey(), sample.event(), sample.group(), values));
  }

  /** One timer at most is set that is not later than another. */
  private static void lookAt(long time, KeyState state, TimerService timers) {
    if (time < state.timer) {
      state.timer = time;
      timers.registerEventTimeTimer(time);
    }
  }
}
