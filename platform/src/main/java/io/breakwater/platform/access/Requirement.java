package io.breakwater.platform.access;

import io.breakwater.domain.access.Role;
import java.util.Optional;

/**
 * What an operation needs of whoever asks for it.
 *
 * @param open true if anybody may
 * @param role empty if it is open, or if it is enough to be known
 */
record Requirement(boolean open, Optional<Role> role) {
  static final Requirement OPEN = new Requirement(true, Optional.empty());
  static final Requirement KNOWN = new Requirement(false, Optional.empty());

  static Requirement of(Role role) {
    return new Requirement(false, Optional.of(role));
  }
}
