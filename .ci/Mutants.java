import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Plants faults one by one and runs tests on each; {@code .ci/mutants} starts it in a built copy of the tree. */
public final class Mutants {

  /** A fault: in which file which text becomes which, and the test classes that should notice. */
  record Fault(String name, Path file, String before, String after, List<String> tests) {}

  private Mutants() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("--run")) {
      System.exit(run(List.of(args).subList(1, args.length)));
    }
    List<Fault> faults =
        read(Path.of(".ci/mutants.txt")).stream()
            .filter(fault -> args.length == 0 || Stream.of(args).anyMatch(fault.name()::contains))
            .toList();
    int bad = 0;
    System.out.println("| # | Where | Fault | Noticed by |\n|---|---|---|---|");
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      String noticedBy = plant(fault);
      bad += noticedBy.startsWith("**") ? 1 : 0;
      System.out.printf("| %d | %s | %s | %s |%n", i + 1, fault.file().getFileName(), fault.name(), noticedBy);
    }
    System.out.println(faults.size() + " faults, " + (faults.size() - bad) + " noticed");
    System.exit(bad == 0 ? 0 : 1);
  }

  private static List<Fault> read(Path list) throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (String block : Files.readString(list).split("\n(?=fault: )")) {
      if (block.startsWith("fault: ")) {
        faults.add(
            new Fault(
                lines(block, "fault: "),
                Path.of(lines(block, "file: ")),
                lines(block, "- "),
                lines(block, "+ "),
                List.of(lines(block, "tests: ").split(" "))));
      }
    }
    return faults;
  }

  private static String lines(String block, String mark) {
    return String.join(
        "\n",
        block
            .lines()
            .filter(line -> line.startsWith(mark))
            .map(line -> line.substring(mark.length()))
            .toList());
  }

  private static String plant(Fault fault) throws Exception {
    String text = Files.readString(fault.file());
    int at = text.indexOf(fault.before());
    if (fault.before().isEmpty() || at < 0 || text.indexOf(fault.before(), at + 1) >= 0) {
      return "**does not apply: its text must stand there exactly once**";
    }
    Path classes = Files.createTempDirectory("mutant");
    Files.writeString(fault.file(), text.replace(fault.before(), fault.after()));
    try {
      build(fault.file(), classes);
      return test(classes, fault.tests());
    } finally {
      Files.writeString(fault.file(), text);
    }
  }

  // What stands first on the class path wins.
  private static void build(Path file, Path classes) throws IOException {
    Path source = file.subpath(0, 4);
    if (file.toString().endsWith(".lua")) {
      Path target = classes.resolve(source.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      return;
    }
    List<String> arguments =
        new ArrayList<>(List.of("-nowarn", "-parameters", "-proc:none", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    try (Stream<Path> files = Files.walk(source)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".java") && !name.endsWith("module-info.java"))
          .forEach(arguments::add);
    }
    int failed =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException("The fault in " + file + " does not compile");
    }
  }

  private static String test(Path classes, List<String> tests) throws Exception {
    String path = classes + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                path,
                ".ci/Mutants.java",
                "--run"));
    command.addAll(tests);
    Path said = classes.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return "who waits for the tests: they do not end";
    }
    String output = Files.readString(said);
    return output.lines().filter(line -> line.startsWith("NOTICED ")).findFirst()
        .map(line -> line.substring("NOTICED ".length()))
        .orElse(output.contains("SURVIVED") ? "**nobody**" : "**no test ran**: " + output.strip());
  }

  private static int run(List<String> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(Mutants::selector).toList())
            .build();
    long[] ran = {0};
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  System.out.println("NOTICED " + name(test));
                  System.out.flush();
                  Runtime.getRuntime().exit(0);
                }
                ran[0] += test.isTest() ? 1 : 0;
              }
            });
    System.out.println(ran[0] > 0 ? "SURVIVED " + ran[0] + " tests" : "");
    return 0;
  }

  // A chapter of a suite is a class inside of what the test class extends.
  private static DiscoverySelector selector(String test) {
    int slash = test.indexOf('/');
    if (slash < 0) {
      return DiscoverySelectors.selectClass(test);
    }
    String outer = test.substring(0, slash);
    Class<?> chapter =
        Stream.<Class<?>>iterate(load(outer), Objects::nonNull, Class::getSuperclass)
            .flatMap(type -> Stream.of(type.getDeclaredClasses()))
            .filter(type -> type.getSimpleName().equals(test.substring(slash + 1)))
            .findFirst()
            .orElseThrow();
    return DiscoverySelectors.selectNestedClass(List.of(load(outer)), chapter);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String name(TestIdentifier test) {
    return test.getUniqueId().replaceAll(".*(?:class|nested-class):", "").replaceAll("\\[|\\]", "").replace("/", ".");
  }
}
