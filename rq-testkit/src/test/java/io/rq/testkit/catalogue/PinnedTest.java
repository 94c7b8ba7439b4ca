package io.rq.testkit.catalogue;

import io.rq.testkit.contract.Pins;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/**
 * A test that JUnit would run, and the ids that it names.
 *
 * @param runner the top-level class that it is run by
 * @param method the method, where it is declared
 * @param ids the ids that it or its class names
 */
record PinnedTest(String runner, Method method, List<String> ids) {

  /** What of the identifier is a test method; others are empty. */
  static Optional<PinnedTest> of(TestIdentifier identifier) {
    return identifier
        .getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod())
        .map(
            method ->
                new PinnedTest(
                    identifier.getUniqueIdObject().getSegments().get(1).getValue(),
                    method,
                    Stream.of(method, method.getDeclaringClass())
                        .flatMap(PinnedTest::pins)
                        .toList()));
  }

  private static Stream<String> pins(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Pins.class)).stream()
        .flatMap(pins -> Stream.of(pins.value()));
  }

  /** Tells whether this is a test that every backend owes. */
  boolean isOfTheContract() {
    return method.getDeclaringClass().getPackage().equals(Pins.class.getPackage());
  }

  String runnerName() {
    return runner.substring(runner.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return runnerName()
        + ": "
        + method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName();
  }
}
