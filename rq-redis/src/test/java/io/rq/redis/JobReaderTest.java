package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.spi.JobRecord;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobReaderTest {

  private static final QueueName POPPED_FROM = QueueName.of("popped-from");

  private static JobRecord read(Hash hash) {
    return read(hash, "");
  }

  private static JobRecord read(Hash hash, String score) {
    return JobReader.read(JobId.of("job-1"), POPPED_FROM, hash.read(), score);
  }

  @Test
  void readsWhatPythonWrote() {
    JobRecord job = read(Hash.finishedByPython(), "1795177107");

    assertThat(job.flaw()).isNull();
    assertThat(job.spec().origin()).isEqualTo(QueueName.DEFAULT);
    assertThat(job.spec().data().text()).isEqualTo("[\"demo_tasks.add\", null, [1], {\"y\": 2}]");
    assertThat(job.spec().description()).isEqualTo("demo_tasks.add(1, y=2)");
    assertThat(job.spec().createdAt()).isEqualTo(Instant.parse("2026-11-20T12:10:07.577792Z"));
    assertThat(job.spec().timeout()).isEqualTo(Duration.ofMinutes(3));
    assertThat(job.spec().ttl()).isNull();
    assertThat(job.spec().resultTtl()).isNull();
    assertThat(job.spec().failureTtl()).isNull();
    assertThat(job.state().status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.state().enqueuedAt()).isEqualTo(Instant.parse("2026-11-20T12:10:07.578244Z"));
    assertThat(job.state().startedAt()).isEqualTo(Instant.parse("2026-11-20T12:10:07.939701Z"));
    assertThat(job.state().endedAt()).isEqualTo(Instant.parse("2026-11-20T12:10:07.940761Z"));
    assertThat(job.state().lastHeartbeat()).isEqualTo(Instant.parse("2026-11-20T12:10:07.940763Z"));
    assertThat(job.state().worker()).isEqualTo(WorkerName.of("worker-1"));
    assertThat(job.meta()).isNull();
    assertThat(job.expiresAt()).isEqualTo(Instant.ofEpochSecond(1795177107));
  }

  @Test
  void readsTheLeastThatAForeignProducerMayWrite() {
    JobRecord job = read(new Hash().with("data", "raw bytes"));

    assertThat(job.flaw()).isNull();
    assertThat(job.spec().data().text()).isEqualTo("raw bytes");
    assertThat(job.spec().origin()).isEqualTo(POPPED_FROM);
    assertThat(job.spec().description()).isEmpty();
    assertThat(job.spec().createdAt()).isEqualTo(Instant.EPOCH);
    assertThat(job.spec().timeout()).isEqualTo(Duration.ofMinutes(3));
    assertThat(job.state().status()).isEqualTo(JobStatus.CREATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created_at",
        "started_at",
        "ended_at",
        "last_heartbeat",
        "worker_name",
        "origin",
        "description",
        "group_id",
        "timeout",
        "result_ttl",
        "failure_ttl",
        "ttl",
        "status",
        "success_callback_name",
        "dependency_ids",
        "retries_left",
        "retry_intervals",
        "repeats_left",
        "meta",
        "webhooks"
      })
  void anEmptyTextIsAMissingField(String field) {
    JobRecord empty = read(Hash.finishedByPython().with(field, ""));
    JobRecord missing = read(Hash.finishedByPython().without(field));

    assertThat(empty).isEqualTo(missing);
    assertThat(empty.flaw()).isNull();
  }

  @Test
  void metaIsTakenAsItIs() {
    byte[] bytes = {(byte) 0x80, 5, 0, (byte) 0xff};

    assertThat(read(Hash.finishedByPython().with("meta", bytes)).meta().array()).isEqualTo(bytes);
  }

  @Nested
  class Numbers {

    @Test
    void aTimeoutOfMinusOneIsNoLimit() {
      assertThat(read(Hash.finishedByPython().with("timeout", "-1")).spec().timeout()).isNull();
    }

    @Test
    void aTimeoutOfZeroIsTheDefault() {
      JobRecord job = read(Hash.finishedByPython().with("timeout", "0"));

      assertThat(job.spec().timeout()).isEqualTo(Duration.ofMinutes(3));
      assertThat(job.flaw()).isNull();
    }

    @Test
    void timesToLiveHaveTwoSpecialNumbers() {
      JobRecord job =
          read(
              Hash.finishedByPython()
                  .with("result_ttl", "-1")
                  .with("failure_ttl", "0")
                  .with("ttl", "600"));

      assertThat(job.spec().resultTtl()).isEqualTo(Retention.forever());
      assertThat(job.spec().failureTtl()).isEqualTo(Retention.none());
      assertThat(job.spec().ttl()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
      "timeout, 1h",
      "timeout, 1.5",
      "timeout, -7",
      "timeout, 99999999999999999999",
      "result_ttl, soon",
      "result_ttl, -2",
      "failure_ttl, 1.0",
      "ttl, x",
      "ttl, -1",
      "retries_left, many",
      "repeats_left, 2.0",
      "number_of_retries, x",
      "enqueue_at_front, ''",
      "success_callback_timeout, ''",
      "failure_callback_timeout, x",
      "stopped_callback_timeout, 1.5"
    })
    void whatKillsAPythonWorkerIsAFlawThatNamesTheField(String field, String value) {
      JobRecord job = read(Hash.finishedByPython().with(field, value));

      assertThat(job.flaw()).contains("'" + field + "'").contains("'" + value + "'");
      assertThat(job.spec().timeout()).isEqualTo(Duration.ofMinutes(3));
    }
  }

  @Nested
  class Times {

    @ParameterizedTest
    @ValueSource(
        strings = {"created_at", "enqueued_at", "started_at", "ended_at", "last_heartbeat"})
    void aTimeThatIsNoneIsAFlaw(String field) {
      JobRecord job = read(Hash.finishedByPython().with(field, "2026-11-20T12:10:07+00:00"));

      assertThat(job.flaw()).contains("'" + field + "'").contains("2026-11-20T12:10:07+00:00");
    }

    @Test
    void nineDigitsOfASecondAreRead() {
      JobRecord job =
          read(Hash.finishedByPython().with("created_at", "2026-11-20T12:10:07.577792123Z"));

      assertThat(job.spec().createdAt()).isEqualTo(Instant.parse("2026-11-20T12:10:07.577792Z"));
      assertThat(job.flaw()).isNull();
    }
  }

  @Test
  void anUnknownStatusIsAFlaw() {
    JobRecord job = read(Hash.finishedByPython().with("status", "paused"));

    assertThat(job.state().status()).isEqualTo(JobStatus.CREATED);
    assertThat(job.flaw()).contains("'status'").contains("'paused'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "x:intermediate"})
  void anIllegalOriginIsAFlaw(String origin) {
    JobRecord job = read(Hash.finishedByPython().with("origin", origin));

    assertThat(job.spec().origin()).isEqualTo(POPPED_FROM);
    assertThat(job.flaw()).contains("'origin'");
  }

  @Test
  void aRecordWithoutDataIsAFlaw() {
    assertThat(read(Hash.finishedByPython().without("data")).flaw()).contains("'data'");
  }

  @Test
  void aBrokenZlibStreamIsTakenAsItIs() {
    byte[] broken = {0x78, (byte) 0x9c, 1, 2, 3};

    JobRecord job = read(Hash.finishedByPython().with("data", broken));

    assertThat(job.spec().data().array()).isEqualTo(broken);
  }

  @Test
  void allFlawsAreTold() {
    JobRecord job = read(Hash.finishedByPython().with("timeout", "1h").with("status", "paused"));

    assertThat(job.flaw()).contains("'timeout'").contains("'status'");
  }

  @Test
  void aLongValueIsNotQuotedWhole() {
    JobRecord job = read(Hash.finishedByPython().with("timeout", "x".repeat(10_000)));

    assertThat(job.flaw()).hasSizeLessThan(200);
  }

  @Test
  void bytesThatAreNoTextDoNotHurt() {
    byte[] noise = new byte[300];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 7);
    }
    Hash hash = new Hash();
    for (String field : Hash.finishedByPython().names()) {
      hash.with(field, noise);
    }

    JobRecord job = read(hash, "noise");

    assertThat(job.flaw()).isNotNull();
    assertThat(job.spec().data().array()).isEqualTo(noise);
  }

  @Nested
  class Expiry {

    @Test
    void ofAWaitingJobIsItsTimeToLiveFromTheSecondItWasQueuedIn() {
      JobRecord job = read(Hash.finishedByPython().with("status", "queued").with("ttl", "60"));

      assertThat(job.expiresAt()).isEqualTo(Instant.parse("2026-11-20T12:11:07Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "+inf", "-1", ""})
    void forEverIsNone(String score) {
      assertThat(read(Hash.finishedByPython(), score).expiresAt()).isNull();
    }
  }

  @Test
  void dataThatInflatesBeyondMeasureIsAFlaw() {
    JobRecord job = read(new Hash().with("data", Zlib.pack(new byte[65 << 20])));

    assertThat(job.flaw()).contains("'data'").contains("64 MiB");
  }

  @Test
  void anOriginThatIsNoTextIsAFlawAndNotUsed() {
    JobRecord job =
        read(new Hash().with("data", "x").with("origin", new byte[] {'m', (byte) 0xff}));

    assertThat(job.flaw()).contains("'origin'");
    assertThat(job.spec().origin()).isEqualTo(POPPED_FROM);
  }
}
