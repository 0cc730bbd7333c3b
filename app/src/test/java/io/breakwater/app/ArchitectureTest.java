package io.breakwater.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The folder tree is the architecture; these are its lines that a build file cannot draw. */
@AnalyzeClasses(packages = "io.breakwater", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String DOMAIN = "io.breakwater.domain..";
  private static final String SCORING = "io.breakwater.scoring..";
  private static final String PLATFORM = "io.breakwater.platform..";
  private static final String[] SERVICES = {
    "io.breakwater.routing..",
    "io.breakwater.sla..",
    "io.breakwater.audit..",
    "io.breakwater.ingest.."
  };

  @ArchTest
  static final ArchRule domainAndScoringAreFreeOfEnginesAndInputAndOutput =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN, SCORING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..",
              "org.apache.flink..",
              "org.apache.kafka..",
              "java.sql..",
              "javax.sql..",
              "java.net.http..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule domainKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SCORING,
              PLATFORM,
              "io.breakwater.flink..",
              "io.breakwater.embedded..",
              "io.breakwater.app..");

  @ArchTest
  static final ArchRule flinkJobsKnowNeitherAkkaNorTheServices =
      noClasses()
          .that()
          .resideInAPackage("io.breakwater.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..",
              PLATFORM,
              "io.breakwater.routing..",
              "io.breakwater.sla..",
              "io.breakwater.audit..",
              "io.breakwater.ingest..");

  @ArchTest
  static final ArchRule servicesNeverKnowFlink =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "io.breakwater.flink..", SCORING);

  @ArchTest
  static final ArchRule servicesMeetOnTopicsOnly =
      com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices()
          .matching("io.breakwater.(routing|sla|audit|ingest)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule theConsoleDependsOnNothing =
      classes()
          .that()
          .resideInAPackage("io.breakwater.console..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.breakwater.console..");

  @ArchTest
  static final ArchRule nobodyAsksTheWallClockBehindTheBackOfAClock =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN, SCORING, PLATFORM, "io.breakwater.flink..")
          .or()
          .resideInAnyPackage(SERVICES)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
