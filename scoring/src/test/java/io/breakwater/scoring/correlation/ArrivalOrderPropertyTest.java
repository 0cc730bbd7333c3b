package io.breakwater.scoring.correlation;

import static io.breakwater.scoring.correlation.Rules.at;
import static io.breakwater.scoring.correlation.Rules.member;
import static io.breakwater.scoring.correlation.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** In whatever order members arrive, and however far event time is then, incidents are the same. */
class ArrivalOrderPropertyTest {

  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final RuleVersion CUT = rule();
  private static final RuleVersion WHOLE = rule("max_duration: PT1H");

  /** A session as anybody would make it: from the members in order, by the second. */
  private record Expected(List<Member> members, boolean opens) {
    Set<String> ids() {
      return members.stream().map(m -> m.exception().exceptionId()).collect(Collectors.toSet());
    }
  }

  private static List<Expected> expected(List<Member> members, RuleVersion version) {
    TreeMap<Long, List<Member>> seconds = new TreeMap<>();
    members.stream()
        .sorted(Comparator.comparingLong(Member::at).thenComparing(m -> m.exception().eventId()))
        .forEach(
            m -> seconds.computeIfAbsent(Micros.second(m.at()), s -> new ArrayList<>()).add(m));
    List<Expected> sessions = new ArrayList<>();
    List<Member> current = new ArrayList<>();
    boolean opens = false;
    for (List<Member> second : seconds.values()) {
      if (!current.isEmpty()) {
        long next = second.get(0).at();
        long gap = next - current.get(current.size() - 1).at();
        long duration = next - current.get(0).at();
        if (gap > Micros.of(version.rule().sessionGap())
            || duration > Micros.of(version.rule().maxDuration())) {
          sessions.add(new Expected(List.copyOf(current), opens));
          current.clear();
          opens = false;
        }
      }
      current.addAll(second);
      opens |= current.size() >= 3 && current.stream().anyMatch(m -> m.score() >= 50);
    }
    if (!current.isEmpty()) {
      sessions.add(new Expected(List.copyOf(current), opens));
    }
    return sessions;
  }

  @Provide
  Arbitrary<List<Member>> members() {
    Arbitrary<Long> times =
        Arbitraries.longs()
            .between(0, 25)
            .flatMap(block -> Arbitraries.longs().between(block * 8_000, block * 8_000 + 6_000));
    return Combinators.combine(times, Arbitraries.integers().between(30, 60))
        .as((time, score) -> Map.entry(time, score))
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(
            list -> {
              List<Member> members = new ArrayList<>();
              for (var each : list) {
                String id = (char) ('a' + members.size() % 5) + "-" + members.size();
                members.add(member(id, each.getKey(), each.getValue()));
              }
              return members;
            });
  }

  private static Set<Object> facts(List<IncidentEvent> incidents) {
    return incidents.stream()
        .map(
            e ->
                List.of(
                    e.members().stream().map(IncidentMember::exceptionId).toList(),
                    e.memberCount(),
                    e.firstAt(),
                    e.lastAt(),
                    e.score(),
                    e.priority(),
                    e.topAttributes(),
                    e.change()))
        .collect(Collectors.toSet());
  }

  private static Set<Set<String>> memberSets(List<IncidentEvent> incidents) {
    return incidents.stream()
        .map(e -> e.members().stream().map(IncidentMember::exceptionId).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private static Set<Set<String>> opened(List<Expected> sessions) {
    return sessions.stream().filter(Expected::opens).map(Expected::ids).collect(Collectors.toSet());
  }

  /** Members in an order, with event time going on between them, duplicates, and restarts. */
  private static Replay replay(List<Member> members, RuleVersion version, long seed, long bound) {
    Random random = new Random(seed);
    List<Member> order = new ArrayList<>(members);
    order.addAll(members.subList(0, members.size() / 3));
    if (bound == 0) {
      Collections.shuffle(order, random);
    } else {
      Map<Member, Long> arrival =
          order.stream()
              .distinct()
              .collect(Collectors.toMap(m -> m, m -> m.at() + random.nextLong(bound) * 1_000));
      order.sort(Comparator.comparing(arrival::get));
    }
    Replay replay = new Replay(version, FOR_EVER);
    long latest = Long.MIN_VALUE;
    for (Member next : order) {
      if (random.nextInt(10) == 0) {
        replay.restart();
      }
      replay.add(next);
      latest = Math.max(latest, next.at() / 1_000);
      replay.watermark(bound == 0 ? at(random.nextLong(260_000)) : latest - bound - 1);
    }
    replay.watermark(at(3_700_000));
    return replay;
  }

  @Property(tries = 200)
  void withinTheBoundEverythingIsSaidAlike(
      @ForAll("members") List<Member> members, @ForAll long one, @ForAll long other) {
    Replay first = replay(members, CUT, one, 5_000);
    Replay second = replay(members, CUT, other, 20_000);

    assertThat(first.said).isEqualTo(second.said);
    assertThat(memberSets(first.incidents())).isEqualTo(opened(expected(members, CUT)));
  }

  @Property(tries = 200)
  void beyondTheBoundTheIncidentsAreTheSameInTheEnd(
      @ForAll("members") List<Member> members, @ForAll long one, @ForAll long other) {
    Replay first = replay(members, WHOLE, one, 0);
    Replay second = replay(members, WHOLE, other, 0);

    assertThat(facts(first.incidents())).isEqualTo(facts(second.incidents()));
    assertThat(memberSets(first.incidents())).isEqualTo(opened(expected(members, WHOLE)));
  }

  @Property(tries = 200)
  void beyondTheBoundLongSessionsAreCutAtTheSamePlace(
      @ForAll("members") List<Member> members, @ForAll long seed) {
    Replay replay = replay(members, CUT, seed, 0);
    List<Expected> sessions = expected(members, CUT);

    assertThat(
            replay.sessions().list().stream()
                .map(
                    s ->
                        s.members().members().list().stream()
                            .map(l -> l.member().exceptionId())
                            .collect(Collectors.toSet()))
                .toList())
        .isEqualTo(sessions.stream().map(Expected::ids).toList());
    assertThat(memberSets(replay.incidents())).containsAll(opened(sessions));
  }

  /** An incident and those that were merged into it, or into one of these. */
  private static Set<String> family(String incidentId, List<IncidentEvent> said) {
    Set<String> family = new HashSet<>(Set.of(incidentId));
    boolean grown = true;
    while (grown) {
      grown =
          said.stream()
              .filter(e -> e.mergedInto() != null && family.contains(e.mergedInto()))
              .map(e -> family.add(e.incidentId()))
              .reduce(false, Boolean::logicalOr);
    }
    return family;
  }

  @Property(tries = 200)
  void everyMemberIsToldOnce(@ForAll("members") List<Member> members, @ForAll long seed) {
    Replay replay = replay(members, WHOLE, seed, 0);
    for (IncidentEvent last : replay.incidents()) {
      Set<String> family = family(last.incidentId(), replay.said);
      List<IncidentMember> told =
          replay.said.stream()
              .filter(e -> family.contains(e.incidentId()))
              .flatMap(e -> e.joined().stream())
              .toList();

      assertThat(told).containsExactlyInAnyOrderElementsOf(last.members());
    }
  }
}
