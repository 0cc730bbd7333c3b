package io.breakwater.domain.topic;

import java.util.List;

/**
 * The names of the topics under one prefix ({@code breakwater.} unless a replay beside live traffic
 * uses its own).
 */
public record Topics(String prefix) {

  /** The prefix of live traffic. */
  public static final Topics DEFAULT = new Topics("breakwater.");

  public String exceptions() {
    return prefix + "exceptions";
  }

  public String deadLetters() {
    return prefix + "dead-letters";
  }

  public String features() {
    return prefix + "features";
  }

  public String scored() {
    return prefix + "scored";
  }

  public String incidents() {
    return prefix + "incidents";
  }

  public String work() {
    return prefix + "work";
  }

  public String sla() {
    return prefix + "sla";
  }

  public String slaReport() {
    return prefix + "sla-report";
  }

  public String notifications() {
    return prefix + "notifications";
  }

  /** Compacted, keyed by {@code policy@version}, one partition. The value is the policy's YAML. */
  public String policy() {
    return prefix + "policy";
  }

  /** Compacted, keyed by job. */
  public String counts() {
    return prefix + "counts";
  }

  /** The topics whose records are facts that the audit ledger keeps. */
  public List<String> facts() {
    return List.of(
        exceptions(), deadLetters(), scored(), incidents(), work(), sla(), notifications());
  }
}
