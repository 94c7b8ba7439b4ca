package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may be called: design.md section 3. */
class FunctionTableTest {

  static class Tasks {
    static boolean initialised;

    static {
      initialised = Marker.note();
    }

    @RqJob
    static int marked(int number) {
      return hidden(number);
    }

    static int unmarked(int number) {
      return number;
    }

    private static int hidden(int number) {
      return number;
    }

    static void many(int number) {}

    static void many(String text) {}

    static void many(String text, int number) {}

    static class Inner {
      @RqJob
      static void deep() {}
    }
  }

  static class Marker {
    static boolean seen;

    static boolean note() {
      seen = true;
      return true;
    }
  }

  private static final String TASKS = "io.rq.FunctionTableTest$Tasks";

  private final FunctionTable strict = tableAllowing();

  private static FunctionTable tableAllowing(String... packages) {
    return new FunctionTable(FunctionTableTest.class.getClassLoader(), Set.of(packages));
  }

  @Test
  void findsAMarkedMethodWithoutInitialisingItsClass() {
    assertThat(strict.find(TASKS + ".marked", 1).path()).endsWith(".marked");
    assertThat(Marker.seen).isFalse();
  }

  @Test
  void refusesAnUnmarkedMethodAndSaysHowToAllowIt() {
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(() -> strict.find(TASKS + ".unmarked", 1))
        .withMessageContaining("@RqJob")
        .withMessageContaining("Rq.Builder.allow(\"io.rq\")")
        .withMessageContaining("RQ_ALLOWED_PACKAGES")
        .withMessageContaining("--allow");
  }

  @Test
  void saysOfAClassInNoPackageThatOnlyTheAnnotationHelps(@TempDir Path directory) throws Exception {
    Path source = directory.resolve("Bare.java");
    Files.writeString(source, "class Bare { static void run() {} }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-proc:none", source.toString())).isZero();

    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      FunctionTable table = new FunctionTable(loader, Set.of());
      assertThatExceptionOfType(FunctionNotAllowedException.class)
          .isThrownBy(() -> table.find("Bare.run", 0))
          .withMessage(
              "Workers may not call Bare.run. Put @RqJob on the method; its class is in no package"
                  + " that could be allowed");
    }
  }

  @Test
  void refusesTheStandardLibrary() {
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(() -> tableAllowing("io.rq").find("java.lang.System.exit", 1));
  }

  @Test
  void findsAnyVisibleMethodOfAnAllowedPackage() {
    assertThat(tableAllowing("io.rq").find(TASKS + ".unmarked", 1).path()).endsWith(".unmarked");
    assertThat(tableAllowing("io").find(TASKS + ".unmarked", 1).path()).endsWith(".unmarked");
  }

  @Test
  void doesNotTakeAPackageForAnotherThatBeginsLikeIt() {
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(() -> tableAllowing("io.r").find(TASKS + ".unmarked", 1));
  }

  @Test
  void findsWhatThisProgramEnqueuedByReference() throws Exception {
    strict.allow(Invocable.of(Tasks.class, Tasks.class.getDeclaredMethod("unmarked", int.class)));

    assertThat(strict.find(TASKS + ".unmarked", 1).path()).endsWith(".unmarked");
  }

  @Test
  void readsANestedClassWithDotsToo() {
    assertThat(strict.find("io.rq.FunctionTableTest.Tasks.Inner.deep", 1).path()).endsWith(".deep");
  }

  @Test
  void wantsTheParameterTypesOfAnOverloadedMethod() {
    FunctionTable table = tableAllowing("io.rq");

    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> table.find(TASKS + ".many", 1))
        .withMessage(
            TASKS
                + ".many is overloaded, and 2 methods of that name take 1 argument: name the"
                + " parameter types in the path, as in many(int) or many(java.lang.String)");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> table.find(TASKS + ".many", 3))
        .withMessage(
            TASKS
                + ".many is overloaded, and not one method of that name takes 3 arguments: there"
                + " are only many(int) or many(java.lang.String) or many(java.lang.String,int)");
    assertThat(table.find(TASKS + ".many(java.lang.String)", 1).parameterTypes())
        .containsExactly(String.class);
  }

  @Test
  void tellsOverloadedMethodsApartByTheNumberOfArguments() {
    FunctionTable table = tableAllowing("io.rq");

    assertThat(table.find(TASKS + ".many", 2).path()).endsWith(".many(java.lang.String,int)");
    assertThat(table.find(TASKS + ".many", 2).path())
        .as("again")
        .endsWith(".many(java.lang.String,int)");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find("com.acme.Missing.run", 1))
        .withMessageContaining("no class com.acme.Missing")
        .withMessageEndingWith("class path (--classpath on the command line)?");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find(TASKS + ".missing", 1))
        .withMessage("Class " + TASKS + " has no method missing");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find(TASKS + ".many(long)", 1))
        .withMessageContaining("has no visible method for")
        .withMessageContaining("only many(int) or");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find("bare", 1))
        .withMessageEndingWith("expected package.Class.method");
  }

  @Test
  void saysWhatAMisspeltMethodMayHaveMeant() {
    for (String name : List.of("markd", "Marked", "marrkked")) {
      assertThatExceptionOfType(NoSuchFunctionException.class)
          .isThrownBy(() -> strict.find(TASKS + "." + name, 1))
          .withMessage("Class " + TASKS + " has no method " + name + ". Did you mean marked?");
    }
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find(TASKS + ".hiden", 1))
        .as("what is private is nobody's to call")
        .withMessage("Class " + TASKS + " has no method hiden");
  }

  @Test
  void saysThatAMethodIsPrivate() {
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find(TASKS + ".hidden", 1))
        .withMessage(
            "Class " + TASKS + " has the method hidden, but it is private: make it visible");
  }

  @Test
  void wantsADotBeforeTheMethod() {
    for (String mark : List.of("#", "::")) {
      for (String owner : List.of(TASKS, "com.acme.Missing", "Bare")) {
        assertThatExceptionOfType(NoSuchFunctionException.class)
            .isThrownBy(() -> strict.find(owner + mark + "marked", 1))
            .withMessage(
                "'"
                    + owner
                    + mark
                    + "marked' does not name a Java method: expected package.Class.method, with a"
                    + " dot before the method: "
                    + owner
                    + ".marked");
      }
    }
  }
}
