package io.breakwater.sla;

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

/** Asks the monitor's routes as somebody; every answer is held against the API's description. */
public record Asker(Access access) {
  /** Whoever sits at this machine. */
  public static final Asker ANYBODY = new Asker(Access.of(Caller.local("tester"), Role.VIEWER));

  private static final ApiContract CONTRACT =
      ApiContract.of(ApiDocument.of(List.of("/openapi/platform.yaml", "/openapi/sla.yaml")).tree())
          .below("/api/v1");

  /** A viewer of one desk. */
  public static Asker ofDesk(String desk) {
    return new Asker(
        Access.of(new Caller("vic", Map.of(Role.VIEWER, DeskScope.of(desk)), false), Role.VIEWER));
  }

  /** The routes as they answer this one. */
  public Route asks(Supplier<Route> routes) {
    return CONTRACT.checked(() -> Problems.handled(() -> access.in(routes)));
  }
}
