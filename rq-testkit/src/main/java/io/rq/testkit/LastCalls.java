package io.rq.testkit;

import io.rq.spi.Admission;
import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import io.rq.spi.WorkerRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The last calls that a backend got; put into words only when somebody reads them. */
final class LastCalls {

  private static final int REMEMBERED = 50;

  private record Answered(Tap.Call call, @Nullable Object answer, int times) {

    boolean isOf(Tap.Call other, @Nullable Object itsAnswer) {
      return call.name().equals(other.name())
          && call.arguments().equals(other.arguments())
          && Objects.equals(answer, itsAnswer);
    }

    @Override
    public String toString() {
      String given =
          call.arguments().stream().map(LastCalls::brief).collect(Collectors.joining(", "));
      return call.name()
          + "("
          + given
          + ") -> "
          + (answer instanceof Throwable error ? error.toString() : brief(answer))
          + (times == 1 ? "" : " (" + times + " times)");
    }
  }

  private final Deque<Answered> last = new ArrayDeque<>();

  /**
   * That call was answered so, or with that exception. What is asked again and again is remembered
   * once, so that it does not drive out what the test did.
   */
  synchronized void add(Tap.Call call, @Nullable Object answer) {
    int times = 1;
    Answered latest = last.peekLast();
    if (latest != null && latest.isOf(call, answer)) {
      times += latest.times();
      last.removeLast();
    } else if (last.size() == REMEMBERED) {
      last.removeFirst();
    }
    last.add(new Answered(call, answer, times));
  }

  /** All of them, the oldest first. */
  synchronized List<String> texts() {
    return last.stream().map(Answered::toString).toList();
  }

  private static String brief(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(LastCalls::brief).orElse("nothing");
    }
    if (value instanceof Insertion insertion) {
      return insertion.job().spec().description() + " (" + insertion.job().id() + ")";
    }
    if (value instanceof JobRecord job) {
      return job.id() + " " + job.state().status();
    }
    if (value instanceof WorkerRecord worker) {
      return worker.name() + " " + worker.state();
    }
    if (value instanceof Claim claim) {
      return claim.job().id().toString();
    }
    if (value instanceof Admission || value instanceof Settlement) {
      return value.toString().length() > 100 ? value.getClass().getSimpleName() : value.toString();
    }
    if (value instanceof Transition step) {
      return step.changes().stream()
          .map(change -> change.job() + " " + change.next().status())
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Collection<?> many) {
      return many.size() > 3
          ? many.size() + " of them"
          : many.stream().map(LastCalls::brief).collect(Collectors.joining(", ", "[", "]"));
    }
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
