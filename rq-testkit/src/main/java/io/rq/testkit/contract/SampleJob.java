package io.rq.testkit.contract;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Bytes;
import io.rq.spi.Counters;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to be inserted: of the queue {@link Chapter#MAIL}, made at {@link Chapter#NOW}, unless told
 * otherwise.
 */
record SampleJob(JobSpec spec, @Nullable Bytes meta, Counters counters) {

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
        null,
        Counters.NONE);
  }

  SampleJob in(QueueName origin) {
    return with(origin, spec.createdAt(), spec.ttl(), spec.plan());
  }

  SampleJob madeAt(Instant createdAt) {
    return with(spec.origin(), createdAt, spec.ttl(), spec.plan());
  }

  SampleJob ttl(Duration ttl) {
    return with(spec.origin(), spec.createdAt(), ttl, spec.plan());
  }

  SampleJob plan(Plan plan) {
    return with(spec.origin(), spec.createdAt(), spec.ttl(), plan);
  }

  SampleJob group(String group) {
    return plan(new Plan(null, null, null, null, null, null, group, List.of(), null));
  }

  SampleJob meta(Bytes newMeta) {
    return new SampleJob(spec, newMeta, counters);
  }

  SampleJob counting(Counters newCounters) {
    return new SampleJob(spec, meta, newCounters);
  }

  Insertion queued() {
    return queued(Chapter.NOW, End.BACK);
  }

  Insertion queued(Instant now, End end) {
    return insertion(JobState.queued(now), new Placement.Queued(end));
  }

  Insertion scheduled(Instant due) {
    return insertion(waiting(JobStatus.SCHEDULED), new Placement.Scheduled(due));
  }

  Insertion deferred(Instant since, JobId... parents) {
    return insertion(waiting(JobStatus.DEFERRED), new Placement.Deferred(List.of(parents), since));
  }

  Insertion started(Lease lease) {
    return insertion(JobState.queued(lease.at()).started(lease), new Placement.Started(lease));
  }

  private Insertion insertion(JobState state, Placement placement) {
    return new Insertion(JobRecord.of(spec, state.counting(counters), meta), placement);
  }

  private SampleJob with(QueueName origin, Instant createdAt, @Nullable Duration ttl, Plan plan) {
    JobSpec newSpec =
        new JobSpec(
            spec.id(),
            origin,
            spec.data(),
            spec.description(),
            createdAt,
            spec.timeout(),
            ttl,
            spec.resultTtl(),
            spec.failureTtl(),
            plan);
    return new SampleJob(newSpec, meta, counters);
  }

  private static JobState waiting(JobStatus status) {
    return new JobState(status, null, null, null, null, null);
  }
}
