package io.rq.testkit.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {

  @Test
  void isTheSameForASeedAndAnotherForAnother() {
    assertThat(Equivalence.scenario(7, 40)).isEqualTo(Equivalence.scenario(7, 40));
    assertThat(Equivalence.scenario(7, 40)).isNotEqualTo(Equivalence.scenario(8, 40));
    assertThat(Equivalence.scenario(7, 40).steps()).hasSize(40);
  }

  @Test
  void isWrittenAsJavaThatMakesIt(@TempDir Path classes) throws Exception {
    List<Scenario> scenarios =
        List.of(
            Equivalence.scenario(1, 40),
            Equivalence.scenario(2, 40),
            new Scenario(
                Instant.parse("2024-02-29T23:59:59.000001Z"),
                List.of(new ReadStep.Find("a \"quoted\"\n\\ text"), new TimeStep.Pass(1L))));

    assertThat(compiled(scenarios, classes)).isEqualTo(scenarios);
  }

  @SuppressWarnings("unchecked") // the method is written below
  private static List<Scenario> compiled(List<Scenario> scenarios, Path classes) throws Exception {
    StringBuilder code =
        new StringBuilder(
            """
            package io.rq.testkit.equivalence;
            import io.rq.*;
            import io.rq.spi.Place;
            import io.rq.WorkerState;
            import java.time.Instant;
            import java.util.List;
            public class Pasted {
              public static List<Scenario> scenarios() {
                return List.of(
            """);
    code.append(String.join(",\n", scenarios.stream().map(Scenario::toJava).toList()));
    code.append(");\n  }\n}\n");
    compile(code.toString(), classes);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ScenarioTest.class.getClassLoader())) {
      Method method = loader.loadClass("io.rq.testkit.equivalence.Pasted").getMethod("scenarios");
      return (List<Scenario>) method.invoke(null);
    }
  }

  private static void compile(String code, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Pasted.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    StringWriter problems = new StringWriter();
    boolean good =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))),
                null,
                List.of(source))
            .call();
    assertThat(good).as(problems + "\n" + code).isTrue();
  }
}
