package io.rq.testkit.redis;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Placement.Outcome;
import io.rq.spi.Selection;
import io.rq.spi.StoredResult;
import io.rq.spi.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Jobs, and the usual steps of their lives. */
final class Samples {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
  static final QueueName MAIL = QueueName.of("mail");
  static final WorkerName ANN = WorkerName.of("ann");
  static final Selection NEXT = new Selection.FirstOf(List.of(MAIL));
  static final Retention KEPT = Retention.of(Duration.ofSeconds(500));

  private Samples() {}

  static Insertion job(String id) {
    JobSpec spec =
        new JobSpec(
            JobId.of(id),
            MAIL,
            Bytes.ofText("call"),
            "call()",
            NOW,
            Duration.ofMinutes(3),
            null,
            null,
            null);
    return new Insertion(
        JobRecord.of(spec, JobState.queued(NOW), null), new Placement.Queued(End.BACK));
  }

  static Lease lease(String execution) {
    return new Lease(ExecutionId.of(execution), ANN, NOW, Duration.ofSeconds(90));
  }

  static Expected leased(String execution) {
    return new Expected.Leased(ExecutionId.of(execution));
  }

  static Expected in(JobStatus... statuses) {
    return new Expected.In(Set.of(statuses));
  }

  static Change end(JobRecord job, Expected expected, JobStatus status, Outcome outcome) {
    return change(
        job, expected, job.state().ended(status, NOW), new Placement.Retained(outcome, KEPT, NOW));
  }

  static Change change(JobRecord job, Expected expected, JobState next, Placement placement) {
    return new Change(job.id(), job.spec().origin(), expected, next, placement, null);
  }

  static Change finish(Claim claim) {
    Change end =
        end(
            claim.job(),
            new Expected.Leased(claim.lease().execution()),
            JobStatus.FINISHED,
            Outcome.FINISHED);
    StoredResult result =
        new StoredResult(
            ResultType.SUCCESSFUL, NOW, Bytes.ofText("3"), null, ANN, null, null, null);
    return new Change(end.job(), end.origin(), end.expected(), end.next(), end.placement(), result);
  }

  static WorkerRecord worker() {
    return new WorkerRecord(
        ANN,
        List.of(MAIL),
        WorkerState.STARTED,
        NOW,
        null,
        null,
        0,
        0,
        Duration.ZERO,
        1,
        "host",
        "v",
        "java");
  }
}
