package io.rq.testkit;

import io.rq.Queue;
import io.rq.Rq;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link RqTest} registers: resolves the parameters of its tests. */
public final class RqExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(RqExtension.class);

  private static final Map<Class<?>, Function<RqTestkit, Object>> PARTS =
      Map.of(
          RqTestkit.class, kit -> kit,
          Rq.class, RqTestkit::rq,
          Queue.class, kit -> kit.rq().queue(),
          BurstWorker.class, RqTestkit::worker,
          TestClock.class, RqTestkit::clock);

  /** For JUnit. */
  public RqExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARTS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@RqTest sets RQ up for each test: ask for a "
              + parameter.getParameter().getType().getSimpleName()
              + " in a test method or in @BeforeEach, not in a constructor or @BeforeAll");
    }
    // The store closes what it holds when the test is over.
    RqTestkit kit =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(RqTestkit.class, key -> RqTestkit.inMemory(), RqTestkit.class);
    return Objects.requireNonNull(PARTS.get(parameter.getParameter().getType())).apply(kit);
  }
}
