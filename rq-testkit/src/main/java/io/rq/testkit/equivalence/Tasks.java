package io.rq.testkit.equivalence;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Retry;
import io.rq.Rq;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The functions that jobs call. Each installation has an object of its own. */
@SuppressWarnings("DoNotCallSuggester") // some of them are there to fail
final class Tasks {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final Program program;

  Tasks(Program program) {
    this.program = program;
  }

  private static Job<?> current() {
    return Job.current().orElseThrow();
  }

  int add(int a, int b) {
    program.log("add in " + program.name(current().id()));
    return a + b;
  }

  List<Object> greet(String whom) {
    return List.of("Hello " + whom, Map.of("size", whom.length(), "ratio", 0.5, "known", true));
  }

  void nothing() {}

  int fail(String message) throws IOException {
    throw new IOException(message);
  }

  void failOtherwise() {
    throw new IllegalStateException("state", new IOException("the cause"));
  }

  String flaky() {
    if (program.isFirst("flaky")) {
      throw new IllegalArgumentException("only once");
    }
    return "at last";
  }

  void error() {
    throw new AssertionError("not as expected");
  }

  Retry again(int max, int seconds) {
    return Retry.max(max).intervals(seconds);
  }

  Object unwritable() {
    return new Thread("not plain data") {
      // A thread's own text has a number that no two runs share.
      @Override
      public String toString() {
        return getName();
      }
    };
  }

  List<Object> take(int seconds) {
    program.pass(Duration.ofSeconds(seconds));
    return List.of(program.now().toString(), seconds);
  }

  void note() {
    current().saveMeta(Map.of("noted", program.now().toString(), "by", "itself"));
  }

  String spawn() {
    return program.name(program.knows(rq().queue(Program.queueName(1)).submit(Task.ADD.call())));
  }

  String spawnDependent() {
    Call<Object> call = Task.ADD.call().dependsOn(Dependency.on(current()).allowFailure());
    return program.name(program.knows(rq().queue(Program.queueName(2)).submit(call)));
  }

  List<String> collect() {
    return current().dependencies().stream()
        .map(parent -> program.name(parent.id()) + parent.returnValue())
        .toList();
  }

  void cancelItself() throws InterruptedException {
    Job<?> job = current();
    boolean watched = isWatched(job);
    job.cancel();
    awaitStop(watched);
  }

  void deleteItself() throws InterruptedException {
    Job<?> job = current();
    boolean watched = isWatched(job);
    job.delete();
    awaitStop(watched);
  }

  void stopItself() throws InterruptedException {
    current().stop();
    awaitStop(true);
  }

  // Nobody can stop a synchronous run, nor one that its worker has lost.
  private static boolean isWatched(Job<?> job) {
    return job.status() == JobStatus.STARTED
        && job.workerName().filter(Program::listens).isPresent();
  }

  // A command arrives when it arrives; the run must not be over before.
  private static void awaitStop(boolean comes) throws InterruptedException {
    if (comes && !new CountDownLatch(1).await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("Nobody stopped the run");
    }
  }

  void cancelOther() {
    other().ifPresent(Job::cancel);
  }

  void deleteOther() {
    other().ifPresent(Job::delete);
  }

  // One that runs would be told to stop, at some time or other.
  private Optional<Job<?>> other() {
    return program.job(-2).filter(job -> job.exists() && job.status() != JobStatus.STARTED);
  }

  long empty() {
    return rq().queue(Program.queueName(0)).empty() + rq().queue(Program.queueName(1)).empty();
  }

  void suspend() {
    rq().suspend(Duration.ofSeconds(5));
  }

  String burst() {
    return program.report(rq().worker(Program.QUEUES.toArray(String[]::new)).burst());
  }

  private static Rq rq() {
    return current().rq();
  }

  void noted(Job<?> job, @Nullable Object outcome) {
    program.log(
        "callback of "
            + program.name(job.id())
            + ": "
            + (outcome instanceof Throwable error ? Program.describe(error) : outcome)
            + ", results "
            + job.results().size());
  }

  void notedBriefly(Job<?> job) {
    program.log("callback of " + program.name(job.id()));
  }

  void failing(Job<?> job) {
    throw new IllegalStateException("The callback of " + job.id() + " failed");
  }

  void slow(Job<?> job) {
    program.pass(Duration.ofSeconds(7));
    program.log("callback of " + program.name(job.id()) + " at " + program.now());
  }

  void deleting(Job<?> job) throws InterruptedException {
    boolean watched = job.exists() && isWatched(job);
    if (job.exists()) {
      job.delete();
      awaitStop(watched);
    }
  }
}
