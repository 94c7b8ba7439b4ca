package io.rq.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rq.Rq;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** The arrows of the modules, and the one clock. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.rq");

  private static final String[] API = {"io.rq", "io.rq.spi"};

  @Test
  void theApiKnowsNoBackendAndNoTestKit() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.rq.redis..", "io.rq.inmemory..", "io.rq.testkit..", "redis.clients.."));
  }

  @Test
  void theBackendsKnowNeitherEachOtherNorTheTestKit() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.rq.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rq.inmemory..", "io.rq.testkit.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.rq.inmemory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rq.redis..", "io.rq.testkit..", "redis.clients.."));
  }

  @Test
  void theTestKitNeedsNoRedisAndNoPropertyEngine() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.rq.testkit..")
            .and()
            .resideOutsideOfPackages("io.rq.testkit.backend..", "io.rq.testkit.await..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "redis.clients..", "redis.embedded..", "net.jqwik..", "org.awaitility.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.rq.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("redis.embedded..", "net.jqwik.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.rq.testkit..")
            .and()
            .resideOutsideOfPackage("io.rq.testkit.await..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.awaitility.."));
  }

  @Test
  void theWaistKnowsNoPayloads() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.rq.spi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson.."));
  }

  @Test
  void nobodyAsksForTheTimeExceptThroughTheClock() {
    check(
        noClasses()
            .that()
            .doNotBelongToAnyOf(Rq.Builder.class) // the default of the one injected clock
            .and()
            .doNotHaveFullyQualifiedName("io.rq.redis.cli.RqCommand") // a program of its own
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .callMethodWhere(
                describe(
                    "asks java.time for the present",
                    call ->
                        (call.getName().equals("now") && isATime(call.getTargetOwner()))
                            || (call.getName().startsWith("system")
                                && call.getTargetOwner().isEquivalentTo(Clock.class)))));
  }

  private static boolean isATime(JavaClass type) {
    return type.isEquivalentTo(Instant.class)
        || type.isEquivalentTo(LocalDate.class)
        || type.isEquivalentTo(LocalTime.class)
        || type.isEquivalentTo(LocalDateTime.class)
        || type.isEquivalentTo(OffsetDateTime.class)
        || type.isEquivalentTo(ZonedDateTime.class);
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
