package io.rq.testkit.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.DeserializationException;
import io.rq.FunctionNotAllowedException;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.inmemory.InMemoryBackend;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in modules that do not open their packages: the failure says what to open to whom. */
class ClosedModuleTest {

  @TempDir private static Path directory;

  private static ModuleLayer layer;

  @BeforeAll
  static void makeTheModule() throws IOException {
    Path sources = Files.createDirectories(directory.resolve("source/closed/tasks"));
    Path info = sources.resolve("../../module-info.java").normalize();
    Path tasks = sources.resolve("Tasks.java");
    Files.writeString(info, "module closed {}");
    Files.writeString(
        tasks,
        """
        package closed.tasks;

        public final class Tasks {
          public record Point(int x, int y) {}

          public static int add(int a, int b) {
            return a + b;
          }

          public static int sum(Point point) {
            return point.x() + point.y();
          }
        }
        """);
    Path classes = directory.resolve("classes");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), info.toString(), tasks.toString());
    assertThat(status).isZero();
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("closed"));
    layer =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(configuration, ClosedModuleTest.class.getClassLoader());
  }

  private static Throwable failureOf(String function, Object... args) {
    try (Rq rq =
        Rq.on(new InMemoryBackend())
            .classLoader(layer.findLoader("closed"))
            .allow("closed.tasks")
            .open()) {
      rq.queue().enqueue("closed.tasks.Tasks." + function, args);
      WorkReport report = rq.worker().burst();
      assertThat(report.failures()).hasSize(1);
      return report.failures().get(0).error();
    }
  }

  @Test
  void aFunctionThatCannotBeCalledSaysWhatToOpen() {
    assertThat(failureOf("add", 1, 2))
        .isInstanceOf(FunctionNotAllowedException.class)
        .hasMessageContaining("closed.tasks.Tasks.add")
        .hasMessageContaining(
            "add 'opens closed.tasks to io.rq, tools.jackson.databind' to its module-info");
  }

  @Test
  void aTypeThatCannotBeReadSaysWhatToOpen() {
    assertThat(failureOf("sum", Map.of("x", 1, "y", 2)))
        .isInstanceOf(DeserializationException.class)
        .hasMessageContaining("its module does not let Jackson in: add 'opens <package> to");
  }
}
