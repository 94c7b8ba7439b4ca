package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may be called: design.md section 3. */
class FunctionTableTest {

  static class Tasks {
    static boolean initialised;

    static {
      initialised = Marker.note();
    }

    @RqJob
    static int marked(int number) {
      return number;
    }

    static int unmarked(int number) {
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
        .withMessageContaining("Rq.Builder.allow(\"io.rq\")");
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
        .withMessageContaining("is overloaded")
        .withMessageEndingWith(
            "as in many(int) or many(java.lang.String) or many(java.lang.String,int)");
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
        .withMessageContaining("class path");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find(TASKS + ".missing", 1))
        .withMessageContaining("has no visible method");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find("bare", 1))
        .withMessageContaining("expected package.Class.method");
  }
}
