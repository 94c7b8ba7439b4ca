package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Locks;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which queues there are. */
@Pins("Q-15")
abstract class QueuesContract extends Chapter {

  @Test
  void listsQueuesByName() {
    for (String name : List.of("mail", "a b", "Zoo", "default", "größe")) {
      insert(job("job-" + name.hashCode()).in(QueueName.of(name)).queued());
    }

    assertThat(jobs().queues().stream().map(QueueName::value))
        .containsExactly("Zoo", "a b", "default", "größe", "mail");
  }

  @Test
  void listsAQueueWhoseOnlyJobDoesNotWaitInIt() {
    insert(job("scheduled").in(QueueName.of("q-1")).scheduled(NOW));
    insert(job("deferred").in(QueueName.of("q-2")).deferred(NOW, id("scheduled")));
    insert(job("started").in(QueueName.of("q-3")).started(ANN.lease("run")));

    assertThat(jobs().queues().stream().map(QueueName::value)).containsExactly("q-1", "q-2", "q-3");
  }

  @Test
  void goesOnListingAQueueThatBecameEmpty() {
    enqueue("a");
    commit(SampleStep.discard(found("a"), SampleStep.in(JobStatus.QUEUED)));

    assertThat(jobs().queues()).containsExactly(MAIL);
  }

  @Test
  void aQueueDoesNotComeIntoBeingByBeingAskedFor() {
    jobs().list(MAIL, Place.QUEUED, Range.ALL);
    jobs().count(MAIL, Place.FAILED);
    jobs().position(MAIL, id("a"));
    jobs().due(MAIL, Place.STARTED, NOW, 1);
    jobs().due(MAIL, Place.SCHEDULED, NOW, 1);
    jobs().stranded(MAIL, 1);
    jobs().compact(MAIL, Range.ALL, NOW);
    jobs().forget(MAIL);
    jobs().sweep(MAIL, Optional.empty(), NOW, 1);
    locks().acquire(Locks.Purpose.MAINTENANCE, MAIL, "ann", NOW, Duration.ofSeconds(60));
    jobs().purge(MAIL, NOW, 1);
    jobs().claim(firstOf(MAIL), ANN.lease("run"));
    jobs().claim(exactly("a"), ANN.lease("run"));
    jobs().extend(id("a"), MAIL, ANN.lease("run"));
    register(ANN);

    assertThat(jobs().queues()).isEmpty();
  }

  @Test
  void anInsertionThatStoresNothingListsNoQueue() {
    enqueue("taken");

    jobs().insert(List.of(job("new").in(NEWS).queued(), job("taken").queued()), List.of());

    assertThat(jobs().queues()).containsExactly(MAIL);
  }
}
