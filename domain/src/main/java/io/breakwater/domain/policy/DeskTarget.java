package io.breakwater.domain.policy;

import java.util.List;

/** Where a branch sends an exception. */
public sealed interface DeskTarget {

  /** To one desk. */
  record Named(String desk) implements DeskTarget {}

  /** Where the event's {@code desk_hint} points. */
  enum Hinted implements DeskTarget {
    HINTED
  }

  /**
   * To several desks by percentage. Which one is a hash of the exception's identity, so that all
   * events of an exception, and every replay, give the same desk.
   *
   * @param salt the path of the branch that splits, so that two splits do not cut at the same place
   * @param shares at least one; the last one's {@code upTo} is {@link #WHOLE}
   */
  record Split(String salt, List<Share> shares) implements DeskTarget {

    /** All there is: a share is counted in hundredths of a percent. */
    public static final int WHOLE = 10_000;

    public Split {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A desk's part of a split.
   *
   * @param upTo where the part ends, exclusive; it begins where the one before it ends
   */
  record Share(String desk, int upTo) {}
}
