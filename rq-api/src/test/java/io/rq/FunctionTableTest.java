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
    assertThat(strict.find(TASKS + ".marked").getName()).isEqualTo("marked");
    assertThat(Marker.seen).isFalse();
  }

  @Test
  void refusesAnUnmarkedMethodAndSaysHowToAllowIt() {
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(() -> strict.find(TASKS + ".unmarked"))
        .withMessageContaining("@RqJob")
        .withMessageContaining("Rq.Builder.allow(\"io.rq\")");
  }

  @Test
  void refusesTheStandardLibrary() {
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(() -> tableAllowing("io.rq").find("java.lang.System.exit"));
  }

  @Test
  void findsAnyVisibleMethodOfAnAllowedPackage() {
    assertThat(tableAllowing("io.rq").find(TASKS + ".unmarked").getName()).isEqualTo("unmarked");
    assertThat(tableAllowing("io").find(TASKS + ".unmarked").getName()).isEqualTo("unmarked");
  }

  @Test
  void doesNotTakeAPackageForAnotherThatBeginsLikeIt() {
    assertThatExceptionOfType(FunctionNotAllowedException.class)
        .isThrownBy(() -> tableAllowing("io.r").find(TASKS + ".unmarked"));
  }

  @Test
  void findsWhatThisProgramEnqueuedByReference() throws Exception {
    strict.allow(TASKS + ".unmarked", Tasks.class.getDeclaredMethod("unmarked", int.class));

    assertThat(strict.find(TASKS + ".unmarked").getName()).isEqualTo("unmarked");
  }

  @Test
  void readsANestedClassWithDotsToo() {
    assertThat(strict.find("io.rq.FunctionTableTest.Tasks.Inner.deep").getName()).isEqualTo("deep");
  }

  @Test
  void wantsTheParameterTypesOfAnOverloadedMethod() {
    FunctionTable table = tableAllowing("io.rq");

    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> table.find(TASKS + ".many"))
        .withMessageContaining("is overloaded: name the parameter types");
    assertThat(table.find(TASKS + ".many(java.lang.String)").getParameterTypes())
        .containsExactly(String.class);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find("com.acme.Missing.run"))
        .withMessageContaining("no class com.acme.Missing")
        .withMessageContaining("class path");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find(TASKS + ".missing"))
        .withMessageContaining("has no visible method");
    assertThatExceptionOfType(NoSuchFunctionException.class)
        .isThrownBy(() -> strict.find("bare"))
        .withMessageContaining("expected package.Class.method");
  }
}
