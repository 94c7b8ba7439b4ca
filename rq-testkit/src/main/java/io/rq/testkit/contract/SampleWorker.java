package io.rq.testkit.contract;

import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.Lease;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker to be registered, born at {@link Chapter#NOW}, and the leases that it takes. */
record SampleWorker(WorkerName name) {

  static final Duration LEASE = Duration.ofSeconds(60);
  static final Duration ALIVE = Duration.ofMinutes(8);

  static SampleWorker worker(String name) {
    return new SampleWorker(WorkerName.of(name));
  }

  /** A lease that begins now and is over a minute later. */
  Lease lease(String execution) {
    return lease(execution, Chapter.NOW);
  }

  Lease lease(String execution, Instant at) {
    return new Lease(ExecutionId.of(execution), name, at, LEASE);
  }

  WorkerRecord born() {
    return is(WorkerState.IDLE);
  }

  WorkerRecord bornAt(Instant birth) {
    return record(WorkerState.IDLE, birth, birth, null);
  }

  /** As it was born, but in that state now. */
  WorkerRecord is(@Nullable WorkerState state) {
    return record(state, Chapter.NOW, Chapter.NOW, null);
  }

  private WorkerRecord record(
      @Nullable WorkerState state,
      Instant birth,
      Instant lastHeartbeat,
      @Nullable JobId currentJob) {
    return new WorkerRecord(
        name,
        List.of(QueueName.of("mail"), QueueName.of("news")),
        state,
        birth,
        lastHeartbeat,
        currentJob,
        0,
        0,
        Duration.ZERO,
        4711,
        "build-host",
        "1.0",
        "Java 17");
  }
}
