package io.breakwater.platform.access;

import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;

/** Why somebody may not. */
final class Refused {
  private Refused() {}

  /** 401: nobody knows who asks. */
  static ProblemException unknown(String why) {
    return Problem.of(
            401,
            "unauthorized",
            "Unauthorized",
            why + " Send a token as \"Authorization: Bearer TOKEN\", or sign in to the console.")
        .asException();
  }

  /**
   * 403: the caller lacks a role.
   *
   * @param needs a sentence without its full stop
   */
  static ProblemException forbidden(Caller caller, Role role, String needs) {
    return Problem.of(
            403,
            "forbidden",
            "Forbidden",
            "%s, and %s has %s.".formatted(needs, caller.name(), caller.rights()))
        .with("needs", role.label())
        .asException();
  }

  /** 403: another page sent it. */
  static ProblemException crossSite() {
    return Problem.of(
            403,
            "cross-site",
            "Sent by another page",
            "A page of another site sent this. Use the console of this server, or send a token as"
                + " \"Authorization: Bearer TOKEN\".")
        .asException();
  }
}
