package io.breakwater.flink.slareport;

import io.breakwater.domain.sla.report.ReportSchedule;
import io.breakwater.domain.sla.report.ReportSchedule.Ending;
import io.breakwater.domain.sla.report.SlaMark;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.domain.sla.report.Slice;
import io.breakwater.domain.sla.report.SliceBook;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/**
 * Adds the marks of one desk's SLA up, and tells each window in which something happened when event
 * time passes its end. A mark that comes later than that makes the windows that it changes be told
 * again.
 */
final class WindowFunction
    extends KeyedBroadcastProcessFunction<String, SlaMark, PolicyVersion, SlaWindow> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<PolicyVersion> policiesAtStart;
  private final long revisableMillis;

  private transient WindowState state;
  private transient Policies policies;
  private transient Counter tooLate;
  private transient Counter revised;

  WindowFunction(SlaReportSettings settings) {
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
    this.revisableMillis = settings.revisable().toMillis();
  }

  /** Marks of one key share windows. */
  static String key(SlaMark mark) {
    return mark.desk() + "/" + mark.sla();
  }

  @Override
  public void open(OpenContext context) {
    state = new WindowState(getRuntimeContext());
    tooLate = SlaReportMetrics.group(getRuntimeContext()).counter("too_late_for_windows");
    revised = SlaReportMetrics.group(getRuntimeContext()).counter("revised_windows");
  }

  @Override
  public void processElement(SlaMark mark, ReadOnlyContext context, Collector<SlaWindow> out)
      throws Exception {
    ReportSchedule schedule = schedule(context.getBroadcastState(Policies.STATE));
    long closed = state.closed();
    if (Slice.startOf(mark.at()) < kept(closed, schedule)) {
      tooLate.inc();
      state.addToBacklog(Slice.EMPTY.with(mark).growth());
      return;
    }
    state.add(mark);
    TimerService timers = context.timerService();
    if (mark.at().toEpochMilli() >= closed) {
      timers.registerEventTimeTimer(schedule.nextEnd(mark.at()).toEpochMilli());
    } else {
      state.addLate(Slice.startOf(mark.at()));
      // Once for all that came late together, when event time moves next.
      if (timers.currentWatermark() < Watermark.MAX_WATERMARK.getTimestamp()) {
        timers.registerEventTimeTimer(timers.currentWatermark() + 1);
      }
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<SlaWindow> out)
      throws Exception {
    ReportSchedule schedule = schedule(context.getBroadcastState(Policies.STATE));
    SliceBook book = state.book(context.getCurrentKey());
    long closed = state.closed();
    long[] late = state.takeLate();
    if (late != null) {
      for (long end : revisable(late, closed, schedule)) {
        tell(book, schedule.endingAt(Instant.ofEpochMilli(end)), true, out);
      }
    }
    List<Ending> ending = schedule.endingAt(Instant.ofEpochMilli(time));
    if (time <= closed || ending.isEmpty()) {
      return;
    }
    tell(book, ending, false, out);
    state.close(time, kept(time, schedule));
    if (book.goesOnAfter(time - schedule.reach().toMillis())) {
      Instant next = schedule.nextEnd(Instant.ofEpochMilli(time));
      context.timerService().registerEventTimeTimer(next.toEpochMilli());
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyVersion version, Context context, Collector<SlaWindow> out) throws Exception {
    schedule(context.getBroadcastState(Policies.STATE));
    context.getBroadcastState(Policies.STATE).put(version.offset(), version.yaml());
    policies.add(version.offset(), version.yaml());
  }

  private ReportSchedule schedule(ReadOnlyBroadcastState<Long, String> since) throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, since);
    }
    return new ReportSchedule(policies.timeline());
  }

  /** The first slice that is still there when windows up to {@code closed} were told. */
  private long kept(long closed, ReportSchedule schedule) {
    return closed == WindowState.NEVER
        ? WindowState.NEVER
        : closed - schedule.reach().toMillis() - revisableMillis;
  }

  /** Ends of windows that were told and may have changed, or that now have something to tell. */
  private Iterable<Long> revisable(long[] late, long closed, ReportSchedule schedule)
      throws Exception {
    TreeSet<Long> ends = new TreeSet<>(state.toldAfter(late[0]));
    long last = Math.min(closed, late[1] + schedule.reach().toMillis());
    long end = schedule.nextEnd(Instant.ofEpochMilli(late[0])).toEpochMilli();
    while (end <= last) {
      ends.add(end);
      end = schedule.nextEnd(Instant.ofEpochMilli(end)).toEpochMilli();
    }
    return ends;
  }

  private void tell(SliceBook book, List<Ending> ending, boolean again, Collector<SlaWindow> out)
      throws Exception {
    for (Ending each : ending) {
      SlaWindow window = book.window(each);
      if (state.isNews(window)) {
        if (again) {
          revised.inc();
        }
        out.collect(again ? window.revised() : window);
      }
    }
  }
}
