package io.rq.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import io.rq.testkit.contract.Pins;
import io.rq.testkit.readme.Readme;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Which behaviours of RQ are shown by a test. Counted are the tests that JUnit finds in this
 * module, by their {@link Pins}: the contract suites, which both backends run, and tests of what
 * only one of them has. Tests of other modules name no behaviours: the annotation lives here, so
 * what a behaviour is shown by is a test that a backend owes.
 */
class CatalogueTest {

  /** The parts of the catalogue whose every item must be shown. */
  private static final List<String> SECTIONS =
      List.of(
          "Q", "U", "J", "D", "R", "S", "REG", "RES", "E", "IQ", "W", "WP", "CMD", "CB", "WH", "G",
          "X", "SER", "TO", "DEC", "RS", "SYNC", "BURST", "CR", "CLI");

  private static Catalogue catalogue;
  private static List<PinnedTest> tests;
  private static Set<String> named;

  @BeforeAll
  static void findTests() throws Exception {
    catalogue = Catalogue.read();
    LauncherDiscoveryRequest everything =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("io.rq.testkit"))
            .filters(includeEngines("junit-jupiter"))
            .build();
    var plan = LauncherFactory.create().discover(everything);
    tests =
        plan.getRoots().stream()
            .flatMap(root -> plan.getDescendants(root).stream())
            .map(PinnedTest::of)
            .flatMap(Optional::stream)
            .toList();
    named = tests.stream().flatMap(test -> test.ids().stream()).collect(Collectors.toSet());
  }

  @Test
  void knowsEveryItem() {
    assertThat(catalogue.size()).isEqualTo(475);
  }

  @Test
  void everyIdThatATestNamesIsInTheCatalogue() {
    assertThat(tests.stream().filter(test -> !test.ids().stream().allMatch(catalogue::has)))
        .isEmpty();
  }

  @Test
  void bothBackendsRunEveryTestOfTheContract() {
    Map<Method, Set<String>> runners =
        tests.stream()
            .filter(PinnedTest::isOfTheContract)
            .filter(test -> test.runnerName().contains("Contract"))
            .collect(
                Collectors.groupingBy(
                    PinnedTest::method,
                    Collectors.mapping(PinnedTest::runnerName, Collectors.toSet())));

    assertThat(runners).isNotEmpty();
    runners.forEach(
        (method, by) ->
            assertThat(by)
                .as("who runs %s", method)
                .anyMatch(name -> name.startsWith("InMemory"))
                .anyMatch(name -> name.startsWith("Redis")));
  }

  @Test
  void aTestNamesEveryBehaviourThatIsOwed() {
    List<Catalogue.Item> unnamed =
        catalogue.owed(SECTIONS).stream().filter(item -> !named.contains(item.id())).toList();
    System.out.println(
        "P and A items of "
            + String.join(" ", SECTIONS)
            + " that no test names: "
            + (unnamed.isEmpty() ? "none" : unnamed.size() + "\n" + lines(unnamed)));

    assertThat(unnamed).isEmpty();
  }

  @Test
  void theReadmeTellsWhatBecameOfEveryDefectOfRq() throws Exception {
    String differences = Readme.read().section("Differences from RQ");

    assertThat(catalogue.defects(SECTIONS))
        .isNotEmpty()
        .allSatisfy(item -> assertThat(differences).containsPattern("\\b" + item.id() + "\\b"));
  }

  private static String lines(List<Catalogue.Item> items) {
    return items.stream().map(Catalogue.Item::toString).collect(Collectors.joining("\n"));
  }
}
