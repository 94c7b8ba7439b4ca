package io.rq.testkit.contract;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Bytes;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to be inserted: of the queue {@link Chapter#MAIL}, made at {@link Chapter#NOW}, unless told
 * otherwise.
 */
record SampleJob(JobSpec spec, @Nullable Bytes meta) {

  static SampleJob job(String id) {
    return new SampleJob(
        new JobSpec(
            JobId.of(id),
            Chapter.MAIL,
            Bytes.ofText("call " + id),
            id + "()",
            Chapter.NOW,
            null,
            null,
            null,
            null),
        null);
  }

  SampleJob in(QueueName origin) {
    return new SampleJob(
        new JobSpec(
            spec.id(),
            origin,
            spec.data(),
            spec.description(),
            spec.createdAt(),
            spec.timeout(),
            spec.ttl(),
            spec.resultTtl(),
            spec.failureTtl()),
        meta);
  }

  SampleJob ttl(Duration ttl) {
    return new SampleJob(
        new JobSpec(
            spec.id(),
            spec.origin(),
            spec.data(),
            spec.description(),
            spec.createdAt(),
            spec.timeout(),
            ttl,
            spec.resultTtl(),
            spec.failureTtl()),
        meta);
  }

  SampleJob meta(Bytes newMeta) {
    return new SampleJob(spec, newMeta);
  }

  Insertion queued() {
    return queued(Chapter.NOW, End.BACK);
  }

  Insertion queued(Instant now, End end) {
    return new Insertion(JobRecord.of(spec, JobState.queued(now), meta), new Placement.Queued(end));
  }

  Insertion scheduled(Instant due) {
    return new Insertion(
        JobRecord.of(spec, waiting(JobStatus.SCHEDULED), meta),
        new Placement.Scheduled(due, End.BACK));
  }

  Insertion deferred(Instant since, JobId... parents) {
    return new Insertion(
        JobRecord.of(spec, waiting(JobStatus.DEFERRED), meta),
        new Placement.Deferred(List.of(parents), since));
  }

  Insertion started(Lease lease) {
    return new Insertion(
        JobRecord.of(spec, JobState.queued(lease.at()).started(lease), meta),
        new Placement.Started(lease));
  }

  private static JobState waiting(JobStatus status) {
    return new JobState(status, null, null, null, null, null);
  }
}
