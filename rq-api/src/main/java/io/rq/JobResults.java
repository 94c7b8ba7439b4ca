package io.rq;

import io.rq.spi.JobStore;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads the results of a job, and waits for them. */
final class JobResults<R> {

  private final Job<R> job;
  private final Type returnType;

  JobResults(Job<R> job, Type returnType) {
    this.job = job;
    this.returnType = returnType;
  }

  /** The newest ones, the newest first; none of a job that is gone. */
  List<Result<R>> newest(int limit) {
    if (!job.exists()) {
      return List.of();
    }
    return store().results(job.id(), limit).stream()
        .map(stored -> new Result<R>(job.id(), job.rq().serializer(), stored, returnType))
        .toList();
  }

  Optional<Result<R>> latest() {
    return newest(1).stream().findFirst();
  }

  private Optional<Result<R>> latestAfter(Optional<Instant> time) {
    return latest().filter(found -> time.map(found.createdAt()::isAfter).orElse(true));
  }

  /** Waits for one, later than that if a time is given; empty if there is none in time. */
  Optional<Result<R>> await(Optional<Instant> after, Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    Pause pause = new Pause();
    job.rq().background().working().add(pause); // which ends it when this program is closed
    try {
      Optional<Result<R>> result = latestAfter(after);
      while (result.isEmpty() && !deadline.isOver()) {
        boolean isThere = waitedFor(after, deadline, pause);
        result = latestAfter(after);
        if (isThere && !job.exists()) {
          return result; // what a job left behind that is gone counts no more, and stays there
        }
      }
      return result;
    } finally {
      job.rq().background().working().remove(pause);
    }
  }

  private boolean waitedFor(Optional<Instant> after, Deadline deadline, Pause pause) {
    AtomicBoolean isThere = new AtomicBoolean();
    JobStore open = store();
    pause.whileWaiting(() -> isThere.set(open.awaitResult(job.id(), after, deadline.remaining())));
    if (Thread.currentThread().isInterrupted()) {
      throw new RqException("Interrupted while waiting for a result of job " + job.id());
    }
    return isThere.get();
  }

  /** The same, without a thread that waits for this one alone. */
  CompletableFuture<Optional<Result<R>>> future(Optional<Instant> after, Duration atMost) {
    return job.rq().background().results().of(job.id(), after, atMost, () -> latestAfter(after));
  }

  private JobStore store() {
    return job.rq().backend().jobs();
  }
}
