package io.rq;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = START.plusMillis(1500);
  private static final Retention DAY = Retention.of(Duration.ofDays(1));

  private static Claim claim(
      String worker, @Nullable Retention resultTtl, @Nullable Retention failureTtl) {
    Lease lease =
        new Lease(ExecutionId.of("e1"), WorkerName.of(worker), START, Duration.ofSeconds(90));
    JobSpec spec =
        new JobSpec(
            JobId.of("job-1"),
            QueueName.DEFAULT,
            Bytes.ofText("[]"),
            "f()",
            START,
            null,
            null,
            resultTtl,
            failureTtl);
    return new Claim(JobRecord.of(spec, JobState.queued(START).started(lease), null), lease);
  }

  private static Change change(Claim claim, Outcome outcome) {
    return Lifecycle.settle(claim, outcome, END, Lifecycle.DEFAULT_RESULT_TTL).change();
  }

  private static final Outcome RETURNED = new Outcome.Returned(3, Bytes.ofText("3"));
  private static final Outcome THREW = new Outcome.Threw(new IllegalStateException("boom"));

  @Test
  void finishesOnlyForTheHolderOfTheLease() {
    assertThat(change(claim("w", null, null), RETURNED).expected())
        .isEqualTo(new Expected.Leased(ExecutionId.of("e1")));
  }

  @Test
  void keepsASuccessForTheJobsTimeElseTheWorkers() {
    assertThat(change(claim("w", null, null), RETURNED).placement())
        .isEqualTo(
            new Placement.Retained(Placement.Outcome.FINISHED, Lifecycle.DEFAULT_RESULT_TTL, END));
    assertThat(change(claim("w", DAY, null), RETURNED).placement())
        .isEqualTo(new Placement.Retained(Placement.Outcome.FINISHED, DAY, END));
  }

  @Test
  void keepsAFailureForAYearUnlessTheJobSays() {
    assertThat(change(claim("w", DAY, null), THREW).placement())
        .isEqualTo(
            new Placement.Retained(
                Placement.Outcome.FAILED, Retention.of(Duration.ofDays(365)), END));
    assertThat(change(claim("w", null, DAY), THREW).placement())
        .isEqualTo(new Placement.Retained(Placement.Outcome.FAILED, DAY, END));
  }

  @Test
  void leavesNoTraceOfAJobThatKeepsNothing() {
    Change finished = change(claim("w", Retention.none(), null), RETURNED);
    Change failed = change(claim("w", null, Retention.none()), THREW);

    assertThat(finished.placement()).isEqualTo(new Placement.Discarded());
    assertThat(finished.result()).isNull();
    assertThat(failed.placement()).isEqualTo(new Placement.Discarded());
    assertThat(failed.result()).isNull();
  }

  @Test
  void recordsTheStackTraceAndTheTimesOfTheRun() {
    Change failed = change(claim("w", null, null), THREW);

    var result = Objects.requireNonNull(failed.result());
    assertThat(result.type()).isEqualTo(ResultType.FAILED);
    assertThat(result.failure())
        .startsWith("java.lang.IllegalStateException: boom")
        .contains("LifecycleTest");
    assertThat(result.startedAt()).isEqualTo(START);
    assertThat(result.endedAt()).isEqualTo(END);
    assertThat(failed.next())
        .isEqualTo(new JobState(JobStatus.FAILED, START, START, END, END, WorkerName.of("w")));
  }

  @Test
  void countsForTheWorkerButNotForASynchronousProgram() {
    Decision worked = Lifecycle.settle(claim("w", null, null), RETURNED, END, DAY);
    Decision inline = Lifecycle.settle(claim("sync", null, null), RETURNED, END, DAY);

    var tally = Objects.requireNonNull(worked.tally());
    assertThat(tally.succeeded()).isTrue();
    assertThat(tally.workingTime()).isEqualTo(Duration.ofMillis(1500));
    assertThat(inline.tally()).isNull();
    assertThat(Objects.requireNonNull(inline.change().result()).worker()).isNull();
  }

  @Test
  void handsAJobBackAsIfItHadNotBegun() {
    Change back = change(claim("w", null, null), new Outcome.NotRun());

    assertThat(back.next())
        .isEqualTo(new JobState(JobStatus.QUEUED, START, null, null, null, null));
    assertThat(back.placement()).isEqualTo(new Placement.Queued(End.FRONT));
  }
}
