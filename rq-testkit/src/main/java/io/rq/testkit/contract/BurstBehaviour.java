package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rq.Call;
import io.rq.DeserializationException;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retry;
import io.rq.RqException;
import io.rq.WorkReport;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.spi.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A worker that works until there is nothing left. */
abstract class BurstBehaviour extends Behaviour {

  @Test
  @Pins({"BURST-01", "BURST-02", "W-03", "RES-04"})
  void runsWhatWaitsAndRecordsHowItEnded() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    clock.advance(Duration.ofSeconds(3));

    WorkReport report = burst();

    assertThat(report).isEqualTo(new WorkReport(1, 1, 0, 0, List.of(), 0, 0));
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.returnValue()).contains(3);
    assertThat(job.startedAt()).contains(clock.instant());
    assertThat(job.endedAt()).contains(clock.instant());
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  @Pins({"BURST-14", "BURST-02"})
  void saysThatItDidNothing() {
    assertThat(burst().didWork()).isFalse();
  }

  @Test
  @Pins("BURST-03")
  void runsWhatItsJobsEnqueue() {
    queue.enqueue(ContractTasks::enqueueMore, 5);

    assertThat(burst().executed()).isEqualTo(6);
  }

  @Test
  @Pins({"BURST-05", "W-40", "Q-32"})
  void takesFromTheFirstQueueFirst() {
    Job<String> low = rq.queue("low").enqueue(ContractTasks::currentId);
    Job<String> high = rq.queue("high").enqueue(ContractTasks::currentId);

    rq.worker(WorkerOptions.on("high", "low").maxJobs(1)).burst();

    assertThat(high.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(low.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"W-04", "BURST-06"})
  void stopsAfterSoManyJobs() {
    for (int i = 0; i < 3; i++) {
      queue.enqueue(ContractTasks::nothing);
    }

    WorkReport report = rq.worker(WorkerOptions.on().maxJobs(2)).burst();

    assertThat(report.executed()).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(1);
    assertThat(backend.jobs().count(QueueName.DEFAULT, Place.STARTED)).isZero();
  }

  @Test
  @Pins({"BURST-07", "W-21", "W-19"})
  void goesOnAfterAFailure() {
    Job<Integer> bad = queue.enqueue(ContractTasks::fail, "boom");
    Job<Integer> good = queue.enqueue(ContractTasks::add, 1, 2);

    WorkReport report = burst();

    assertThat(report.executed()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(onlyFailure(report)).isInstanceOf(IOException.class).hasMessage("boom");
    assertThat(bad.status()).isEqualTo(JobStatus.FAILED);
    assertThat(good.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("BURST-18")
  void saysWhatItDidAndWhatItLeft() {
    Job<Integer> bad = queue.enqueue(ContractTasks::fail, "boom");
    queue.submit(Call.of(ContractTasks::add, 1, 2).dependsOn(bad));
    queue.in(Duration.ofHours(1)).enqueue(ContractTasks::nothing);
    rq.queue("low").submit(Call.of(ContractTasks::fail, "x").retry(Retry.max(1).intervals(9)));
    rq.queue("other").in(Duration.ofHours(1)).enqueue(ContractTasks::nothing);
    queue.enqueue(ContractTasks::nothing);

    WorkReport report = burst();

    assertThat(report.executed()).isEqualTo(3);
    assertThat(report.succeeded()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(2);
    assertThat(report.scheduled()).isEqualTo(2);
    assertThat(report.deferred()).isEqualTo(1);
  }

  @Test
  @Pins({"BURST-13", "W-25"})
  void countsNothingWhereOnlyStaleIdsWait() {
    queue.submit(Call.ofVoid(ContractTasks::nothing).ttl(Duration.ofSeconds(5)));
    queue.enqueue(ContractTasks::nothing).delete();
    pass(6);

    assertThat(burst().didWork()).isFalse();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  @Pins({"W-24", "W-52", "X-03"})
  void goesOnAfterAPayloadThatCannotBeRead() {
    JobId id = JobId.of("unreadable");
    backend
        .jobs()
        .insert(List.of(SampleJob.job("unreadable").in(QueueName.DEFAULT).queued()), List.of());
    Job<Integer> good = queue.enqueue(ContractTasks::add, 1, 2);

    WorkReport report = burst();

    assertThat(report.executed()).isEqualTo(2);
    assertThat(onlyFailure(report)).isInstanceOf(DeserializationException.class);
    assertThat(rq.job(id.value()).status()).isEqualTo(JobStatus.FAILED);
    assertThat(queue.failed().jobIds()).containsExactly(id);
    assertThat(rq.job(id.value()).latestResult().orElseThrow().failure().orElseThrow())
        .contains("DeserializationException");
    assertThat(good.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"BURST-11", "W-34"})
  void doesNothingWhileSuspended() {
    queue.enqueue(ContractTasks::nothing);
    backend.signals().suspend(clock.instant(), Optional.empty());

    assertThat(burst().didWork()).isFalse();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  @Pins({"W-08", "W-02"})
  void signsOnAndOff() {
    queue.enqueue(ContractTasks::nothing);
    rq.worker(WorkerOptions.on().name("w-1")).burst();

    assertThat(backend.workers().workers(clock.instant())).isEmpty();
  }

  @Test
  @Pins("W-02")
  void refusesANameThatIsAlive() {
    Worker second = rq.worker(WorkerOptions.on().name("w-1"));
    queue.enqueue(ContractTasks::waitAtGate);

    try (LiveWorker live = LiveWorker.start(rq.worker(WorkerOptions.on().name("w-1")))) {
      live.awaitArrival();
      assertThatIllegalStateException()
          .isThrownBy(second::burst)
          .withMessageStartingWith("There exists an active worker named 'w-1' already");
      ContractTasks.gate.countDown();
    }
  }

  @Test
  @Pins({"BURST-18", "CMD-04"})
  void aJobThatCancelsItselfNeitherSucceedsNorFails() {
    Job<Void> job = queue.enqueue(ContractTasks::cancelItself);
    queue.enqueue(ContractTasks::add, 1, 2);

    WorkReport report = burst();

    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(report).isEqualTo(new WorkReport(2, 1, 0, 1, List.of(), 0, 0));
  }

  @Test
  @Pins({"BURST-18", "R-13", "R-15"})
  void whatAsksToBeRunAgainFailsOnlyAtTheLastTime() {
    Job<Object> job =
        queue.submit(Call.of(ContractTasks::askAgainOnce).retry(Retry.max(3).intervals(9)));

    WorkReport report = burst();

    assertThat(report.executed()).isEqualTo(2);
    assertThat(report.askedAgain()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(onlyFailure(report))
        .isInstanceOf(RqException.class)
        .hasMessage(
            "The function asked 2 times to be run again, and the last"
                + " Retry(max=1, interval=0, enqueue_at_front=False) that it returned allows no more");
    assertThat(report.failures().get(0).job()).isEqualTo(job);
    assertThat(report.failures().get(0).isRetried()).as("R-01 is for exceptions").isFalse();
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }
}
