package io.breakwater.sla.quiet;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.Notification.Status;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.sla.quiet.KeptBack.Cause;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The one notification that tells what still waits after a quiet. Pure. */
final class StillWaiting {
  private StillWaiting() {}

  private static final int NAMED = 10;

  private static final Comparator<ItemState> MOST_URGENT =
      Comparator.comparing(ItemState::priority)
          .thenComparing(Comparator.comparing(ItemState::score).reversed())
          .thenComparing(ItemState::workItemId);

  /** Where it goes. */
  record To(String channel, String desk) {}

  /**
   * The notification; it carries the id, the trace and the priority of the most urgent item.
   *
   * @param items open ones of that desk; at least one
   */
  static Notification notification(To to, List<ItemState> items, Cause cause, Instant now) {
    List<ItemState> ordered = items.stream().sorted(MOST_URGENT).toList();
    ItemState first = ordered.get(0);
    String step =
        "after-quiet:"
            + Identity.hash128(cause.kind().name(), cause.by(), cause.source(), now.toString());
    String id = Identity.notificationId(first.workItemId(), step, to.channel(), to.desk());
    Priority priority = first.priority();
    return new Notification(
        id,
        first.workItemId(),
        step,
        to.channel(),
        to.desk(),
        "[%s] %s still open on desk %s after %s"
            .formatted(priority, counted(ordered), to.desk(), inWords(cause)),
        body(ordered),
        to.desk(),
        priority,
        Status.PENDING,
        null,
        0,
        first.trace().traceId(),
        new TraceContext(first.trace().traceId(), id.substring(0, 16)).traceparent(),
        now,
        now);
  }

  private static String counted(List<ItemState> items) {
    return items.size() == 1
        ? items.get(0).event().type() + " " + items.get(0).event().exceptionId()
        : items.size() + " work items";
  }

  private static String inWords(Cause cause) {
    return switch (cause.kind()) {
      case SILENCE -> "silence " + cause.by();
      case MAINTENANCE -> "maintenance " + cause.by();
      case INHIBITION -> "the inhibition by " + cause.source();
    };
  }

  private static String body(List<ItemState> items) {
    String named =
        items.stream()
            .limit(NAMED)
            .map(i -> "%s %s %s".formatted(i.priority(), i.event().type(), i.event().exceptionId()))
            .collect(Collectors.joining("; "));
    return "Their notifications were kept back: "
        + named
        + (items.size() > NAMED ? "; and %d more.".formatted(items.size() - NAMED) : ".");
  }
}
