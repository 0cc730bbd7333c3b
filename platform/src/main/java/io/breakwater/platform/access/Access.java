package io.breakwater.platform.access;

import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.mapRequest;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.access.Role;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who sends a request, and the desks on which they hold the role that its operation needs. Routes
 * get it with {@link #of}; what they do with a desk's work asks it first.
 *
 * @param desks on which the caller has {@code role}
 */
public record Access(Caller caller, Role role, DeskScope desks) {
  private static final AttributeKey<Access> KEY = AttributeKey.create("access", Access.class);

  /**
   * What a caller may do by an operation that needs that role.
   *
   * @throws ProblemException 403 if they have the role nowhere
   */
  public static Access of(Caller caller, Role role) {
    return new Access(
        caller,
        role,
        caller
            .desks(role)
            .orElseThrow(() -> Refused.forbidden(caller, role, "This needs role " + role.label())));
  }

  /** Routes as this caller asks them. */
  public Route in(Supplier<Route> inner) {
    return mapRequest(
        request -> (akka.http.javadsl.model.HttpRequest) request.addAttribute(KEY, this), inner);
  }

  /** A route that wants to know who asks; answers 401 where nobody has found that out. */
  public static Route of(Function<Access, Route> inner) {
    return extractRequest(
        request ->
            inner.apply(
                request
                    .getAttribute(KEY)
                    .orElseThrow(() -> Refused.unknown("Nobody has looked at who asks."))));
  }

  /**
   * Goes on if the caller may do this on the desk.
   *
   * @throws ProblemException 403 that says what is missing
   */
  public void require(String desk) {
    require(role, desk, "This");
  }

  /**
   * Goes on if the caller has a role on the desk.
   *
   * @param what needs it, e.g. {@code Taking work from somebody else}
   * @throws ProblemException 403 that says what is missing
   */
  public void require(Role role, String desk, String what) {
    if (caller.desks(role).filter(scope -> scope.has(desk)).isEmpty()) {
      throw Refused.forbidden(
          caller, role, "%s needs role %s on desk \"%s\"".formatted(what, role.label(), desk));
    }
  }

  /**
   * Goes on if the caller may do this on every desk.
   *
   * @param what needs it, e.g. {@code A silence}
   * @throws ProblemException 403 that says what is missing
   */
  public void requireEveryDesk(String what) {
    if (!desks.all()) {
      throw Refused.forbidden(
          caller, role, "%s needs role %s on every desk".formatted(what, role.label()));
    }
  }

  /**
   * The desks that an answer may be about.
   *
   * @param desk the only one that was asked for; null or blank for all that the caller may see
   * @throws ProblemException 403 if the caller may not see it
   */
  public DeskScope within(String desk) {
    if (desk == null || desk.isBlank()) {
      return desks;
    }
    require(desk);
    return DeskScope.of(desk);
  }

  /**
   * Who a change is recorded of.
   *
   * @param asked the name that the request gives; null if it gives none
   * @throws ProblemException 400 if nobody is named; 403 if it names somebody else
   */
  public String by(String asked) {
    if (asked == null || asked.equals(caller.name())) {
      return caller.name();
    }
    if (!caller.local()) {
      throw Problem.of(
              403,
              "other-name",
              "Another name",
              "by is \"%s\", and this token is %s's. Leave by away: a change is recorded of whose token it is."
                  .formatted(asked, caller.name()))
          .asException();
    }
    return asked;
  }
}
