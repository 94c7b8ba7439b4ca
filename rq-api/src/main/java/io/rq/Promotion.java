package io.rq;

import io.rq.spi.Change;
import io.rq.spi.Entry;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves jobs whose time has come into their queues (S-17). One scheduler at a time does so for a
 * queue, Python's included; each move is atomic all the same, so that two would move nothing twice.
 */
final class Promotion {

  private static final int PORTION = 1000;

  private final Rq rq;
  private final JobStore store;

  Promotion(Rq rq) {
    this.rq = rq;
    this.store = rq.backend().jobs();
  }

  /**
   * Moves what is due.
   *
   * @return how many jobs
   */
  int run(List<QueueName> queues) {
    int moved = 0;
    for (QueueName queue : queues) {
      moved += move(queue);
    }
    return moved;
  }

  private int move(QueueName queue) {
    int moved = 0;
    int portion;
    List<Entry> due;
    do {
      due = store.due(queue, Place.SCHEDULED, rq.now(), PORTION);
      portion = due.isEmpty() ? 0 : move(queue, due);
      moved += portion;
    } while (due.size() == PORTION && portion > 0);
    return moved;
  }

  private int move(QueueName queue, List<Entry> due) {
    Instant now = rq.now();
    List<Transition> steps =
        store.find(due.stream().map(Entry::job).toList()).stream()
            .flatMap(Optional::stream)
            .map(job -> promoted(job, queue, now))
            .toList();
    return (int) store.commitEach(steps).stream().filter(applied -> applied).count();
  }

  // It may have been given another time meanwhile.
  private static Transition promoted(JobRecord job, QueueName queue, Instant now) {
    return new Transition(
        List.of(enqueue(job, now)), List.of(new Fact.Due(job.id(), queue, now)), null);
  }

  private static Change enqueue(JobRecord job, Instant now) {
    return new Change(
        job.id(),
        job.spec().origin(),
        new Expected.In(Set.of(JobStatus.SCHEDULED)),
        job.state().enqueued(now),
        new Placement.Queued(end(job)),
        null);
  }

  // J-33: what was said of retries counts once the job has ended a first time.
  private static End end(JobRecord job) {
    Plan plan = job.spec().plan();
    Plan.Retry retry = plan.retry();
    if (retry != null && retry.end() == End.FRONT && job.state().endedAt() != null) {
      return End.FRONT;
    }
    End said = plan.end();
    return said == null ? End.BACK : said;
  }
}
