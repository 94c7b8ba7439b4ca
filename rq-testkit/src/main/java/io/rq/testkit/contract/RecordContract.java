package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.spi.Bytes;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a record says when it is read back: what was written, to the microsecond and to the byte.
 */
abstract class RecordContract extends Chapter {

  private static final JobSpec FULL =
      new JobSpec(
          JobId.of("Az-09_z"),
          QueueName.of("Größe: 大 🚀 {x}"),
          everyByte(),
          "größe('漢字', \"🚀\", 100%, \\n)",
          Instant.parse("2026-01-02T03:04:05.000001Z"),
          Duration.ofSeconds(181),
          Duration.ofSeconds(3600),
          Retention.of(Duration.ofSeconds(501)),
          Retention.of(Duration.ofDays(365)));

  private static final JobState RUN_BEFORE =
      new JobState(
          JobStatus.QUEUED,
          Instant.parse("2026-01-02T03:04:05.999999Z"),
          Instant.parse("2026-01-01T23:59:59.000010Z"),
          Instant.parse("2026-01-02T00:00:00Z"),
          Instant.parse("2026-01-02T00:00:00.100000Z"),
          WorkerName.of("wörker 1/2:3"));

  @Test
  @Pins({"Q-22", "U-05", "J-07", "J-41", "J-43"})
  void readsBackEverythingThatWasSet() {
    JobRecord written = JobRecord.of(FULL, RUN_BEFORE, everyByte());

    insert(new Insertion(written, new Placement.Queued(End.BACK)));

    assertThat(jobs().find(List.of(FULL.id())).get(0))
        .hasValue(
            new JobRecord(
                FULL, RUN_BEFORE, everyByte(), Instant.parse("2026-01-02T04:04:05Z"), null));
  }

  @Test
  @Pins("Q-30")
  void jobsOfOneCallHaveTheirOwnFieldsEach() {
    SampleJob full = job("b").meta(Bytes.ofText("meta of b")).plan(SamplePlan.FULL);
    SampleJob alike = job("e").meta(Bytes.ofText("meta of e")).plan(SamplePlan.FULL);
    List<Insertion> jobs =
        List.of(
            job("a").queued(),
            full.queued(),
            alike.queued(),
            job("c").ttl(Duration.ofDays(1)).queued(),
            job("d").madeAt(later(1)).queued(),
            job("f").plan(SamplePlan.FULL).queued(),
            job("g").queued(),
            job("h").madeAt(later(2)).queued());

    jobs().insert(jobs, List.of());

    for (Insertion job : jobs) {
      JobRecord found = found(job.job().id().value());
      assertThat(found.spec()).isEqualTo(job.job().spec());
      assertThat(found.state()).isEqualTo(job.job().state());
      assertThat(found.meta()).isEqualTo(job.job().meta());
    }
  }

  @Test
  @Pins("J-06")
  void readsBackThatNothingElseWasSet() {
    JobSpec spec = new JobSpec(id("a"), MAIL, Bytes.ofText("x"), "", NOW, null, null, null, null);
    JobState state = new JobState(JobStatus.SCHEDULED, null, null, null, null, null);

    insert(new Insertion(JobRecord.of(spec, state, null), new Placement.Scheduled(later(60))));

    assertThat(found("a")).isEqualTo(new JobRecord(spec, state, null, null, null));
  }

  @Test
  @Pins({"RES-06", "J-23", "REG-13"})
  void readsBackForEverNotAtAllAndUndecided() {
    List<@Nullable Retention> all =
        Arrays.asList(
            Retention.forever(), Retention.none(), Retention.of(Duration.ofSeconds(1)), null);
    for (Retention result : all) {
      for (Retention failure : all) {
        JobSpec spec =
            new JobSpec(
                id("r-" + all.indexOf(result) + all.indexOf(failure)),
                MAIL,
                Bytes.ofText("x"),
                "x",
                NOW,
                null,
                null,
                result,
                failure);
        insert(
            new Insertion(
                JobRecord.of(spec, JobState.queued(NOW), null), new Placement.Queued(End.BACK)));

        assertThat(found(spec.id().value()).spec()).isEqualTo(spec);
      }
    }
  }

  @Test
  void readsBackTheStateOfAJobThatBeginsItsLifeStarted() {
    Insertion started = job("a").started(ANN.lease("run"));

    insert(started);

    assertThat(found("a")).isEqualTo(started.job());
  }

  @Test
  @Pins({"Q-21", "J-19", "U-07"})
  void aWaitingJobExpiresWhenItsTimeToLiveIsOver() {
    insert(job("a").ttl(Duration.ofSeconds(90)).queued());

    assertThat(found("a").expiresAt()).isEqualTo(NOW_CUT.plusSeconds(90));
  }

  @Test
  @Pins("U-07")
  void aWaitingJobWithoutTimeToLiveNeverExpires() {
    enqueue("a");

    assertThat(found("a").expiresAt()).isNull();
  }

  @Test
  @Pins("J-21")
  void timeToLiveDoesNotRunBeforeTheJobIsInItsQueue() {
    SampleJob mortal = job("scheduled").ttl(Duration.ofSeconds(60));
    insert(
        mortal.scheduled(later(600)),
        job("deferred").ttl(Duration.ofSeconds(60)).deferred(NOW, id("scheduled")));

    assertThat(found("scheduled").expiresAt()).isNull();
    assertThat(found("deferred").expiresAt()).isNull();
  }

  @Test
  void theStoreAndNotTheCallerSaysWhenAJobExpires() {
    JobRecord record = job("a").queued().job();
    JobRecord claimed = new JobRecord(record.spec(), record.state(), null, later(60), null);

    insert(new Insertion(claimed, new Placement.Queued(End.BACK)));

    assertThat(found("a").expiresAt()).isNull();
  }

  private static Bytes everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return Bytes.of(bytes);
  }
}
