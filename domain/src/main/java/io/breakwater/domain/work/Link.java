package io.breakwater.domain.work;

/** What a work item has to do with another. */
public record Link(Relation relation, String workItemId) implements Comparable<Link> {

  /** Read from the item that has the link: it {@code DUPLICATES} the other. */
  public enum Relation {
    DUPLICATES,
    CAUSES,
    RELATED,
    /** The other was merged into this one; made by merging, not by linking. */
    MERGED
  }

  @Override
  public int compareTo(Link other) {
    int byRelation = relation.compareTo(other.relation);
    return byRelation != 0 ? byRelation : workItemId.compareTo(other.workItemId);
  }
}
