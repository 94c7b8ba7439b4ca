package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.rq.Call;
import io.rq.End;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Registry;
import io.rq.Retention;
import io.rq.Rq;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queues: what they are, and what they hold. */
abstract class QueueBehaviour extends Behaviour {

  @Test
  @Pins("Q-01")
  @SuppressWarnings("NullAway") // what the test is about
  void haveANameAndABackend() {
    assertThat(rq.queue().name()).isEqualTo("default");
    assertThat(rq.queue("mail")).hasToString("<Queue mail>");
    assertThatNullPointerException().isThrownBy(() -> Rq.on(null));
  }

  @Test
  @Pins("Q-03")
  void areComparedByName() {
    Queue other = synchronous().queue("mail").defaultTimeout(Duration.ofMinutes(1));

    assertThat(other).isEqualTo(rq.queue("mail")).hasSameHashCodeAs(rq.queue("mail"));
    assertThat(Set.of(rq.queue("mail"))).contains(other);
    assertThat(rq.queue("mail")).isNotEqualTo(rq.queue("news")).isNotEqualTo("mail");
    assertThat(Stream.of("c", "a", "b").map(rq::queue).sorted().map(Queue::name))
        .containsExactly("a", "b", "c");
  }

  @Test
  @Pins("Q-07")
  void loseNoJobThatIsEnqueuedWhileTheyAreDeleted() throws Exception {
    List<Job<String>> jobs = new CopyOnWriteArrayList<>();
    try (Threads threads = new Threads()) {
      Future<Boolean> enqueuing =
          threads.start(
              () -> {
                for (int n = 0; n < 100; n++) {
                  jobs.add(queue.enqueue(ContractTasks::log, "x"));
                }
              });
      while (!enqueuing.isDone()) {
        queue.delete();
      }
      Threads.answer(enqueuing);
    }

    assertThat(jobs).hasSize(100);
    assertThat(queue.jobIds()).isEqualTo(jobs.stream().filter(Job::exists).map(Job::id).toList());
    queue.delete();
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  @Pins({"Q-02", "Q-20"})
  void haveDefaultsForTheirJobs() {
    Queue slow = queue.defaultTimeout(Duration.ofMinutes(10)).defaultResultTtl(Duration.ofDays(1));
    Job<Integer> usual = slow.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> own =
        slow.submit(
            Call.of(ContractTasks::add, 1, 2)
                .timeout(Duration.ofSeconds(5))
                .resultTtl(Retention.forever()));
    Job<Integer> later = slow.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    Job<?> many = slow.submitAll(List.of(Call.of(ContractTasks::add, 1, 2))).get(0);

    for (Job<?> job : List.of(usual, later, many)) {
      Job<Object> read = rq.job(job.id().value());
      assertThat(read.timeout()).contains(Duration.ofMinutes(10));
      assertThat(read.resultTtl()).contains(Retention.of(Duration.ofDays(1)));
    }
    assertThat(rq.job(own.id().value()).timeout()).contains(Duration.ofSeconds(5));
    burst();
    assertThat(usual.expiresAt()).contains(clock.instant().plus(Duration.ofDays(1)));
    assertThat(own.expiresAt()).isEmpty();
    assertThat(queue.enqueue(ContractTasks::nothing).timeout())
        .as("the handle has the defaults, not the queue")
        .contains(Duration.ofMinutes(3));
  }

  @Test
  @Pins({"Q-04", "Q-35"})
  void countTheJobsThatWaitAndHaveSixRegistriesForTheOthers() {
    Job<Integer> finished = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> failed = queue.enqueue(ContractTasks::fail, "boom");
    burst();
    Job<Integer> canceled = queue.enqueue(ContractTasks::add, 1, 2);
    canceled.cancel();
    Job<Long> started = queue.enqueue(ContractTasks::runsUnderWay);
    burst();
    Job<Integer> scheduled = queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    Job<Integer> queued = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> deferred = queue.submit(Call.of(ContractTasks::add, 1, 2).dependsOn(queued));

    assertThat(queue.jobs()).containsExactly(asObject(queued));
    assertThat(queue.size()).isEqualTo(1);
    assertThat(started.returnValue()).as("in the registry while it ran").contains(1L);
    assertThat(queue.started().size()).isZero();
    assertThat(queue.finished().jobIds()).containsExactlyInAnyOrder(finished.id(), started.id());
    assertThat(ids(queue.failed())).containsExactly(failed.id());
    assertThat(ids(queue.canceled())).containsExactly(canceled.id());
    assertThat(ids(queue.scheduled())).containsExactly(scheduled.id());
    assertThat(ids(queue.deferred())).containsExactly(deferred.id());
    assertThat(queue.finished().jobs())
        .as("read with the serializer of their Rq")
        .filteredOn(job -> job.id().equals(finished.id()))
        .singleElement()
        .satisfies(job -> assertThat(job.returnValue()).contains(3));
  }

  private static List<JobId> ids(Registry registry) {
    return registry.jobs().stream().map(Job::id).toList();
  }

  @Test
  @Pins({"Q-05", "Q-11", "J-19"})
  void areNotEmptyWhileAnIdStandsInThemButGiveNoJobThatIsGone() {
    Job<Integer> late = queue.submit(Call.of(ContractTasks::add, 1, 2).ttl(Duration.ofSeconds(60)));
    assertThat(late.ttl()).contains(Duration.ofSeconds(60));
    pass(60);

    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.jobs()).isEmpty();
    assertThat(burst().didWork()).isFalse();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  @Pins({"Q-11", "Q-12", "Q-08"})
  void giveAPartOfTheirJobs() {
    List<JobId> ids =
        Stream.of("a", "b", "c", "d")
            .map(id -> queue.submit(Call.of(ContractTasks::add, 1, 2).id(id)).id())
            .toList();

    assertThat(queue.jobIds()).isEqualTo(ids);
    assertThat(queue.jobIds(1, 2)).isEqualTo(ids.subList(1, 3));
    assertThat(queue.jobIds(3, 10)).isEqualTo(ids.subList(3, 4));
    assertThat(queue.jobIds(0, 0)).isEmpty();
    assertThat(queue.jobs(1, 2)).extracting(Job::id).isEqualTo(ids.subList(1, 3));
    assertThat(rq.job("c").position()).hasValue(2);
    rq.job("b").delete();
    assertThat(queue.jobIds()).extracting(JobId::value).containsExactly("a", "c", "d");
    assertThat(rq.job("c").position()).hasValue(1);
    rq.job("c").cancel();
    assertThat(rq.job("c").position()).isEmpty();
  }

  @Test
  @Pins("Q-13")
  void findTheirOwnJobsOnly() {
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).id("it"));

