package io.breakwater.flink.correlation;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.scoring.correlation.Announcement;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends records that ask for their parent, and those that answer, where they meet. */
final class SplitKin extends ProcessFunction<Announcement, IncidentEvent> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<Kin> KIN = new OutputTag<>("kin", JsonTypeInformation.of(Kin.class));

  @Override
  public void processElement(Announcement said, Context context, Collector<IncidentEvent> out) {
    if (said.isParent()) {
      context.output(KIN, Kin.parent(said.event(), context.timestamp()));
    }
    if (said.parentKey() == null) {
      out.collect(said.event());
    } else {
      context.output(KIN, Kin.child(said, context.timestamp()));
    }
  }
}
