package io.rq.testkit;

import io.rq.Job;
import io.rq.JobFailure;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkReport;
import io.rq.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A worker inside a test: runs, here and now and on the calling thread, what waits in the queues,
 * and what this enqueues in turn (BURST-01, BURST-03). What is due by the clock is moved into its
 * queue first, and enqueued for the {@linkplain Rq#cron() cron entries} of the test's RQ.
 */
public final class BurstWorker {

  /** So many jobs at one moment of the clock are taken for a job that enqueues itself. */
  private static final int ENDLESS = 10_000;

  private final Rq rq;
  private final TestClock clock;
  private final Recorder recorder;
  private final Faults faults;
  private final String title;
  private final Mode mode;

  BurstWorker(Rq rq, TestClock clock, Recorder recorder, Faults faults, Mode mode, String title) {
    this.rq = rq;
    this.clock = clock;
    this.recorder = recorder;
    this.faults = faults;
    this.mode = mode;
    this.title = title;
  }

  /**
   * Runs everything.
   *
   * @return what was run
   * @throws JobFailedError if a job failed for good, after all have run; the cause is the exception
   *     of the first one, those of the others are suppressed
   * @throws AssertionError if there is no end, since a job enqueues itself; the message names it
   */
  public WorkReport burst() {
    return burst(BurstOptions.everything());
  }

  /** Runs everything, for tests in which jobs are meant to fail: failures stand in the report. */
  public WorkReport burstAllowingFailures() {
    return burst(BurstOptions.everything().allowingFailures());
  }

  /**
   * Runs what the options say.
   *
   * @throws JobFailedError if a job failed for good with an exception that they do not allow
   * @throws AssertionError if there is no end
   */
  public WorkReport burst(BurstOptions options) {
    WorkReport report = run(options);
    complain(report, options);
    return report;
  }

  /**
   * Runs the first job of the first queue that has one.
   *
   * @return the job, as it is then
   * @throws JobFailedError if it failed for good
   * @throws AssertionError if no job stands in any queue
   */
  public Job<Object> one() {
    WorkReport report = burst(BurstOptions.everything().maxJobs(1));
    if (!report.didWork()) {
      throw new AssertionError(
          "There is no job to run "
              + title
              + "; in other places there "
              + EnqueuedJobsAssert.listing(EnqueuedJobs.waiting(rq).jobs()));
    }
    return rq.job(recorder.lastClaimed().orElseThrow().value());
  }

  /**
   * Runs everything, moves the clock to the next moment at which something is due, and so on, until
   * that time has passed: scheduled jobs, retries, repetitions, cron entries, lost runs. At the end
   * the clock stands that much later.
   *
   * @return what was run, all in all
   * @throws JobFailedError as {@link #burst()} does, once the time has passed
   */
  public WorkReport burstThrough(Duration time) {
    return burstThrough(time, BurstOptions.everything());
  }

  /** The same, running what the options say. */
  public WorkReport burstThrough(Duration time, BurstOptions options) {
    Instant end = clock.instant().plus(time);
    WorkReport report = run(options);
    Optional<Instant> next = nextDue().filter(due -> !due.isAfter(end));
    while (next.isPresent()) {
      clock.advanceTo(next.get());
      report = report.then(run(options));
      next = nextDue().filter(due -> !due.isAfter(end));
    }
    clock.advanceTo(end);
    report = report.then(run(options));
    complain(report, options);
    return report;
  }

  // What lies in the past and is still there is not moved by moving the clock.
  private Optional<Instant> nextDue() {
    Instant now = clock.instant();
    Stream<Instant> ofJobs =
        rq.queues().stream()
            .flatMap(queue -> Stream.of(queue.scheduled(), queue.started()))
            .flatMap(registry -> registry.times().stream());
    return Stream.concat(ofJobs, ofCron()).filter(due -> due.isAfter(now)).min(Instant::compareTo);
  }

  private Stream<Instant> ofCron() {
    return hasCron()
        ? rq.cron().entries().stream().flatMap(entry -> Stream.ofNullable(entry.next()))
        : Stream.empty();
  }

  private boolean hasCron() {
    return !rq.cron().declared().isEmpty();
  }

  private WorkReport run(BurstOptions options) {
    if (mode == Mode.FAKE) {
      throw new IllegalStateException("Mode FAKE records jobs and runs none; use mode BURST");
    }
    return recorder.quietly(
        () -> {
          if (hasCron()) {
            rq.cronScheduler().runOnce();
          }
          return faults
              .working(() -> options.picks() ? picked(options) : all(options))
              .orElse(WorkReport.NOTHING);
        });
  }

  private WorkReport all(BurstOptions options) {
    WorkReport done = WorkReport.NOTHING;
    WorkReport round;
    do {
      long left = limit(options) - done.executed();
      if (left == 0) {
        return atLimit(done, options);
      }
      round = rq.worker(WorkerOptions.on(queues(options)).maxJobs(left)).burst();
      done = done.then(round);
    } while (round.didWork() && isAnyLeft(options));
    return done;
  }

  // A job may open a queue that was not there when the round began; hence the rounds.
  private boolean isAnyLeft(BurstOptions options) {
    Instant now = clock.instant();
    return Stream.of(queues(options))
        .map(rq::queue)
        .anyMatch(queue -> !queue.isEmpty() || queue.scheduled().size(now) > 0);
  }

  private WorkReport picked(BurstOptions options) {
    WorkReport done = WorkReport.NOTHING;
    Optional<Job<Object>> next = next(options);
    while (next.isPresent()) {
      if (done.executed() == limit(options)) {
        return atLimit(done, options);
      }
      done = done.then(rq.worker(next.get().queue().name()).run(next.get()));
      next = next(options);
    }
    return done;
  }

  private Optional<Job<Object>> next(BurstOptions options) {
    if (options.until() != null && options.until().getAsBoolean()) {
      return Optional.empty();
    }
    for (String name : queues(options)) {
      rq.scheduler(name).runOnce();
      Optional<Job<Object>> found =
          rq.queue(name).jobs().stream().filter(options::wants).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static long limit(BurstOptions options) {
    return options.maxJobs() == null ? ENDLESS : options.maxJobs();
  }

  private WorkReport atLimit(WorkReport done, BurstOptions options) {
    if (options.maxJobs() == null && rq.queues().stream().anyMatch(queue -> !queue.isEmpty())) {
      throw new AssertionError(
          done.executed()
              + " jobs were run and there is no end "
              + title
              + "; most of them were "
              + recorder.mostClaimed()
              + ". Say BurstOptions.maxJobs if that is meant");
    }
    return done;
  }

  private String[] queues(BurstOptions options) {
    return options.queues().isEmpty()
        ? rq.queues().stream().map(Queue::name).toArray(String[]::new)
        : options.queues().toArray(String[]::new);
  }

  private void complain(WorkReport report, BurstOptions options) {
    report.failures().forEach(failure -> recorder.seen(failure.job().id()));
    List<JobFailure> unexpected =
        report.failures().stream()
            .filter(failure -> !failure.isRetried() && !options.allows(failure.error()))
            .toList();
    if (!unexpected.isEmpty()) {
      throw JobFailedError.of(unexpected, recorder, title);
    }
  }
}
