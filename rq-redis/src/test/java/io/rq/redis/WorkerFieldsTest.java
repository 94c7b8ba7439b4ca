package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerFieldsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:11:02Z");

  /** The worker of the golden capture {@code worker-busy}. */
  private static Hash busyPython() {
    return new Hash()
        .with("birth", "2026-11-20T12:10:58.785766Z")
        .with("current_job", "job-1")
        .with("current_job_working_time", "3.003509")
        .with("hostname", "demo-host")
        .with("ip_address", "127.0.0.1:35364")
        .with("last_heartbeat", "2026-11-20T12:11:01.795130Z")
        .with("pid", "32045")
        .with("python_version", "3.11.2 (main, Apr 28 2025, 14:11:48) [GCC 12.2.0]")
        .with("queues", "default,low")
        .with("state", "busy")
        .with("successful_job_count", "7")
        .with("total_working_time", "1.5e-05")
        .with("version", "2.10.0");
  }

  @Test
  void readsAWorkerOfPython() {
    assertThat(WorkerFields.read("worker-1", busyPython().read(), NOW))
        .contains(
            new WorkerRecord(
                WorkerName.of("worker-1"),
                List.of(QueueName.DEFAULT, QueueName.of("low")),
                WorkerState.BUSY,
                Instant.parse("2026-11-20T12:10:58.785766Z"),
                Instant.parse("2026-11-20T12:11:01.795130Z"),
                JobId.of("job-1"),
                7,
                0,
                Duration.ofNanos(15_000),
                32045,
                "demo-host",
                "2.10.0",
                "3.11.2 (main, Apr 28 2025, 14:11:48) [GCC 12.2.0]"));
  }

  @Test
  void badFieldsDoNotHurt() {
    Hash bad =
        busyPython()
            .with("pid", "x")
            .with("birth", "then")
            .with("state", "dancing")
            .with("current_job", "a.b")
            .with("queues", "")
            .with("total_working_time", "nan");

    WorkerRecord worker = WorkerFields.read("worker-1", bad.read(), NOW).orElseThrow();

    assertThat(worker.pid()).isZero();
    assertThat(worker.birth()).isNull();
    assertThat(worker.state()).isNull();
    assertThat(worker.currentJob()).isNull();
    assertThat(worker.queues()).isEmpty();
    assertThat(worker.workingTime()).isZero();
  }

  @Test
  void whoIsDeadOrGoneIsNotRead() {
    assertThat(WorkerFields.read("w", new Hash().read(), NOW)).isEmpty();
    assertThat(
            WorkerFields.read(
                "w", busyPython().with("death", "2026-11-20T12:11:01.795130Z").read(), NOW))
        .isEmpty();
    assertThat(
            WorkerFields.read(
                "w", busyPython().with("alive_until", UnixTime.write(NOW)).read(), NOW))
        .isEmpty();
    assertThat(
            WorkerFields.read(
                "w",
                busyPython().with("alive_until", UnixTime.write(NOW.plusNanos(1000))).read(),
                NOW))
        .isPresent();
    assertThat(WorkerFields.read(" ", busyPython().read(), NOW)).isEmpty();
  }
}
