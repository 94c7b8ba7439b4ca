package io.rq.testkit;

import io.rq.Queue;
import io.rq.Rq;
import io.rq.Worker;
import io.rq.testkit.backend.BackendProvider;
import io.rq.testkit.backend.InMemoryProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** What {@link RqTest} registers: opens a kit for each test, and looks at it afterwards. */
public final class RqExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  static final Namespace NAMESPACE = Namespace.create(RqExtension.class);

  private static final Map<Class<?>, BiFunction<RqTestkit, String[], Object>> PARTS =
      Map.of(
          RqTestkit.class, (kit, names) -> kit,
          Rq.class, (kit, names) -> kit.rq(),
          Queue.class, (kit, names) -> kit.queue(names[0]),
          Worker.class, (kit, names) -> kit.rq().worker(names),
          BurstWorker.class, (kit, names) -> kit.worker(),
          TestClock.class, (kit, names) -> kit.clock(),
          Faults.class, (kit, names) -> kit.faults());

  /** For JUnit. */
  public RqExtension() {
    requireJUnitIn(RqExtension.class.getClassLoader());
  }

  // An older one would end in errors of the JVM that do not say what to do. A framework's parent
  // POM may bring it.
  static void requireJUnitIn(ClassLoader loader) {
    try {
      Class.forName("org.junit.jupiter.api.ClassTemplate", false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "rq-testkit needs JUnit 5.13 or later 5.x, and here is an older one: let the build import"
              + " org.junit:junit-bom:5.14.4 before whatever names another version",
          e);
    }
  }

  /** Closes a kit if nobody else did; JUnit does so when the test is over. */
  private record Opened(RqTestkit kit) implements AutoCloseable {
    @Override
    public void close() {
      kit.free();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    BackendProvider provider = store.get(BackendProvider.class, BackendProvider.class);
    store.put(RqTestkit.class, new Opened(open(provider, context)));
  }

  private static RqTestkit open(@Nullable BackendProvider given, ExtensionContext context) {
    BackendProvider provider = given == null ? new InMemoryProvider() : given;
    provider
        .missing()
        .ifPresent(
            reason -> {
              throw new IllegalStateException("No " + provider.name() + ": " + reason);
            });
    RqTestkit.Builder setup = RqTestkit.on(provider);
    annotation(context, RqTest.class)
        .ifPresent(
            said ->
                setup
                    .mode(said.mode())
                    .startAt(startAt(said))
                    .seed(said.seed())
                    .queues(said.queues()));
    annotation(context, AllowLeftovers.class)
        .map(AllowLeftovers::value)
        .ifPresent(said -> setup.allow(said.length == 0 ? Leftover.values() : said));
    settings(context, setup);
    return (wantsFaults(context) ? setup.ownServer() : setup).open();
  }

  // Most tests say nothing else, and to read a time costs about as much as to enqueue a job.
  private static Instant startAt(RqTest said) {
    if (said.startAt().equals(TestClock.START_TEXT)) {
      return TestClock.START;
    }
    try {
      return Instant.parse(said.startAt());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "@RqTest(startAt = \""
              + said.startAt()
              + "\") is no time such as \"2024-01-01T00:00:00Z\"",
          e);
    }
  }

  private static void settings(ExtensionContext context, RqTestkit.Builder setup) {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      AnnotationSupport.findAnnotatedMethods(
              instance.getClass(), RqSettings.class, HierarchyTraversalMode.TOP_DOWN)
          .forEach(method -> settings(method, instance, setup));
    }
  }

  private static void settings(Method method, Object instance, RqTestkit.Builder setup) {
    if (!List.of(method.getParameterTypes()).equals(List.of(RqTestkit.Builder.class))) {
      throw new IllegalStateException(
          "@RqSettings "
              + method.getDeclaringClass().getName()
              + "."
              + method.getName()
              + " must have one parameter, of type RqTestkit.Builder");
    }
    ReflectionSupport.invokeMethod(method, instance, setup);
  }

  private static <A extends Annotation> Optional<A> annotation(
      ExtensionContext context, Class<A> type) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), type)
        .or(
            () ->
                Stream.concat(
                        Stream.of(context.getRequiredTestClass()),
                        context.getEnclosingTestClasses().stream())
                    .flatMap(test -> AnnotationSupport.findAnnotation(test, type).stream())
                    .findFirst());
  }

  // Faults of a server would hit the other tests that share it.
  private static boolean wantsFaults(ExtensionContext context) {
    return ReflectionSupport.findMethods(
            context.getRequiredTestClass(),
            method -> isOfThisTest(method, context) && takesFaults(method),
            HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .findAny()
        .isPresent();
  }

  private static boolean isOfThisTest(Method method, ExtensionContext context) {
    return method.equals(context.getRequiredTestMethod())
        || !AnnotationSupport.isAnnotated(method, Testable.class);
  }

  private static boolean takesFaults(Method method) {
    return Arrays.asList(method.getParameterTypes()).contains(Faults.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!isOpen(context)) {
      return; // it could not be set up, and that is what the test fails with
    }
    if (context.getExecutionException().isPresent()) {
      kit(context).free();
    } else {
      kit(context).close();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw dumped(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw dumped(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw dumped(context, failure);
  }

  private static Throwable dumped(ExtensionContext context, Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      failure.addSuppressed(new DumpOfRq(kit(context).dump()));
    }
    return failure;
  }

  private static boolean isOpen(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(RqTestkit.class) != null;
  }

  private static RqTestkit kit(ExtensionContext context) {
    return Objects.requireNonNull(context.getStore(NAMESPACE).get(RqTestkit.class, Opened.class))
        .kit();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARTS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (context.getTestMethod().isEmpty() || !isOpen(context)) {
      throw new ParameterResolutionException(
          "@RqTest sets RQ up for each test: ask for a "
              + type.getSimpleName()
              + " in a test method or in @BeforeEach, not in a constructor or @BeforeAll");
    }
    String[] names =
        parameter
            .findAnnotation(OnQueue.class)
            .map(OnQueue::value)
            .orElse(new String[] {"default"});
    if (type == Queue.class && names.length != 1) {
      throw new ParameterResolutionException(
          "A Queue has one name: " + Arrays.toString(names) + " at " + parameter.getParameter());
    }
    return Objects.requireNonNull(PARTS.get(type)).apply(kit(context), names);
  }
}
