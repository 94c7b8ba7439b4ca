package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Entry;
import io.rq.spi.Expected;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Stranded;
import io.rq.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what lost programs left behind (W-43): runs whose lease is over are retried or failed,
 * what a Python worker took and never started goes back into its queue, jobs whose retention is
 * over are removed, lines that lead to no job are dropped, and {@linkplain Orphans jobs that nobody
 * would ever let go} are. One program at a time does so for a queue, Python's included.
 */
final class Maintenance {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private static final Duration LOCK = Duration.ofSeconds(899);
  private static final Duration STRANDED_FOR = Duration.ofMinutes(1);
  private static final int PORTION = 1000;

  private final Rq rq;
  private final JobStore store;
  private final String owner;
  private final Takeover takeover;
  private final Orphans orphans;
  private final Sweep sweep;

  Maintenance(Rq rq, String owner, Retention resultTtl, Takeover.Caller callbacks) {
    this.rq = rq;
    this.store = rq.backend().jobs();
    this.owner = owner;
    this.takeover = new Takeover(rq, resultTtl, callbacks);
    this.orphans = new Orphans(rq, takeover);
    this.sweep = rq.sweep();
  }

  void run(List<QueueName> queues) {
    boolean sweptGroups = false;
    for (QueueName queue : queues) {
      if (rq.backend().locks().acquire(Locks.Purpose.MAINTENANCE, queue, owner, rq.now(), LOCK)) {
        try {
          recoverAbandoned(queue);
          recoverStranded(queue);
          purge(queue);
          sweep.queue(queue);
          if (!sweptGroups) {
            sweptGroups = true;
            sweep.groups();
          }
          orphans.lookAfter(queue);
        } finally {
          rq.backend().locks().release(Locks.Purpose.MAINTENANCE, queue, owner);
        }
      }
    }
  }

  private void purge(QueueName queue) {
    int purged;
    do {
      purged = store.purge(queue, rq.now(), PORTION);
    } while (purged == PORTION);
  }

  private void recoverAbandoned(QueueName queue) {
    for (Entry entry : store.due(queue, Place.STARTED, rq.now(), PORTION)) {
      store.find(List.of(entry.job())).get(0).ifPresent(job -> recover(job, entry));
    }
  }

  // A holder that came back meanwhile keeps the job: its lease is over no longer.
  private void recover(JobRecord job, Entry entry) {
    Expected lost = new Expected.Overdue(entry.execution(), rq.now());
    RqException why = new AbandonedJobException(rq.now());
    if (takeover.fail(job, lost, List.of(), why)) {
      LOG.warn(
          "{}: job {} was lost with its worker {}", queueOf(job), job.id(), job.state().worker());
    }
  }

  private static QueueName queueOf(JobRecord job) {
    return job.spec().origin();
  }

  // Whoever took a job is given a minute to start it, from when that was first noticed.
  private void recoverStranded(QueueName queue) {
    Instant now = rq.now();
    List<JobId> noticed = new ArrayList<>();
    for (Stranded stranded : store.stranded(queue, PORTION)) {
      JobRecord job = store.find(List.of(stranded.job())).get(0).orElse(null);
      Instant since = stranded.since();
      if (job != null && (since == null || since.isBefore(enqueuedAt(job)))) {
        noticed.add(job.id());
      } else if (job != null && since != null && !since.plus(STRANDED_FOR).isAfter(now)) {
        putBack(job);
      }
    }
    if (!noticed.isEmpty()) {
      store.noticeStranded(queue, noticed, now);
    }
  }

  // What was noticed before a job was last queued is of an earlier time that it was taken: RQ's
  // programs leave such notes for a day.
  private static Instant enqueuedAt(JobRecord job) {
    return Objects.requireNonNullElse(job.state().enqueuedAt(), Instant.MIN);
  }

  private void putBack(JobRecord job) {
    JobState state = job.state();
    boolean back =
        store.commit(
            Transition.of(
                new Change(
                    job.id(),
                    job.spec().origin(),
                    new Expected.In(Set.of(JobStatus.QUEUED)),
                    state,
                    new Placement.Queued(End.FRONT),
                    null)));
    if (back) {
      LOG.warn(
          "{}: job {} was taken and never started; it is queued again", queueOf(job), job.id());
    }
  }
}
