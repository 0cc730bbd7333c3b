package io.breakwater.scoring.correlation;

import io.breakwater.domain.event.Priority;

/**
 * Members that follow each other closely enough to be one incident, which it is once they open it.
 *
 * @param fromSecond the slices of the seconds from here
 * @param toSecond to here, both inclusive, are its own
 * @param slices how many they are
 * @param policyVersion the version whose rule it keeps
 * @param members all of them
 * @param untold members that no record has named yet, the first {@link #UNTOLD} of them
 * @param told what has been said of the incident; null if it has not opened
 * @param over true when nothing joins any more
 */
record Session(
    long fromSecond,
    long toSecond,
    int slices,
    String policyVersion,
    Slice members,
    FirstMembers untold,
    Told told,
    boolean over) {

  static final int UNTOLD = 1_000;

  /**
   * What has been said of an incident.
   *
   * @param firstAt event time of the member that gave the id
   * @param at event time of the last record
   * @param count members then
   * @param highest the most urgent priority said
   */
  record Told(String incidentId, long firstAt, long at, long count, Priority highest) {}

  static Session of(long second, Slice slice, String policyVersion) {
    return new Session(
        second, second, 1, policyVersion, slice.withoutIds(), slice.members(), null, false);
  }

  Session plus(long second, Slice slice) {
    return new Session(
        fromSecond,
        second,
        slices + 1,
        policyVersion,
        members.plus(slice.withoutIds()),
        untold.plus(slice.members(), UNTOLD),
        told,
        over);
  }

  Session withTold(Told now, FirstMembers stillUntold) {
    return new Session(
        fromSecond, toSecond, slices, policyVersion, members, stillUntold, now, over);
  }

  Session withPolicyVersion(String version) {
    return new Session(fromSecond, toSecond, slices, version, members, untold, told, over);
  }

  Session withSlices(int number) {
    return new Session(fromSecond, toSecond, number, policyVersion, members, untold, told, over);
  }

  Session withOver() {
    return new Session(fromSecond, toSecond, slices, policyVersion, members, untold, told, true);
  }

  boolean isOpen() {
    return told != null && !over;
  }

  /** True if members have joined since the last record. */
  boolean hasGrown() {
    return told != null && members.count() != told.count();
  }
}