    assertThat(queue.findJob("it")).contains(asObject(job));
    assertThat(rq.queue("low").findJob("it")).isEmpty();
    assertThat(queue.findJob("none")).isEmpty();
    burst();
    assertThat(queue.findJob("it")).as("wherever it stands").contains(asObject(job));
  }

  @Test
  @Pins({"Q-09", "Q-14"})
  void letAJobGoThatCanBePutBackAtEitherEnd() {
    Job<Integer> first = queue.submit(Call.of(ContractTasks::add, 1, 2).meta("owner", "ann"));
    Job<Integer> second = queue.enqueue(ContractTasks::add, 3, 4);
    Job<Integer> third = queue.enqueue(ContractTasks::add, 5, 6);

    assertThat(queue.remove(second)).isTrue();
    assertThat(queue.remove(first)).isTrue();

    assertThat(queue.jobIds()).containsExactly(third.id());
    assertThat(first.status()).as("no job is ever in no place").isEqualTo(JobStatus.CANCELED);
    assertThat(first.meta()).containsEntry("owner", "ann");
    assertThat(queue.remove(first)).as("it is not there any more").isFalse();
    assertThat(rq.queue("low").remove(third)).as("it is elsewhere").isFalse();
    first.requeue(End.FRONT);
    second.requeue(End.BACK);
    assertThat(queue.jobIds()).containsExactly(first.id(), third.id(), second.id());
    burst();
    assertThat(second.returnValue()).contains(7);
    assertThat(queue.remove(second)).as("it has ended").isFalse();
    second.delete();
    assertThat(queue.remove(second)).as("it is gone").isFalse();
  }

  @Test
  @Pins("Q-06")
  void areEmptiedOfTheJobsThatWaitAndOfNoOthers() {
    Job<Integer> finished = queue.enqueue(ContractTasks::add, 1, 2);
    burst();
    Job<Integer> scheduled = queue.enqueueIn(Duration.ofHours(1), ContractTasks::add, 1, 2);
    Job<Integer> elsewhere = rq.queue("low").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> one = queue.enqueue(ContractTasks::add, 1, 2);
    Job<Integer> two = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(queue.empty()).isEqualTo(2);

    assertThat(queue.isEmpty()).isTrue();
    assertThat(List.of(one.exists(), two.exists())).containsOnly(false);
    assertThat(List.of(finished.exists(), scheduled.exists(), elsewhere.exists()))
        .containsOnly(true);
    assertThat(finished.returnValue()).contains(3);
    assertThat(queue.empty()).isZero();
  }

  @Test
  @Pins({"Q-40", "J-01"})
  void takeStrategiesAsObjectsEachRqItsOwn() {
    Rq counting = Rq.on(backend).clock(clock).ids(new CountingIds()).open();

    Job<Integer> counted = counting.queue().enqueue(ContractTasks::add, 1, 2);
    Job<Integer> other = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(counted.id()).isEqualTo(JobId.of("job-1"));
    assertThat(other.id().value())
        .as("a random UUID")
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}");
    assertThat(queue.jobs()).as("one kind of job for all").contains(asObject(counted));
  }

  private static final class CountingIds implements java.util.function.Supplier<String> {
    private int last;

    @Override
    public String get() {
      last++;
      return "job-" + last;
    }
  }
}
