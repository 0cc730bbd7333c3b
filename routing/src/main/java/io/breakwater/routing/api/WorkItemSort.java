package io.breakwater.routing.api;

import io.breakwater.domain.work.WorkItemView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In which order a list shows work items; each ends with the id, so that no two are equal. */
public enum WorkItemSort {
  /** The most urgent first, then the oldest. */
  URGENCY(
      "urgency",
      false,
      List.of("priority", "opened_at", "work_item_id"),
      i -> List.of(i.priority().name(), i.openedAt().toString(), i.workItemId())),
  OLDEST(
      "opened",
      false,
      List.of("opened_at", "work_item_id"),
      i -> List.of(i.openedAt().toString(), i.workItemId())),
  NEWEST(
      "-opened",
      true,
      List.of("opened_at", "work_item_id"),
      i -> List.of(i.openedAt().toString(), i.workItemId())),
  LATEST_CHANGED(
      "-changed",
      true,
      List.of("changed_at", "work_item_id"),
      i -> List.of(i.changedAt().toString(), i.workItemId())),
  HIGHEST_SCORE(
      "-score",
      true,
      List.of("score", "work_item_id"),
      i -> List.of(Integer.toString(i.score()), i.workItemId()));

  private final String parameter;
  private final boolean descending;
  private final List<String> columns;
  private final Function<WorkItemView, List<String>> key;

  WorkItemSort(
      String parameter,
      boolean descending,
      List<String> columns,
      Function<WorkItemView, List<String>> key) {
    this.parameter = parameter;
    this.descending = descending;
    this.columns = columns;
    this.key = key;
  }

  /** The one that a query parameter names. */
  static Optional<WorkItemSort> of(String parameter) {
    return Arrays.stream(values()).filter(sort -> sort.parameter.equals(parameter)).findFirst();
  }

  /** What the query parameter may be. */
  static String parameters() {
    return Arrays.stream(values()).map(s -> s.parameter).collect(Collectors.joining(", "));
  }

  /** True if the greatest come first. */
  public boolean isDescending() {
    return descending;
  }

  /** The columns of table {@code work_items} that are sorted by. */
  public List<String> columns() {
    return columns;
  }

  /** The ORDER BY of it. */
  public String orderBy() {
    String direction = descending ? " DESC" : "";
    return columns.stream().map(c -> c + direction).collect(Collectors.joining(", "));
  }

  /** An item's place in this order. */
  public List<String> key(WorkItemView item) {
    return key.apply(item);
  }
}
