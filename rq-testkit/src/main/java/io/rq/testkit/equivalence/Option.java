package io.rq.testkit.equivalence;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.Repeat;
import io.rq.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An option of a job. Times are seconds; where something is kept, -1 is for ever. */
public sealed interface Option {

  /** Sets it. */
  Call<Object> addTo(Call<Object> call, Program program);

  /** An id that another job may have, too. */
  record Id(int number) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return program.isFree(text(number)) ? call.id(text(number)) : call;
    }

    static String text(int number) {
      return "own-" + number;
    }
  }

  /** At the front of the queue. */
  record AtFront() implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.atFront();
    }
  }

  /** How long it may wait in its queue. */
  record Ttl(int seconds) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.ttl(Duration.ofSeconds(seconds));
    }
  }

  /** How long a success is kept. */
  record ResultTtl(int seconds) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.resultTtl(retention(seconds));
    }
  }

  /** How long a failure is kept. */
  record FailureTtl(int seconds) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.failureTtl(retention(seconds));
    }
  }

  /** How long a run may take. */
  record Timeout(int seconds) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return seconds < 0 ? call.noTimeout() : call.timeout(Duration.ofSeconds(seconds));
    }
  }

  /** Retries after exceptions; only after those of input and output, or after all. */
  record Retry(int max, List<Integer> intervals, boolean atFront, boolean onlyIo)
      implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      io.rq.Retry retry =
          io.rq.Retry.max(max).intervals(intervals.stream().mapToInt(i -> i).toArray());
      retry = atFront ? retry.atFront() : retry;
      return call.retry(onlyIo ? retry.onlyFor(IOException.class) : retry);
    }
  }

  /** Repetitions after successes. */
  record Again(int times, List<Integer> intervals) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      int[] seconds = intervals.stream().mapToInt(i -> i).toArray();
      return call.repeat(Repeat.times(times).intervals(seconds));
    }
  }

  /** Waits for the jobs of these indexes. */
  record After(List<Integer> jobs, boolean allowFailure, boolean atFront) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      Job<?>[] parents =
          jobs.stream().map(program::job).flatMap(Optional::stream).toArray(Job<?>[]::new);
      return parents.length == 0
          ? call
          : call.dependsOn(dependency(Dependency.on(parents), allowFailure, atFront));
    }
  }

  /** Waits for the job of that own id, whether there is one or not. */
  record AfterId(int number, boolean allowFailure, boolean atFront) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.dependsOn(dependency(Dependency.on(Id.text(number)), allowFailure, atFront));
    }
  }

  /** What is called after a success. */
  record OnSuccess(Callback callback) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.onSuccess(callback.path());
    }
  }

  /** What is called after a failure. */
  record OnFailure(Callback callback) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.onFailure(callback.path());
    }
  }

  /** What is called after a stop. */
  record OnStopped(Callback callback) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.onStopped(callback.path());
    }
  }

  /** A group. */
  record Group(int number) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.group("group-" + number);
    }
  }

  /** An entry of its meta. */
  record Meta(String key, int value) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.meta(key, value);
    }
  }

  /** A description. */
  record Description(String text) implements Option {
    @Override
    public Call<Object> addTo(Call<Object> call, Program program) {
      return call.description(text);
    }
  }

  private static Dependency dependency(Dependency on, boolean allowFailure, boolean atFront) {
    Dependency allowing = allowFailure ? on.allowFailure() : on;
    return atFront ? allowing.atFront() : allowing;
  }

  static Retention retention(int seconds) {
    return seconds < 0 ? Retention.forever() : Retention.of(Duration.ofSeconds(seconds));
  }
}
