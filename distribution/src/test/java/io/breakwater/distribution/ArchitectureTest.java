package io.breakwater.distribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The "never" lines between the modules: the folder tree is the architecture. */
@AnalyzeClasses(packages = "io.breakwater", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.breakwater.";
  private static final String[] SERVICES = {
    ROOT + "routing..", ROOT + "sla..", ROOT + "audit..", ROOT + "ingest.."
  };

  @ArchTest
  static final ArchRule flinkJobsKnowNoAkka =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka..", ROOT + "platform..");

  @ArchTest
  static final ArchRule servicesKnowNoFlink =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", ROOT + "flink..");

  @ArchTest
  static final ArchRule routingKnowsNoOtherService = alone("routing..");

  @ArchTest static final ArchRule slaMonitorKnowsNoOtherService = alone("sla..");

  @ArchTest static final ArchRule auditKnowsNoOtherService = alone("audit..");

  @ArchTest static final ArchRule ingestKnowsNoOtherService = alone("ingest..");

  @ArchTest
  static final ArchRule domainAndScoringArePure =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "domain..", ROOT + "scoring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..",
              "org.apache.flink..",
              "org.apache.kafka..",
              "java.sql..",
              "javax.sql..",
              "java.net.http..",
              ROOT + "platform..");

  @ArchTest
  static final ArchRule platformAndEmbeddedKnowNobodyAbove =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "platform..", ROOT + "embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "routing..",
              ROOT + "sla..",
              ROOT + "audit..",
              ROOT + "ingest..",
              ROOT + "flink..",
              ROOT + "app..");

  private static ArchRule alone(String service) {
    String[] others =
        Arrays.stream(SERVICES)
            .filter(other -> !other.equals(ROOT + service))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + service)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
