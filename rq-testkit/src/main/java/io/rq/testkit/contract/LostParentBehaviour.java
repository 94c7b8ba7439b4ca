package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.JobRecord;
import io.rq.spi.Placement;
import io.rq.spi.Transition;
import io.rq.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Waiting for jobs that went away without telling anybody: their time to live was over, their
 * failure was no longer kept, or another program removed or canceled them.
 */
abstract class LostParentBehaviour extends Behaviour {

  private static volatile TestClock moved = new TestClock(TestClock.START);

  @Test
  @Pins({"D-14", "D-24", "W-43"})
  void failsAJobWhoseParentNeverRanInItsTimeToLive() {
    Job<String> parent =
        queue.submit(Call.of(ContractTasks::log, "parent").id("p").ttl(Duration.ofSeconds(30)));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    pass(31);

    burst();

    assertFailedWithout(child, "p");
    assertThat(ContractTasks.LOG).isEmpty();
  }

  @Test
  @Pins({"Q-06", "D-14", "D-24"})
  void failsAJobWhoseParentWasOverBeforeItsQueueWasEmptied() {
    Job<String> parent =
        queue.submit(Call.of(ContractTasks::log, "parent").id("p").ttl(Duration.ofSeconds(30)));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    pass(31);

    assertThat(queue.empty()).isZero();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    burst();

    assertFailedWithout(child, "p");
    assertThat(ContractTasks.LOG).isEmpty();
  }

