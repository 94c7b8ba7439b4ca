package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MethodReferenceTest {

  interface Greeter {
    String greet(String name);
  }

  static class Base {
    String inherited() {
      return "base";
    }
  }

  static final class Polite extends Base implements Greeter {
    @Override
    public String greet(String name) {
      return "Dear " + name;
    }
  }

  static int twice(int number) {
    return 2 * number;
  }

  static void overloaded(String text) {}

  static void overloaded(int number) {}

  private static int hidden(int number) {
    return number;
  }

  @Test
  void namesAStaticMethod() throws Exception {
    Fn.F1<Integer, Integer> twice = MethodReferenceTest::twice;

    assertThat(MethodReference.of(twice))
        .isEqualTo(
            new MethodReference(
                Invocable.of(
                    MethodReferenceTest.class,
                    MethodReferenceTest.class.getDeclaredMethod("twice", int.class)),
                null));
    assertThat(MethodReference.of(twice)).as("read again").isEqualTo(MethodReference.of(twice));
  }

  @Test
  void namesABoundMethodAndItsObject() {
    Polite polite = new Polite();
    Polite other = new Polite();

    assertThat(MethodReference.of(greetBy(polite)).receiver()).isSameAs(polite);
    assertThat(MethodReference.of(greetBy(other)).receiver()).isSameAs(other);
  }

  private static Fn.F1<String, String> greetBy(Polite polite) {
    return polite::greet;
  }

  @Test
  void namesAnInterfaceMethodByTheInterface() {
    Greeter greeter = new Polite();
    Fn.F1<String, String> greet = greeter::greet;

    assertThat(MethodReference.of(greet).function().owner()).isEqualTo(Greeter.class);
  }

  @Test
  void namesAnInheritedMethod() {
    Fn.F1<Polite, String> inherited = Polite::inherited;

    assertThat(MethodReference.of(inherited).function())
        .hasToString("io.rq.MethodReferenceTest$Polite.inherited");
    assertThat(MethodReference.of(inherited).receiver()).isNull();
  }

  @Test
  void refusesALambdaBodyAndSaysWhatToPass() {
    Fn.F1<Integer, Integer> body = number -> number + 1;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodReference.of(body))
        .withMessageContaining("lambda body cannot be processed by workers")
        .withMessageContaining("pass a reference to that, such as Words::countAt")
        .withMessageContaining(getClass().getName());
  }

  @Test
  void refusesAConstructor() {
    Fn.F0<Polite> constructor = Polite::new;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodReference.of(constructor))
        .withMessageContaining("constructor cannot be processed by workers");
  }

  @Test
  void refusesAPrivateMethod() {
    Fn.F1<Integer, Integer> secret = MethodReferenceTest::hidden;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodReference.of(secret))
        .withMessageContaining("private method")
        .withMessageContaining("hidden");
  }

  @Test
  void refusesAnObjectThatIsNoReference() {
    class Own implements Fn.F0<String> {
      private static final long serialVersionUID = 1L;

      @Override
      public String call() {
        return "own";
      }
    }
    Supplier<MethodReference> reading = () -> MethodReference.of(new Own());

    assertThatIllegalArgumentException()
        .isThrownBy(reading::get)
        .withMessageContaining("is not a method reference: pass Type::method");
  }

  @Test
  void writesTheParametersOnlyOfAnOverloadedMethod() {
    Fn.F1<Integer, Integer> twice = MethodReferenceTest::twice;

    assertThat(Call.of(twice, 1)).hasToString("io.rq.MethodReferenceTest.twice(1)");
    assertThat(Call.ofVoid((Fn.V1<Integer>) MethodReferenceTest::overloaded, 1))
        .hasToString("io.rq.MethodReferenceTest.overloaded(int)(1)");
    assertThat(Call.ofVoid((Fn.V1<String>) MethodReferenceTest::overloaded, "x"))
        .hasToString("io.rq.MethodReferenceTest.overloaded(java.lang.String)('x')");
  }
}
