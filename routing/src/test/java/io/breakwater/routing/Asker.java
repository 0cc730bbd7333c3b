package io.breakwater.routing;

import akka.http.javadsl.server.Route;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.access.Role;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Asks routing's routes as somebody; every answer is held against the API's description. */
public record Asker(Access access) {
  /** Whoever sits at this machine. */
  public static final Asker ANYBODY = new Asker(Access.of(Caller.local("tester"), Role.OPERATOR));

  private static final ApiContract CONTRACT =
      ApiContract.of(
              ApiDocument.of(List.of("/openapi/platform.yaml", "/openapi/routing.yaml")).tree())
          .below("/api/v1");

  /** Somebody with one role on one desk, who asks for what needs another. */
  public static Asker of(String name, Role role, String desk, Role needed) {
    return new Asker(Access.of(new Caller(name, Map.of(role, DeskScope.of(desk)), false), needed));
  }

  /** The routes as they answer this one. */
  public Route asks(Supplier<Route> routes) {
    return CONTRACT.checked(() -> Problems.handled(() -> access.in(routes)));
  }
}
