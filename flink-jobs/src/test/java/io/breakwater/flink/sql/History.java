package io.breakwater.flink.sql;

import static io.breakwater.flink.sql.SqlWorld.NOON;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.topic.Topics;
import java.time.Instant;

/** Records as they stand on the topics, written as JSON so that new fields need no change here. */
record History(SqlWorld world, Topics topics) {

  static Instant at(String duration) {
    return NOON.plus(java.time.Duration.parse(duration));
  }

  static String event(String id, Kind kind, String type, String at) {
    return """
        {"exception_id":"%s","source_id":"bank-1","kind":"%s","type":"%s","occurred_at":"%s"}"""
        .formatted(id, kind, type, at(at));
  }

  void raw(String key, String value) {
    world.send(topics.exceptions(), key, value);
  }

  void raw(String id, Kind kind, String type, String at) {
    raw(id, event(id, kind, type, at));
  }

  void scored(String id, String counterparty, int score, String at) {
    world.send(topics.scored(), id, scoredJson(id, counterparty, score, at));
  }

  void work(String item, int sequence, String event, String desk, String at) {
    world.send(
        topics.work(),
        item,
        """
        {"work_item_id":"%s","sequence":%d,"recorded_at":"%s","event":
         {"type":"%s","desk":"%s","cause":%s,"state":"QUEUED","trace_id":"t","occurred_at":"%s",
          "by":"upstream"}}"""
            .formatted(
                item, sequence, at(at), event, desk, scoredJson(item, "ACME", 50, at), at(at)));
  }

  void opened(String item, String desk, int score, String at) {
    world.send(
        topics.work(),
        item,
        """
        {"work_item_id":"%s","sequence":1,"recorded_at":"%s","event":
         {"type":"opened","work_item_id":"%s","desk":"%s","cause":%s,"state":"QUEUED",
          "trace_id":"t","occurred_at":"%s","by":"upstream"}}"""
            .formatted(item, at(at), item, desk, scoredJson(item, "ACME", score, at), at(at)));
  }

  void incident(String id, String at, String... members) {
    StringBuilder list = new StringBuilder();
    for (String member : members) {
      list.append(list.isEmpty() ? "" : ",")
          .append(
              """
              {"source_id":"bank-1","exception_id":"%s","event_id":"%s"}"""
                  .formatted(member, hex(member)));
    }
    world.send(
        topics.incidents(),
        id,
        """
        {"incident_id":"%s","change":"OPENED","rule":"by-market","key":"XETR","members":[%s],
         "member_count":%d,"first_at":"%s","last_at":"%s","top_attributes":{},"score":80,
         "priority":"P1","policy_version":"bank@1","trace_id":"%s","occurred_at":"%s"}"""
            .formatted(hex(id), list, members.length, at(at), at(at), hex("t"), at(at)));
  }

  void sla(String id, String step, String at) {
    world.send(
        topics.sla(),
        id,
        """
        {"id":"%s","work_item_id":"%s","source_id":"bank-1","exception_id":"%s","sla":"standard",
         "target":"RESOLVE","run":1,"step":"%s","desk":"settlements","priority":"P1",
         "opened_at":"%s","deadline":"%s","at":"%s","live":true,"trace_id":"t"}"""
            .formatted(hex(id + step), hex(id), id, step, NOON, at(at), at(at)));
  }

  void slaWindow(String desk, int met, int breached, String revision) {
    world.send(
        topics.slaReport(),
        desk,
        """
        {"type":"window","id":"%s","desk":"%s","sla":"standard","start":"%s","end":"%s",
         "length":"PT1H","every":"PT1H","opened":4,"acknowledged":0,"resolved":%d,"met":%d,
         "breached":%d,"compliance":%s,"backlog":1,"revision":"%s"}"""
            .formatted(
                hex(desk),
                desk,
                NOON,
                at("PT1H"),
                met,
                met,
                breached,
                (double) met / (met + breached),
                revision));
  }

  void slaOutcome(String item, String at) {
    world.send(
        topics.slaReport(),
        item,
        """
        {"type":"outcome","id":"%s","work_item_id":"%s","source_id":"bank-1","exception_id":"%s",
         "sla":"standard","target":"RESOLVE","run":1,"desk":"settlements","opened_at":"%s",
         "deadline":"%s","outcome":"RUNNING","as_of":"%s","revision":"ON_TIME","trace_id":"t"}"""
            .formatted(hex(item), item, item, NOON, at("PT4H"), at(at)));
  }

  /** 32 hex digits. */
  static String hex(String text) {
    return Identity.workItemId("test", text);
  }

  private static String scoredJson(String id, String counterparty, int score, String at) {
    return """
        {"event_id":"%s","event":
          {"exception_id":"%s","source_id":"bank-1","kind":"RAISED","type":"settlement.fail",
           "severity":"HIGH","occurred_at":"%s","amount":1250000.00,"currency":"EUR",
           "attributes":{"counterparty":"%s"}},
         "trace":{"trace_id":"t","span_id":"s"},
         "origin":{"topic":"exceptions","partition":0,"offset":1,"ingested_at":"%s"},
         "score":%d,"priority":"P2",
         "contributions":[{"rule":"base","effect":"base","points":%d.0}],
         "features":{"rate":3.5},"policy_version":"bank@1","late":false}"""
        .formatted(hex(id + at), id, at(at), counterparty, at(at), score, score);
  }
}
