package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobFieldsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:10:07.270957Z");

  private static final JobSpec PLAIN =
      new JobSpec(
          JobId.of("job-1"),
          QueueName.DEFAULT,
          Bytes.ofText("[\"demo_tasks.add\", null, [1], {\"y\": 2}]"),
          "demo_tasks.add(1, y=2)",
          NOW,
          Duration.ofMinutes(3),
          null,
          null,
          null);

  private static final JobSpec FULL =
      new JobSpec(
          JobId.of("job-1"),
          QueueName.of("mail"),
          Bytes.ofText("call"),
          "",
          NOW,
          null,
          Duration.ofMinutes(10),
          Retention.forever(),
          Retention.none());

  private static Map<String, String> written(JobRecord job) {
    Arguments to = new Arguments();
    JobFields.all(to, job);
    return Hash.sentFields(to);
  }

  @Test
  void writesWhatPythonWritesForAQueuedJob() {
    Map<String, String> fields = written(JobRecord.of(PLAIN, JobState.queued(NOW), null));

    assertThat(fields)
        .containsOnlyKeys(
            "created_at",
            "data",
            "description",
            "ended_at",
            "enqueued_at",
            "failure_callback_name",
            "group_id",
            "last_heartbeat",
            "origin",
            "started_at",
            "status",
            "stopped_callback_name",
            "success_callback_name",
            "timeout",
            "worker_name")
        .containsEntry("created_at", "2026-11-20T12:10:07.270957Z")
        .containsEntry("enqueued_at", "2026-11-20T12:10:07.270957Z")
        .containsEntry("origin", "default")
        .containsEntry("status", "queued")
        .containsEntry("timeout", "180")
        .containsEntry("started_at", "")
        .containsEntry("worker_name", "");
  }

  @Test
  void specialTimesAreMinusOneAndZero() {
    Map<String, String> fields = written(JobRecord.of(FULL, JobState.queued(NOW), null));

    assertThat(fields)
        .containsEntry("timeout", "-1")
        .containsEntry("result_ttl", "-1")
        .containsEntry("failure_ttl", "0")
        .containsEntry("ttl", "600");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    JobState state =
        new JobState(
            JobStatus.STARTED,
            NOW,
            NOW.plusSeconds(1),
            null,
            NOW.plusSeconds(2),
            WorkerName.of("ann"));
    for (JobSpec spec : List.of(PLAIN, FULL)) {
      JobRecord job = JobRecord.of(spec, state, Bytes.of(new byte[] {0, (byte) 0x80, 13, 10}));

      Arguments to = new Arguments();
      JobFields.all(to, job);
      JobRecord read =
          JobReader.read(spec.id(), spec.origin(), Fields.of(new ArrayList<>(Hash.sent(to))), "");

      assertThat(read).isEqualTo(job);
    }
  }
}
