package io.rq.testkit.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Every recipe of the test kit's README is compiled as it stands there, and run. */
class KitReadmeTest {

  private static final Pattern CLASS = Pattern.compile("\nclass (\\w+)");

  /** The program that the recipes test. */
  private static final Map<String, String> PROGRAM =
      Map.of(
          "com/acme/Words.java",
          """
          package com.acme;
          public class Words {
            public static int countAt(String url) { return url.length(); }
          }
          """,
          "com/acme/Reports.java",
          """
          package com.acme;
          public class Reports {
            private static int tries;
            public static String build(int year) { return "report of " + year; }
            public static String buildAtSecondTry(int year) {
              if (tries++ == 0) { throw new IllegalStateException("no data yet"); }
              return build(year);
            }
          }
          """,
          "com/acme/Mailer.java",
          """
          package com.acme;
          public class Mailer {
            public static void welcome(String address) {}
          }
          """,
          "com/acme/Newsletter.java",
          """
          package com.acme;
          public class Newsletter {
            private final String host;
            private int sent;
            public Newsletter(String host) { this.host = host; }
            public void send(String address) { sent++; }
            public int sent() { return sent; }
          }
          """,
          "com/acme/SignUp.java",
          """
          package com.acme;
          public class SignUp {
            private final io.rq.Rq rq;
            public SignUp(io.rq.Rq rq) { this.rq = rq; }
            public void register(String address) { rq.queue("mail").enqueue(Mailer::welcome, address); }
          }
          """);

  @TempDir private Path directory;

  @TestFactory
  List<DynamicTest> eachRecipeRuns() throws Exception {
    List<String> recipes =
        Readme.ofTheKit().javaSnippets().stream()
            .filter(text -> CLASS.matcher(text).find())
            .toList();
    assertThat(recipes).hasSize(6);
    return recipes.stream()
        .map(recipe -> DynamicTest.dynamicTest(name(recipe), () -> runTests(recipe)))
        .toList();
  }

  private void runTests(String recipe) throws Exception {
    Class<?> tests = compile(name(recipe), recipe).loadClass("com.acme." + name(recipe));

    EngineExecutionResults ran =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();

    assertThat(ran.testEvents().failed().stream().map(Object::toString)).isEmpty();
    assertThat(ran.testEvents().succeeded().count()).isPositive();
    assertThat(ran.testEvents().skipped().count()).isZero();
  }

  private static String name(String recipe) {
    Matcher found = CLASS.matcher(recipe);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void withoutJUnit() throws Exception {
    List<String> statements =
        Readme.ofTheKit().javaSnippets().stream()
            .filter(text -> !CLASS.matcher(text).find())
            .toList();
    assertThat(statements).hasSize(1);

    ClassLoader loader =
        compile(
            "Snippet",
            "public class Snippet implements Runnable {\n@Override public void run() {\n"
                + statements.get(0)
                + "\n}\n}\n");
    ((Runnable) loader.loadClass("com.acme.Snippet").getDeclaredConstructor().newInstance()).run();
  }

  private ClassLoader compile(String name, String source) throws Exception {
    Map<String, String> sources = new HashMap<>(PROGRAM);
    sources.put("com/acme/" + name + ".java", "package com.acme;\n" + Readme.IMPORTS + source);
    return Readme.compile(directory.resolve(name), sources);
  }
}
