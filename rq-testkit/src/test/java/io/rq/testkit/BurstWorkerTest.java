package io.rq.testkit;

import static io.rq.testkit.RqAssertions.assertThat;
import static io.rq.testkit.RqAssertions.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.RqException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the burst worker runs, in which order, and what it says of failures. */
@RqBackends({"inmemory", "redis", "h2"})
class BurstWorkerTest {

  private static final List<String> RAN = new ArrayList<>();

  static void run(String name) {
    RAN.add(name);
  }

  static void other(String name) {
    RAN.add("other " + name);
  }

  static void fail(String why) throws IOException {
    RAN.add("fail");
    throw new IOException(why);
  }

  static void again() {
    Job.current().orElseThrow().queue().enqueue(BurstWorkerTest::again);
  }

  static Retry askAgain() {
    return Retry.max(1);
  }

  @BeforeEach
  void forget() {
    RAN.clear();
  }

  @Test
  void picksTheJobsThatItIsTold(Queue queue, BurstWorker worker) {
    queue.enqueue(BurstWorkerTest::run, "a");
    queue.enqueue(BurstWorkerTest::other, "b");
    queue.enqueue(BurstWorkerTest::run, "c");

    worker.burst(BurstOptions.everything().only(job(BurstWorkerTest.class, "run")));
    assertThat(RAN).containsExactly("a", "c");
    worker.burst(BurstOptions.everything().except(job(BurstWorkerTest.class, "other")));
    assertThat(RAN).hasSize(2);
    worker.burst();
    assertThat(RAN).containsExactly("a", "c", "other b");
  }

  @Test
  void stopsWhereItIsTold(Rq rq, BurstWorker worker) {
    for (String name : List.of("a", "b", "c", "d")) {
      rq.queue("low").enqueue(BurstWorkerTest::run, name);
    }
    rq.queue("high").enqueue(BurstWorkerTest::run, "e");

    worker.burst(BurstOptions.everything().queues("low").maxJobs(1));
    assertThat(RAN).containsExactly("a");
    worker.burst(BurstOptions.everything().until(() -> RAN.contains("b")).queues("low"));
    assertThat(RAN).containsExactly("a", "b");
    assertThat(worker.one().queue().name()).isEqualTo("high");
    worker.burst();
    assertThat(RAN).containsExactly("a", "b", "e", "c", "d");
  }

  @Test
  void saysThatThereIsNothing(Rq rq, BurstWorker worker) {
    rq.queue().enqueueIn(Duration.ofHours(1), BurstWorkerTest::run, "later");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(worker::one)
        .withMessageStartingWith("There is no job to run [backend=")
        .withMessageContaining("in other places there are 1:")
        .withMessageContaining("BurstWorkerTest.run('later') on queue 'default' (SCHEDULED");
  }

  @Test
  @AllowLeftovers(Leftover.QUEUED)
  void namesAJobThatEnqueuesItself(Queue queue, BurstWorker worker) {
    queue.enqueue(BurstWorkerTest::again);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(worker::burst)
        .withMessageStartingWith("10000 jobs were run and there is no end [backend=")
        .withMessageContaining(
            "most of them were io.rq.testkit.BurstWorkerTest.again (10000 times)");
  }

  @Test
  void bringsTheJobsOwnExceptionAndWhereItCameFrom(Queue queue, BurstWorker worker) {
    queue.enqueue(BurstWorkerTest::fail, "boom");
    queue.enqueue(BurstWorkerTest::fail, "bang");

    assertThatExceptionOfType(JobFailedError.class)
        .isThrownBy(worker::burst)
        .withMessageStartingWith(
            "Job failed: io.rq.testkit.BurstWorkerTest.fail('boom') on queue 'default' (id ")
        .withMessageContaining("java.io.IOException: boom, and 1 more [backend=")
        .withCauseExactlyInstanceOf(IOException.class)
        .satisfies(
            error -> {
              assertThat(error.getCause().getStackTrace()[0].getMethodName()).isEqualTo("fail");
              assertThat(error.getSuppressed()).hasSize(2);
              assertThat(error.getSuppressed()[0]).hasMessage("The job was enqueued here");
              assertThat(Arrays.toString(error.getSuppressed()[0].getStackTrace()))
                  .contains("BurstWorkerTest.java:");
              assertThat(error.getSuppressed()[1]).hasMessage("bang");
            });
  }

  @Test
  void letsJobsFailAsItIsTold(Queue queue, BurstWorker worker) {
    Job<Void> failing = queue.enqueue(BurstWorkerTest::fail, "boom");
    worker.burst(BurstOptions.everything().allowingFailures(IOException.class));
    assertThat(failing).isFailed();

    queue.enqueue(BurstWorkerTest::fail, "boom");
    assertThatExceptionOfType(JobFailedError.class)
        .isThrownBy(
            () ->
                worker.burst(
                    BurstOptions.everything().allowingFailures(IllegalStateException.class)));
  }

  @Test
  void aRetryThatCuresIsNoFailure(Queue queue, BurstWorker worker) {
    queue.submit(Call.ofVoid(BurstWorkerTest::fail, "boom").retry(Retry.max(1)));

    assertThatExceptionOfType(JobFailedError.class)
        .isThrownBy(worker::burst)
        .withMessageContaining("after 2 attempts");
    assertThat(RAN).hasSize(2);
  }

  @Test
  void aRetryThatIsUsedUpIsAFailure(Queue queue, BurstWorker worker) {
    queue.enqueue(BurstWorkerTest::askAgain);

    assertThatExceptionOfType(JobFailedError.class)
        .isThrownBy(worker::burst)
        .withMessageContaining("askAgain")
        .withMessageContaining("The function asked 2 times to be run again")
        .withCauseInstanceOf(RqException.class);
  }

  @Test
  void goesThroughTimeFromDueTimeToDueTime(Queue queue, BurstWorker worker, TestClock clock) {
    queue.submit(
        Call.ofVoid(BurstWorkerTest::run, "thrice").repeat(Repeat.times(2).intervals(3600)));
    queue.enqueueIn(Duration.ofMinutes(90), BurstWorkerTest::run, "between");
    queue.enqueueIn(Duration.ofDays(2), BurstWorkerTest::run, "too late");

    assertThat(worker.burstThrough(Duration.ofDays(1))).hasExecuted(4).hasSucceeded(4);

    assertThat(RAN).containsExactly("thrice", "thrice", "between", "thrice");
    assertThat(clock.instant()).isEqualTo(TestClock.START.plus(Duration.ofDays(1)));
  }

  @Test
  void findsJobsOfLostWorkersOnItsWay(Queue queue, BurstWorker worker, Faults faults) {
    Job<Void> job = queue.submit(Call.ofVoid(BurstWorkerTest::run, "a").retry(Retry.max(1)));
    faults.killWorker(CrashPoint.AFTER_RUN);
    worker.burst();
    assertThat(job).hasStatus(JobStatus.STARTED);

    worker.burstThrough(Duration.ofMinutes(5));

    assertThat(job).isFinished();
    assertThat(RAN).containsExactly("a", "a");
  }
}
