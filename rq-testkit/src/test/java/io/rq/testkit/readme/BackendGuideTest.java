package io.rq.testkit.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.testkit.contract.BackendContract;
import io.rq.testkit.contract.LeakContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the guide for backends says is so: of the example, of the suite, and of the waist. */
class BackendGuideTest {

  private static final Path EXAMPLE =
      Readme.root().resolve("rq-testkit/src/test/java/io/rq/testkit/jdbc");

  private static final Path WAIST =
      Readme.root().resolve("rq-api/src/main/java/io/rq/spi/JobStore.java");

  /** The chapters of the suite, by name. */
  private static final Set<String> CHAPTERS =
      Arrays.stream(BackendContract.class.getDeclaredClasses())
          .filter(type -> type.isAnnotationPresent(Nested.class))
          .map(Class::getSimpleName)
          .collect(Collectors.toSet());

  private Readme guide;

  @BeforeEach
  void read() throws IOException {
    guide = Readme.forBackends();
  }

  @Test
  void itsSnippetsAreExcerptsOfTheExample() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      sources = files.map(BackendGuideTest::linesOf).toList();
    }

    assertThat(guide.javaSnippets())
        .isNotEmpty()
        .allSatisfy(
            snippet ->
                assertThat(sources)
                    .anySatisfy(source -> assertThat(source).contains(stripped(snippet))));
  }

  @Test
  void itNamesEveryFileOfTheExample() throws IOException {
    Set<String> named = codeIn(guide.section("3. The three ideas of the example"));

    try (Stream<Path> files = Files.list(EXAMPLE)) {
      List<String> types =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.endsWith("Test") && !name.equals("package-info"))
              .toList();
      assertThat(named).containsAll(types);
    }
  }

  @Test
  void itLeavesNoChapterOut() {
    Set<String> named = codeIn(guide.section("1. Begin with the tests"));

    assertThat(named).containsAll(CHAPTERS);
  }

  @Test
  void theTestsThatItNamesAreThere() {
    List<String[]> named =
        codeIn(guide.section("5. What the suite finds first")).stream()
            .map(code -> code.split("\\."))
            .filter(code -> code.length == 2)
            .toList();

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(test -> assertThat(testsOf(test[0])).as(test[0]).contains(test[1]));
  }

  @Test
  void itsRulesAreThoseOfTheWaist() throws IOException {
    List<String> rules =
        Pattern.compile("<li>([^.,:]+)")
            .matcher(Files.readString(WAIST))
            .results()
            .map(rule -> rule.group(1))
            .toList();

    assertThat(Pattern.compile("\\*\\*(\\d) ([^*]+)\\*\\*").matcher(guide.text()).results())
        .extracting(rule -> rule.group(2))
        .hasSameSizeAs(rules)
        .allSatisfy(rule -> assertThat(rules).anyMatch(full -> full.startsWith(rule)));
  }

  private static Set<String> testsOf(String chapter) {
    Class<?> tests =
        chapter.equals("LeakContract")
            ? LeakContract.class
            : Arrays.stream(BackendContract.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(chapter))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no chapter " + chapter))
                .getSuperclass();
    return Arrays.stream(tests.getDeclaredMethods())
        .map(method -> method.getName())
        .collect(Collectors.toSet());
  }

  /** What stands in backticks. */
  private static Set<String> codeIn(String text) {
    return Pattern.compile("`([^`]+)`")
        .matcher(text.replaceAll("(?s)```.*?```", ""))
        .results()
        .map((MatchResult code) -> code.group(1))
        .collect(Collectors.toSet());
  }

  private static String linesOf(Path file) {
    try {
      return stripped(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String stripped(String source) {
    return source.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
