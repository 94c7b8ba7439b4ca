package io.rq;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the {@link RqJob} of a method says, and refuses what cannot be meant. */
final class Declaration {

  private final Rq rq;
  private final Invocable function;
  private final RqJob said;

  private Declaration(Rq rq, Invocable function, RqJob said) {
    this.rq = rq;
    this.function = function;
    this.said = said;
  }

  /**
   * The options of the jobs of a method.
   *
   * @throws IllegalArgumentException if it is overloaded or not declared, or if what it says cannot
   *     be meant
   */
  static JobOptions of(Rq rq, Invocable function) {
    List<Method> methods = function.namesakes();
    if (methods.size() > 1) {
      throw new IllegalArgumentException(
          "The overloaded method "
              + function.path()
              + " cannot be declared as a job: give it a name of its own");
    }
    RqJob said = methods.get(0).getAnnotation(RqJob.class);
    if (said == null) {
      throw new IllegalArgumentException(
          function.path()
              + " is not declared as a job: put @RqJob on it, so that workers may call it");
    }
    return new Declaration(rq, function, said).options();
  }

  private JobOptions options() {
    return JobOptions.NONE.with(
        o -> {
          text("queue", said.queue(), name -> o.queue = rq.queue(name));
          text("timeout", said.timeout(), time -> o.timeout = TimeLimit.parse(time));
          text("resultTtl", said.resultTtl(), time -> o.resultTtl = Retention.parse(time));
          text("ttl", said.ttl(), time -> o.ttl = WholeSeconds.check("ttl", Durations.parse(time)));
          text("failureTtl", said.failureTtl(), time -> o.failureTtl = Retention.parse(time));
          text("description", said.description(), line -> o.description = line);
          o.end = said.atFront() ? End.FRONT : null;
          retry(o);
        });
  }

  private void text(String element, String value, Consumer<String> reader) {
    if (!value.isEmpty()) {
      read(
          element,
          value,
          text -> {
            reader.accept(text);
            return text;
          });
    }
  }

  private void retry(JobOptions o) {
    if (said.retry() == 0) {
      if (said.retryIntervals().length + said.retryOnlyFor().length > 0) {
        throw refused("retry", "0", "it says how to retry, but not how often", null);
      }
      return;
    }
    List<Duration> intervals =
        Arrays.stream(said.retryIntervals())
            .map(text -> read("retryIntervals", text, Durations::parse))
            .toList();
    o.retry =
        read(
            "retry",
            String.valueOf(said.retry()),
            text -> {
              Retry retry = Retry.max(said.retry()).onlyFor(said.retryOnlyFor());
              return intervals.isEmpty()
                  ? retry
                  : new Retry(retry.max(), intervals, retry.end(), retry.only(), retry.jitter());
            });
  }

  private <T> T read(String element, String value, Function<String, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw refused(element, value, String.valueOf(e.getMessage()), e);
    }
  }

  private IllegalArgumentException refused(
      String element, String value, String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "@RqJob(" + element + " = " + value + ") of " + function.path() + ": " + why, cause);
  }
}