  @Test
  @Pins({"D-09", "D-14"})
  void failsAJobWhoseParentFailedAndIsKeptNoLonger() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::fail, "boom").id("p"));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    burst();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    pass(366 * 86_400);

    burst();

    assertFailedWithout(child, "p");
  }

  @Test
  @Pins({"D-09", "D-26"})
  void keepsAFailedParentForAYearWhileOthersWaitForIt() {
    Job<Integer> parent =
        queue.submit(
            Call.of(ContractTasks::fail, "boom").id("p").failureTtl(Duration.ofSeconds(60)));
    Job<Integer> slow = rq.queue("other").enqueue(ContractTasks::add, 1, 2);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent, slow));
    burst();
    pass(3600);

    rq.worker("other").burst();
    burst();

    assertThat(parent.status()).isEqualTo(JobStatus.FAILED);
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
  }

  @Test
  @Pins({"D-14", "D-24"})
  void failsAJobWhoseParentWasRemovedBehindItsBack() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::add, 1, 2).id("p"));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    remove(parent);

    burst();

    assertFailedWithout(child, "p");
  }

  @Test
  @Pins({"D-06", "D-14"})
  void waitsForTheOthersBeforeItGivesUp() {
    Job<Integer> gone = queue.submit(Call.of(ContractTasks::add, 1, 2).id("gone"));
    Job<Integer> pending = rq.queue("other").enqueue(ContractTasks::add, 3, 4);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(gone, pending));
    remove(gone);

    burst();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    remove(pending);
    pass(60);
    burst();

    assertFailedWithout(child, "gone, " + pending.id());
  }

  @Test
  @Pins({"D-06", "D-14"})
  void knowsNoMoreHowThoseEndedThatAreKeptNoLonger() {
    Job<Integer> finished = queue.submit(Call.of(ContractTasks::add, 1, 2).id("finished"));
    Job<Integer> failed = queue.submit(Call.of(ContractTasks::fail, "boom").id("failed"));
    Job<String> child =
        queue.submit(Call.of(ContractTasks::log, "child").dependsOn(finished, failed));
    burst();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    pass(366 * 86_400);

    burst();

    assertFailedWithout(child, "finished, failed");
  }

  @Test
  @Pins({"D-25", "J-24"})
  void doesNotBringBackAJobThatWaitedForItself() {
    Job<Integer> job = queue.enqueue(ContractTasks::add, 1, 2);
    defer(job, job.id());

    job.delete();

    assertThat(job.exists()).isFalse();
    assertThat(queue.size()).isZero();
    assertThat(queue.deferred().size()).isZero();
  }

  @Test
  @Pins({"R-03", "CB-01", "CB-08"})
  void tellsOfTheFailureAndDoesNotRetryIt() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::add, 1, 2).id("p"));
    Job<Integer> child =
        queue.submit(
            Call.of(ContractTasks::add, 3, 4)
                .id("c")
                .retry(Retry.max(3))
                .onFailure(ContractTasks::onFailure)
                .dependsOn(parent));
    remove(parent);

    assertThat(burst().didWork()).isFalse();

    assertThat(child.status()).isEqualTo(JobStatus.FAILED);
    assertThat(child.retriesLeft()).hasValue(3);
    assertThat(ContractTasks.LOG).hasSize(1);
    assertThat(ContractTasks.LOG.get(0)).startsWith("failure of c: ").contains(" p");
    child.requeue();
    burst();
    assertThat(child.returnValue()).contains(7);
  }

  @Test
  @Pins({"D-09", "D-17"})
  void meansAFailureForThoseThatWaitForTheJobItself() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::add, 1, 2).id("p"));
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent));
    Job<String> strict = queue.submit(Call.of(ContractTasks::log, "strict").dependsOn(child));
    Job<String> tolerant =
        queue.submit(
            Call.of(ContractTasks::log, "tolerant").dependsOn(Dependency.on(child).allowFailure()));
    remove(parent);

    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FAILED);
    assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(tolerant.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"D-23", "D-24"})
  void releasesAJobThatNobodyReleasedThoughItsParentsAreDone() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    burst();
    Job<String> child =
        queue.submit(Call.of(ContractTasks::log, "child").id("c").dependsOn(parent));
    defer(child, parent.id());

    pass(60);
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"D-15", "D-16"})
  void cancelsAJobWhoseParentWasCanceledBehindItsBack() {
    Job<Integer> parent = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> other = rq.queue("other").enqueue(ContractTasks::add, 3, 4);
    Job<String> child = queue.submit(Call.of(ContractTasks::log, "child").dependsOn(parent, other));
    Job<String> grandchild = queue.submit(Call.of(ContractTasks::log, "grand").dependsOn(child));
    JobRecord record = record(parent.id());
    change(
        record,
        new Change(
            record.id(),
            record.spec().origin(),
            new Expected.In(Set.of(JobStatus.QUEUED)),
            record.state().in(JobStatus.CANCELED),
            new Placement.Retained(
                Placement.Outcome.CANCELED, Retention.forever(), clock.instant()),
            null));

    burst();

    assertThat(child.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(grandchild.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(other.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  @Pins({"D-06", "D-09", "W-43"})
  void leavesThoseAloneWhoseParentsMayYetEnd() {
    Job<Integer> waiting = rq.queue("other").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> failed = queue.enqueue(ContractTasks::fail, "boom");
    Job<String> one = queue.submit(Call.of(ContractTasks::log, "one").dependsOn(waiting));
    Job<String> two = queue.submit(Call.of(ContractTasks::log, "two").dependsOn(failed));

    burst();
    pass(60);
    burst();

    assertThat(one.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(two.status()).isEqualTo(JobStatus.DEFERRED);
  }

  @Test
  @Pins("W-43")
  void looksAtManyOneAfterTheOther() {
    Job<Integer> waiting = rq.queue("other").enqueue(ContractTasks::add, 1, 2);
    List<Call<?>> calls =
        Stream.<Call<?>>generate(() -> Call.of(ContractTasks::log, "x").dependsOn(waiting))
            .limit(500)
            .toList();
    queue.submitAll(calls);
    pass(1);
    Job<Integer> gone = queue.submit(Call.of(ContractTasks::add, 1, 2).id("p"));
    Job<String> last = queue.submit(Call.of(ContractTasks::log, "last").dependsOn(gone));
    remove(gone);
    queue.enqueue(LostParentBehaviour::letAMinutePass);
    moved = clock;

    burst();

    assertFailedWithout(last, "p");
    assertThat(queue.deferred().size()).isEqualTo(500);
  }

  static void letAMinutePass() {
    moved.advance(Duration.ofMinutes(1));
  }

  @Test
  @Pins({"J-26", "D-16"})
  void cancelAndReleaseLetsAJobWaitForTheOthersAlone() {
    Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> other = queue.enqueue(ContractTasks::add, 3, 4);
    Job<String> child =
        queue.submit(Call.of(ContractTasks::log, "child").dependsOn(canceled, other));

    canceled.cancelAndRelease();
    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    burst();

    assertThat(canceled.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"J-26", "D-24"})
  void whatWasLetGoIsNotMissedLater() {
    Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> deleted = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> released = queue.enqueue(ContractTasks::add, 1, 2);
    Job<String> child =
        queue.submit(Call.of(ContractTasks::log, "child").dependsOn(canceled, deleted, released));

    canceled.cancelAndRelease();
    canceled.delete();
    deleted.delete();
    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FINISHED);
  }

  private void assertFailedWithout(Job<?> child, String parents) {
    assertThat(child.status()).isEqualTo(JobStatus.FAILED);
    assertThat(queue.failed().contains(child)).isTrue();
    assertThat(child.latestResult().orElseThrow().failure().orElseThrow())
        .contains("are gone, and not all of them had finished: " + parents);
  }

  private JobRecord record(JobId id) {
    return backend.jobs().find(List.of(id)).get(0).orElseThrow();
  }

  /** Removes a job as another program might that knows nothing of those that wait for it. */
  private void remove(Job<?> job) {
    JobRecord record = record(job.id());
    change(
        record,
        new Change(
            record.id(),
            record.spec().origin(),
            new Expected.In(Set.of(record.state().status())),
            record.state(),
            new Placement.Discarded(),
            null));
  }

  /** Lets a job wait for others as another program might that did not look at them. */
  private void defer(Job<?> job, JobId... parents) {
    JobRecord record = record(job.id());
    change(
        record,
        new Change(
            record.id(),
            QueueName.DEFAULT,
            new Expected.In(Set.of(record.state().status())),
            record.state().in(JobStatus.DEFERRED),
            new Placement.Deferred(List.of(parents), clock.instant()),
            null));
  }

  private void change(JobRecord record, Change change) {
    assertThat(backend.jobs().commit(Transition.of(change))).as("%s", record.id()).isTrue();
  }

  private static volatile boolean lost;

  @Test
  @Pins({"D-14", "D-24", "R-03"})
  void isNotForgottenIfWhoeverNoticedItIsLostToo() {
    Job<Integer> parent = queue.submit(Call.of(ContractTasks::add, 1, 2).id("p"));
    Job<String> child =
        queue.submit(
            Call.of(ContractTasks::log, "child")
                .retry(Retry.max(1))
                .onFailure(LostParentBehaviour::isFoundByAnother)
                .dependsOn(parent));
    remove(parent);
    moved = clock;
    lost = false;

    burst();

    assertThat(child.status()).isEqualTo(JobStatus.FAILED);
    assertThat(child.results()).hasSize(1);
    assertThat(ContractTasks.LOG).isEmpty();
  }

  // The first is not heard of for a while, in which a second looks.
  static void isFoundByAnother(Job<String> job, Throwable error) {
    if (!lost) {
      lost = true;
      moved.advance(Duration.ofMinutes(20));
      job.rq().worker().burst();
    }
  }
}
