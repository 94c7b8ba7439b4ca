package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Entry;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.Transition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after deferred jobs that the end of none of their parents will let go. Whoever ends a job
 * lets go those that wait for it, in the same step; but a parent may go away without an end (its
 * time to live is over, its failure is kept no longer, somebody removed it), and RQ's programs
 * leave some of them waiting (D-15, D-23, D-24).
 *
 * <p>Each look takes a portion of those that wait, and the next one goes on behind it.
 */
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int PORTION = 500;

  private final Rq rq;
  private final JobStore store;
  private final JobActions actions;
  private final Takeover takeover;
  private final Map<QueueName, Long> seen = new HashMap<>();

  Orphans(Rq rq, Takeover takeover) {
    this.rq = rq;
    this.store = rq.backend().jobs();
    this.actions = new JobActions(rq);
    this.takeover = takeover;
  }

  /** Looks at the next portion of a queue. */
  void lookAfter(QueueName queue) {
    long from = seen.getOrDefault(queue, 0L);
    List<Entry> portion = store.list(queue, Place.DEFERRED, new Range(from, PORTION));
    List<JobRecord> waiting =
        store.find(portion.stream().map(Entry::job).toList()).stream()
            .flatMap(Optional::stream)
            .filter(job -> job.state().status() == JobStatus.DEFERRED)
            .toList();
    long wentOn = waiting.isEmpty() ? 0 : letGo(waiting);
    seen.put(queue, portion.size() < PORTION ? 0 : from + PORTION - wentOn);
  }

  private long letGo(List<JobRecord> waiting) {
    Parents parents = Parents.read(store, Parents.named(waiting), rq.now());
    return waiting.stream()
        .filter(job -> parents.areDoneFor(job) || parents.areCanceledFor(job))
        .filter(this::letGo)
        .count();
  }

  // Read anew, as all that the decision relies on must be true in one moment.
  private boolean letGo(JobRecord job) {
    Parents parents =
        Parents.read(store, Parents.named(List.of(job)), rq.now()).withTies(store, List.of(job));
    List<JobId> lost = parents.lostTo(job);
    List<Fact> facts = parents.facts();
    if (parents.areCanceledFor(job)) {
      return logged(job, "canceled with what it waited for", actions.cancel(job, facts));
    }
    if (!parents.areDoneFor(job)) {
      return false;
    }
    if (lost.isEmpty()) {
      Change goOn = Release.enqueue(job, rq.now());
      boolean applied = store.commit(new Transition(List.of(goOn), facts, null));
      return logged(job, "queued: what it waited for is done", applied);
    }
    Expected stillWaits = new Expected.In(Set.of(JobStatus.DEFERRED));
    boolean failed = takeover.fail(job, stillWaits, facts, new LostDependencyException(lost));
    return logged(job, "failed: what it waited for is gone", failed);
  }

  private static boolean logged(JobRecord job, String what, boolean applied) {
    if (applied) {
      LOG.warn("{}: deferred job {} is {}", job.spec().origin(), job.id(), what);
    }
    return applied;
  }
}
