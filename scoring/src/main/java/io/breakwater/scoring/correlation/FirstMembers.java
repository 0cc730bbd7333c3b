package io.breakwater.scoring.correlation;

import io.breakwater.domain.incident.IncidentMember;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The first members of a set, up to a limit, in their order: the same ones in whatever order they
 * are added.
 */
record FirstMembers(List<Listed> list) {

  static final FirstMembers NONE = new FirstMembers(List.of());

  FirstMembers plus(Listed added, int limit) {
    if (list.size() >= limit && Listed.ORDER.compare(added, list.get(limit - 1)) > 0) {
      return this;
    }
    int at = Collections.binarySearch(list, added, Listed.ORDER);
    if (at >= 0) {
      return this;
    }
    List<Listed> next = new ArrayList<>(list.size() + 1);
    next.addAll(list);
    next.add(-at - 1, added);
    return new FirstMembers(next.size() > limit ? next.subList(0, limit) : next);
  }

  FirstMembers plus(FirstMembers others, int limit) {
    if (list.isEmpty() && others.list.size() <= limit) {
      return others;
    }
    FirstMembers sum = this;
    for (Listed other : others.list) {
      FirstMembers next = sum.plus(other, limit);
      if (next == sum && sum.list.size() >= limit) {
        return sum; // the others come later still
      }
      sum = next;
    }
    return sum;
  }

  /** Those between two times, both inclusive. */
  FirstMembers between(long from, long to) {
    return new FirstMembers(
        list.stream().filter(listed -> listed.at() >= from && listed.at() <= to).toList());
  }

  List<IncidentMember> members(int limit) {
    return list.stream().limit(limit).map(Listed::member).toList();
  }
}
