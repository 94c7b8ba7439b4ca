package io.rq.testkit;

import io.rq.Call;
import io.rq.Job;
import io.rq.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job as a test expects it: the call, and as much of the rest as the test cares for. Start with
 * {@link RqAssertions#job}. Each method gives a new expectation and leaves this one as it was.
 */
public final class ExpectedJob {

  /** One thing that is expected of a job. */
  private record Trait(
      String name,
      String expected,
      Function<Job<?>, String> actual,
      Function<Job<?>, Boolean> met) {}

  private final List<Trait> traits;

  private ExpectedJob(List<Trait> traits) {
    this.traits = traits;
  }

  static ExpectedJob of(Call<?> call) {
    return new ExpectedJob(List.of())
        .and("", call.toString(), Job::callString, job -> job.isCallOf(call));
  }

  static ExpectedJob of(String function) {
    return new ExpectedJob(List.of())
        .and("", function + "(…)", Job::callString, job -> calls(job, function));
  }

  // The path of an overloaded method goes on with the types of its parameters.
  private static boolean calls(Job<?> job, String function) {
    String name = job.functionName();
    return name.equals(function) || name.startsWith(function + "(");
  }

  private ExpectedJob and(
      String name,
      String expected,
      Function<Job<?>, String> actual,
      Function<Job<?>, Boolean> met) {
    Trait trait = new Trait(name, expected, actual, met);
    return new ExpectedJob(Stream.concat(traits.stream(), Stream.of(trait)).toList());
  }

  private ExpectedJob and(
      String name, @Nullable Object expected, Function<Job<?>, @Nullable Object> actual) {
    return and(
        name,
        text(expected),
        job -> text(actual.apply(job)),
        job -> Objects.equals(expected, actual.apply(job)));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(String::valueOf).orElse("none");
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? String.valueOf(optional.getAsInt()) : "none";
    }
    return value == null ? "none" : value.toString();
  }

  /** Stands in, or belongs to, the queue of that name. */
  public ExpectedJob onQueue(String name) {
    return and("queue", name, job -> job.queue().name());
  }

  /** Waits for that time; compared as RQ keeps it, by whole seconds. */
  public ExpectedJob at(Instant time) {
    return and("time", time.truncatedTo(ChronoUnit.SECONDS), ExpectedJob::due);
  }

  /** Waits for the time that is so long after it was enqueued. */
  public ExpectedJob in(Duration delay) {
    return and(
        "time",
        "in " + delay,
        job -> String.valueOf(due(job)),
        job -> job.createdAt().plus(delay).truncatedTo(ChronoUnit.SECONDS).equals(due(job)));
  }

  /** Waits for no time. */
  public ExpectedJob now() {
    return and("time", null, ExpectedJob::due);
  }

  private static @Nullable Instant due(Job<?> job) {
    return job.queue().scheduled().timeOf(job).orElse(null);
  }

  /** Has that id. */
  public ExpectedJob withId(String id) {
    return and("id", id, job -> job.id().value());
  }

  /** Has that description. */
  public ExpectedJob withDescription(String description) {
    return and("description", description, Job::description);
  }

  /** May run so long. */
  public ExpectedJob withTimeout(Duration timeout) {
    return and("timeout", Optional.of(timeout), Job::timeout);
  }

  /** May wait so long. */
  public ExpectedJob withTtl(Duration ttl) {
    return and("ttl", Optional.of(ttl), Job::ttl);
  }

  /** Is kept so long after success. */
  public ExpectedJob withResultTtl(Retention kept) {
    return and("result ttl", Optional.of(kept), Job::resultTtl);
  }

  /** Is kept so long after failure. */
  public ExpectedJob withFailureTtl(Retention kept) {
    return and("failure ttl", Optional.of(kept), Job::failureTtl);
  }

  /** May be run again so many times. */
  public ExpectedJob withRetriesLeft(int retries) {
    return and("retries left", OptionalInt.of(retries), Job::retriesLeft);
  }

  /** Will be repeated so many times. */
  public ExpectedJob withRepeatsLeft(int repeats) {
    return and("repeats left", OptionalInt.of(repeats), Job::repeatsLeft);
  }

  /** Has that in its meta. */
  public ExpectedJob withMeta(String key, @Nullable Object value) {
    return and("meta " + key, value, job -> job.meta().get(key));
  }

  /** Waits for these jobs, and for no other. */
  public ExpectedJob dependingOn(Job<?>... parents) {
    return and("parents", ids(Stream.of(parents)), job -> ids(job.dependencies().stream()));
  }

  private static List<String> ids(Stream<? extends Job<?>> jobs) {
    return jobs.map(job -> job.id().value()).sorted().toList();
  }

  boolean isMetBy(Job<?> job) {
    return traits.stream().allMatch(trait -> trait.met().apply(job));
  }

  /** What is not as expected, a line each. */
  List<String> differences(Job<?> job) {
    List<String> lines = new ArrayList<>();
    for (Trait trait : traits) {
      if (!trait.met().apply(job)) {
        String what = trait.name().isEmpty() ? difference(trait, job) : trait.name();
        lines.add(
            what
                + (what.endsWith("s") ? " differ" : " differs")
                + ": expected "
                + trait.expected()
                + ", was "
                + trait.actual().apply(job));
      }
    }
    return lines;
  }

  // Of two calls of one function only the arguments differ.
  private static String difference(Trait trait, Job<?> job) {
    return function(trait.expected()).equals(function(trait.actual().apply(job)))
        ? "arguments"
        : "function";
  }

  private static String function(String call) {
    int open = call.indexOf('(');
    return open < 0 ? call : call.substring(0, open);
  }

  @Override
  public String toString() {
    return traits.stream()
        .map(trait -> (trait.name() + " " + trait.expected()).strip())
        .collect(Collectors.joining(", "));
  }
}
