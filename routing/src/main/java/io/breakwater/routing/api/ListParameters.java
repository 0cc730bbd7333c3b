package io.breakwater.routing.api;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the query parameters of lists. */
final class ListParameters {
  private ListParameters() {}

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  /**
   * Which work items a list shows.
   *
   * @throws ProblemException 400 that names what is wrong, 403 for a desk that is not the asker's
   */
  static WorkItemQuery query(Map<String, String> asked, Access access) {
    WorkItemSort sort = text(asked, "sort").map(ListParameters::sort).orElse(WorkItemSort.URGENCY);
    return new WorkItemQuery(
        access.within(asked.get("desk")),
        some(asked, "state", WorkItemState.class, ListParameters::state),
        text(asked, "assignee").orElse(null),
        text(asked, "incident").orElse(null),
        some(asked, "priority", Priority.class, ListParameters::priority),
        text(asked, "tag").orElse(null),
        text(asked, "linked").orElse(null),
        text(asked, "q").orElse(null),
        sort,
        text(asked, "cursor").map(c -> Cursor.parse(c, sort.columns().size())).orElse(List.of()),
        limit(asked));
  }

  /** A parameter that is not blank. */
  static Optional<String> text(Map<String, String> asked, String parameter) {
    return Optional.ofNullable(asked.get(parameter)).filter(v -> !v.isBlank());
  }

  static int limit(Map<String, String> asked) {
    String text = text(asked, "limit").orElse(Integer.toString(DEFAULT_LIMIT));
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // answered below: the remedy is the same
    }
    throw bad("limit is %s; it must be from 1 to %d.".formatted(text, MAX_LIMIT));
  }

  private static WorkItemSort sort(String name) {
    return WorkItemSort.of(name)
        .orElseThrow(
            () ->
                bad(
                    "sort \"%s\" is unknown; give one of %s."
                        .formatted(name, WorkItemSort.parameters())));
  }

  /** Names separated by commas. */
  private static <E extends Enum<E>> Set<E> some(
      Map<String, String> asked, String parameter, Class<E> type, Function<String, Set<E>> read) {
    EnumSet<E> some = EnumSet.noneOf(type);
    text(asked, parameter).stream()
        .flatMap(names -> Stream.of(names.split(",")))
        .map(name -> name.strip().toUpperCase(Locale.ROOT))
        .forEach(name -> some.addAll(read.apply(name)));
    return some;
  }

  private static Set<WorkItemState> state(String name) {
    if (name.equals("OPEN")) {
      EnumSet<WorkItemState> open = EnumSet.allOf(WorkItemState.class);
      open.removeIf(s -> !s.isOpen());
      return open;
    }
    try {
      return EnumSet.of(WorkItemState.valueOf(name));
    } catch (IllegalArgumentException e) {
      throw bad(
          "state \"%s\" is unknown; give some of %s, or open, separated by commas."
              .formatted(name, Arrays.toString(WorkItemState.values())));
    }
  }

  private static Set<Priority> priority(String name) {
    try {
      return EnumSet.of(Priority.valueOf(name));
    } catch (IllegalArgumentException e) {
      throw bad(
          "priority \"%s\" is unknown; give some of %s, separated by commas."
              .formatted(name, Arrays.toString(Priority.values())));
    }
  }

  private static ProblemException bad(String detail) {
    return Problem.badRequest(detail).asException();
  }
}
