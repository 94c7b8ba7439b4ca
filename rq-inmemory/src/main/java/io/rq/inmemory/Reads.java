package io.rq.inmemory;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.RunRecord;
import io.rq.spi.StoredResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be asked without changing anything: not even a queue comes into being by being asked
 * for.
 */
final class Reads {

  private final Jobs jobs;

  Reads(Jobs jobs) {
    this.jobs = jobs;
  }

  List<Optional<JobRecord>> find(List<JobId> ids) {
    return ids.stream()
        .map(jobs::get)
        .map(job -> Optional.ofNullable(job).map(found -> found.record))
        .toList();
  }

  List<Entry> list(QueueName name, Place place, Range range) {
    KeptQueue queue = jobs.queue(name);
    return queue == null ? List.of() : queue.entries(place, range);
  }

  Optional<Entry> entry(QueueName name, Place place, JobId id) {
    KeptJob job = jobs.get(id);
    return job != null && job.place == place && job.record.spec().origin().equals(name)
        ? Optional.of(job.entry())
        : Optional.empty();
  }

  long count(QueueName name, Place place) {
    KeptQueue queue = jobs.queue(name);
    return queue == null ? 0 : queue.count(place);
  }

  OptionalLong position(QueueName name, JobId id) {
    KeptJob job = jobs.get(id);
    return job != null && job.waitsIn(name)
        ? OptionalLong.of(job.queue.before(job))
        : OptionalLong.empty();
  }

  Set<QueueName> queues() {
    return jobs.queueNames();
  }

  /** One at the most: whoever takes a job from a lost holder takes its run along. */
  List<RunRecord> executions(JobId id) {
    KeptJob job = jobs.get(id);
    Instant end = job == null || job.score == null ? null : job.score.time();
    if (job == null || job.execution == null || end == null) {
      return List.of();
    }
    JobState state = job.record.state();
    return List.of(new RunRecord(job.execution, state.startedAt(), state.lastHeartbeat(), end));
  }

  List<StoredResult> results(JobId id, int limit) {
    KeptJob job = jobs.get(id);
    return job == null || job.history == null ? List.of() : job.history.newest(limit);
  }

  List<Entry> due(QueueName name, Place place, Instant now, int limit) {
    if (place != Place.STARTED && place != Place.SCHEDULED) {
      throw new IllegalArgumentException(
          "Nothing becomes due in " + place + ": ask for STARTED or SCHEDULED");
    }
    KeptQueue queue = jobs.queue(name);
    return queue == null ? List.of() : queue.due(place, now, limit);
  }

  Set<JobId> dependents(JobId id) {
    return jobs.dependents(id);
  }

  Set<String> groups(Instant now) {
    return jobs.groups().stream()
        .filter(group -> !members(group, now).isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  Set<JobId> members(String group, Instant now) {
    return jobs.members(group).stream()
        .filter(id -> isThere(id, now))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isThere(JobId id, Instant now) {
    KeptJob job = jobs.get(id);
    return job != null && !job.record.isExpired(now);
  }

  boolean anyWaits(List<QueueName> names) {
    return names.stream().anyMatch(name -> count(name, Place.QUEUED) > 0);
  }

  /** Those of these jobs that have a result later than said beside them. */
  Set<JobId> withResults(Map<JobId, Optional<Instant>> after) {
    return after.entrySet().stream()
        .filter(one -> hasResult(one.getKey(), one.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean hasResult(JobId id, Optional<Instant> after) {
    KeptJob job = jobs.get(id);
    return job != null && job.history != null && job.history.hasLaterThan(after);
  }
}
