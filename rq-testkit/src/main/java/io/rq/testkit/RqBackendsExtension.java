package io.rq.testkit;

import io.rq.testkit.backend.BackendProvider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link RqBackends} registers: one run of the class per backend. */
public final class RqBackendsExtension implements ClassTemplateInvocationContextProvider {

  /** For JUnit. */
  public RqBackendsExtension() {}

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    RqBackends wanted =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RqBackends.class)
            .orElseThrow();
    if (wanted.value().length == 0) {
      throw new IllegalArgumentException(
          "@RqBackends of "
              + context.getRequiredTestClass().getName()
              + " names no backend; leave the braces out for memory and Redis");
    }
    return Stream.of(wanted.value()).map(BackendProvider::named).map(OnBackend::new);
  }

  private record OnBackend(BackendProvider provider)
      implements ClassTemplateInvocationContext,
          BeforeClassTemplateInvocationCallback,
          ExecutionCondition {

    @Override
    public String getDisplayName(int invocationIndex) {
      return provider.name();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
      context.getStore(RqExtension.NAMESPACE).put(BackendProvider.class, provider);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Boolean.getBoolean("rq.test." + provider.name() + ".required")) {
        return ConditionEvaluationResult.enabled("required");
      }
      return provider
          .missing()
          .map(reason -> ConditionEvaluationResult.disabled("No " + provider.name(), reason))
          .orElseGet(() -> ConditionEvaluationResult.enabled("there is one"));
    }
  }
}
