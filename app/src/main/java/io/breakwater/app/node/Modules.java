package io.breakwater.app.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.typesafe.config.Config;
import io.breakwater.app.policy.shadow.ShadowService;
import io.breakwater.audit.AuditService;
import io.breakwater.audit.AuditSettings;
import io.breakwater.ingest.IngestService;
import io.breakwater.ingest.IngestSettings;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.routing.RoutingService;
import io.breakwater.routing.RoutingSettings;
import io.breakwater.sla.SlaService;
import io.breakwater.sla.SlaSettings;
import java.util.List;
import java.util.function.Consumer;

/** The service modules of a process. */
record Modules(
    RoutingService routing,
    SlaService sla,
    AuditService audit,
    IngestService ingest,
    ShadowService shadow) {

  /** In the order of their start. */
  List<Service> all() {
    return List.of(routing, sla, audit, ingest, shadow);
  }

  /**
   * Starts them, each with its own section of the configuration.
   *
   * @param started gets each as soon as it runs, so that it can be stopped if a later one fails
   */
  static Modules start(
      ActorSystem<?> system, Config config, ServiceContext context, Consumer<Service> started) {
    RoutingService routing = RoutingService.start(system, RoutingSettings.from(config), context);
    started.accept(routing);
    SlaService sla = SlaService.start(system, SlaSettings.from(config), context);
    started.accept(sla);
    AuditService audit = AuditService.start(system, AuditSettings.from(config), context);
    started.accept(audit);
    IngestService ingest = IngestService.start(system, IngestSettings.from(config), context);
    started.accept(ingest);
    ShadowService shadow =
        ShadowService.start(
            context, routing.loads(), system.dispatchers().lookup(DispatcherSelector.blocking()));
    started.accept(shadow);
    return new Modules(routing, sla, audit, ingest, shadow);
  }
}
