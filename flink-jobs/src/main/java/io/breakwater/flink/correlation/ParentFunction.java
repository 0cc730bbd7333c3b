package io.breakwater.flink.correlation;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.flink.json.JsonTypeInformation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Writes into records of incidents which incident is their parent. A record waits until event time
 * has passed it, so that what is said of parents at that time is known.
 */
final class ParentFunction extends KeyedProcessFunction<String, Kin, IncidentEvent> {
  private static final long serialVersionUID = 1L;

  private static final ValueStateDescriptor<Family> FAMILY =
      new ValueStateDescriptor<>("family", JsonTypeInformation.of(Family.class));
  private static final ListStateDescriptor<Kin> WAITING =
      new ListStateDescriptor<>("waiting", JsonTypeInformation.of(Kin.class));

  private final Duration lateness;
  private transient ValueState<Family> family;
  private transient ListState<Kin> waiting;

  ParentFunction(CorrelationSettings settings) {
    this.lateness = settings.allowedLateness();
  }

  @Override
  public void open(OpenContext context) {
    family = getRuntimeContext().getState(FAMILY);
    waiting = getRuntimeContext().getListState(WAITING);
  }

  @Override
  public void processElement(Kin kin, Context context, Collector<IncidentEvent> out)
      throws Exception {
    waiting.add(kin);
    context.timerService().registerEventTimeTimer(kin.at());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<IncidentEvent> out)
      throws Exception {
    Family now = family.value() == null ? Family.NONE : family.value();
    List<Kin> arrived = new ArrayList<>();
    List<Kin> early = new ArrayList<>();
    waiting.get().forEach(kin -> (kin.at() <= time ? arrived : early).add(kin));
    waiting.update(early);
    for (Kin kin : arrived) {
      if (!kin.child()) {
        now = now.withParent(kin.event());
      }
    }
    for (Kin kin : arrived) {
      if (kin.child()) {
        now = answer(kin.event(), now, out);
      }
    }
    now = now.since(Instant.ofEpochMilli(time).minus(lateness));
    family.update(now.equals(Family.NONE) ? null : now);
  }

  private static Family answer(IncidentEvent event, Family family, Collector<IncidentEvent> out) {
    String parent = family.parentOf(event).orElse(null);
    if (parent == null) {
      out.collect(event);
      return family;
    }
    out.collect(event.withParent(parent));
    return family.withChild(event, parent);
  }
}
