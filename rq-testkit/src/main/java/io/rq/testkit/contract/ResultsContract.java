package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.discard;
import static io.rq.testkit.contract.SampleStep.failure;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.recording;
import static io.rq.testkit.contract.SampleStep.requeue;
import static io.rq.testkit.contract.SampleStep.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.JobStatus;
import io.rq.ResultType;
import io.rq.WorkerName;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.StoredResult;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of the runs of a job. */
abstract class ResultsContract extends Chapter {

  private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05.123Z");

  @Test
  @Pins({"RES-01", "RES-02", "RES-12", "RES-15"})
  void readsBackEverythingThatWasRecorded() {
    enqueue("a");
    for (ResultType type : ResultType.values()) {
      StoredResult result =
          new StoredResult(
              type,
              MOMENT.plusMillis(type.wireNumber()),
              Bytes.of(new byte[] {0, -1, '\n', 'x'}),
              "größe 漢字 🚀\n\tat line 2",
              WorkerName.of("wörker 1"),
              ExecutionId.of("0123456789abcdef"),
              Instant.parse("2026-01-02T03:04:04.000001Z"),
              Instant.parse("2026-01-02T03:04:05.999999Z"));

      record("a", result);

      assertThat(newest("a")).isEqualTo(result);
    }
  }

  @Test
  @Pins({"RES-02", "RES-05"})
  void readsBackThatNothingElseWasRecorded() {
    enqueue("a");
    StoredResult bare =
        new StoredResult(ResultType.SUCCESSFUL, MOMENT, null, null, null, null, null, null);

    record("a", bare);

    assertThat(results("a")).containsExactly(bare);
  }

  @Test
  @Pins({"RES-01", "RES-03"})
  void theNewestComesFirst() {
    enqueue("a");
    List<StoredResult> recorded =
        IntStream.range(0, 3).mapToObj(i -> success(MOMENT.plusSeconds(i), "value " + i)).toList();

    recorded.forEach(result -> record("a", result));

    assertThat(results("a")).containsExactly(recorded.get(2), recorded.get(1), recorded.get(0));
  }

  @Test
  void resultsOfOneMillisecondAreAllKept() {
    enqueue("a");

    record("a", success(MOMENT, "first"));
    record("a", success(MOMENT, "second"));

    assertThat(results("a")).containsExactly(success(MOMENT, "second"), success(MOMENT, "first"));
  }

  @Test
  void aHistoryDoesNotGoBackInTimeWhenAClockDoes() {
    enqueue("a");

    record("a", success(MOMENT.plusSeconds(5), "first"));
    record("a", success(MOMENT, "second"));

    assertThat(results("a"))
        .containsExactly(
            success(MOMENT.plusSeconds(5), "second"), success(MOMENT.plusSeconds(5), "first"));
  }

  @Test
  @Pins("RES-10")
  void exactlyTheNewestTenAreKept() {
    enqueue("a");

    for (int i = 1; i <= 25; i++) {
      record("a", success(MOMENT.plusSeconds(i), "value " + i));
    }

    assertThat(results("a"))
        .containsExactlyElementsOf(
            IntStream.range(0, 10)
                .mapToObj(i -> success(MOMENT.plusSeconds(25 - i), "value " + (25 - i)))
                .toList());
  }

  @Test
  @Pins("RES-03")
  void givesNoMoreThanAskedFor() {
    enqueue("a");
    record("a", success(MOMENT, "first"));
    record("a", success(MOMENT.plusSeconds(1), "second"));

    assertThat(jobs().results(id("a"), 1))
        .containsExactly(success(MOMENT.plusSeconds(1), "second"));
    assertThat(jobs().results(id("a"), 0)).isEmpty();
    assertThat(jobs().results(id("a"), 3)).hasSize(2);
  }

  @Test
  @Pins("RES-03")
  void theyAreDeletedAndNothingElse() {
    succeedOnce("a", NOW);
    succeedOnce("b", NOW);
    JobRecord before = found("a");

    jobs().deleteResults(id("a"));
    jobs().deleteResults(id("never-was"));

    assertThat(results("a")).isEmpty();
    assertThat(results("b")).hasSize(1);
    assertThat(found("a")).isEqualTo(before);
    assertThat(find("never-was")).isEmpty();
  }

  @Test
  @Pins("RES-03")
  void aJobWithoutRunsHasNone() {
    enqueue("a");

    assertThat(results("a")).isEmpty();
    assertThat(results("missing")).isEmpty();
  }

  @Test
  void eachJobHasItsOwn() {
    enqueue("a", "b");

    record("a", success(MOMENT, "of a"));

    assertThat(results("b")).isEmpty();
  }

  @Test
  @Pins({"RES-11", "R-08"})
  void theyStayWhenTheJobIsRunAgain() {
    enqueue("a");
    record("a", failure(MOMENT, "first try"));
    Lease lease = ANN.lease("run");

    JobRecord held = claim(exactly("a"), lease).job();
    commit(SampleStep.finish(held, heldBy(lease), MOMENT.plusSeconds(5)));

    assertThat(results("a"))
        .containsExactly(success(MOMENT.plusSeconds(5), "done"), failure(MOMENT, "first try"));
  }

  @Test
  @Pins("J-24")
  void theyAreGoneWithTheJob() {
    enqueue("a");
    record("a", success(MOMENT, "first"));

    commit(discard(found("a"), in(JobStatus.QUEUED)));

    assertThat(results("a")).isEmpty();
    insert(job("a").queued());
    assertThat(results("a")).isEmpty();
  }

  @Test
  @Pins("J-23")
  void noneIsRecordedOfAJobThatIsDiscarded() {
    enqueue("a");

    commit(recording(discard(found("a"), in(JobStatus.QUEUED)), success(MOMENT, "last")));

    assertThat(results("a")).isEmpty();
    insert(job("a").queued());
    assertThat(results("a")).isEmpty();
  }

  @Test
  @Pins("W-55")
  void noneIsRecordedByAStepThatDoesNotApply() {
    enqueue("a");
    Change failing = requeue(found("a"), in(JobStatus.STARTED), NOW, End.BACK);

    assertThat(commits(recording(failing, success(MOMENT, "last")))).isFalse();

    assertThat(results("a")).isEmpty();
  }

  private void record(String job, StoredResult result) {
    commit(recording(again(job), result));
  }

  /** A step that changes nothing of a waiting job. */
  private Change again(String job) {
    return requeue(found(job), in(JobStatus.QUEUED), NOW, End.BACK);
  }

  private StoredResult newest(String job) {
    return jobs().results(id(job), 1).get(0);
  }
}
