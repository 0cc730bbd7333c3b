package io.breakwater.domain.routing;

/** How much open work desks have. */
@FunctionalInterface
public interface DeskLoads {

  /** Nobody has any. */
  DeskLoads NONE = desk -> 0;

  /** The load of a desk's open work, in the desk's units; 0 for a desk without any. */
  int of(String desk);
}
