package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How schedulers make themselves known, and how each queue has one of them at a time. */
abstract class SchedulersContract extends Chapter {

  private static final Duration LIFE = Duration.ofSeconds(61);

  @Test
  @Pins("S-16")
  void readsBackEverythingThatWasSaid() {
    SchedulerInfo scheduler =
        new SchedulerInfo(
            SchedulerName.of("größe 1/2:3"),
            List.of(QueueName.of("z queue"), QueueName.of("größe"), QueueName.of("a:b")),
            Instant.parse("2026-01-02T03:04:05.000001Z"),
            null,
            4_000_000_000L,
            "größe.example.org");

    backend().schedulers().beat(scheduler, NOW, LIFE);

    assertThat(backend().schedulers().find(scheduler.name(), NOW)).contains(scheduler.heardOf(NOW));
  }

  @Test
  @Pins("S-16")
  void aSchedulerThatWasNeverHeardOfIsNotFound() {
    beat("ann", NOW, MAIL);

    assertThat(find("bob", NOW)).isEmpty();
    assertThat(backend().schedulers().schedulerOf(NEWS, NOW)).isEmpty();
  }

  @Test
  @Pins({"S-16", "S-15"})
  void eachBeatIsTheNewestAndProlongsItsLife() {
    beat("ann", NOW, MAIL);
    beat("ann", later(30), MAIL);

    assertThat(find("ann", later(30))).contains(scheduler("ann", MAIL).heardOf(later(30)));
    assertThat(find("ann", later(90))).isPresent();
    assertThat(find("ann", later(91))).isEmpty();
  }

  @Test
  void readingDoesNotForgetTheDead() {
    beat("ann", NOW, MAIL);

    assertThat(find("ann", later(61))).isEmpty();
    assertThat(backend().schedulers().schedulerOf(MAIL, later(61))).isEmpty();

    assertThat(find("ann", later(60))).isPresent();
    assertThat(schedulerOf(MAIL, later(60))).contains("ann");
  }

  @Test
  @Pins("S-11")
  void aQueueHasTheFirstWhoAsks() {
    assertThat(beat("ann", NOW, MAIL)).containsExactly(MAIL);

    assertThat(beat("bob", NOW, MAIL, NEWS)).containsExactly(NEWS);
    assertThat(schedulerOf(MAIL, NOW)).contains("ann");
    assertThat(schedulerOf(NEWS, NOW)).contains("bob");
  }

  @Test
  void whatASchedulerHasIsGivenInItsOrder() {
    assertThat(beat("ann", NOW, NEWS, MAIL)).containsExactly(NEWS, MAIL);
    assertThat(beat("ann", NOW)).isEmpty();
  }

  @Test
  @Pins("S-15")
  void aBeatKeepsItsOwnQueuesAndNoOthers() {
    beat("ann", NOW, MAIL);
    beat("bob", NOW, MAIL, NEWS);

    assertThat(beat("bob", later(30), MAIL, NEWS)).containsExactly(NEWS);

    assertThat(schedulerOf(MAIL, later(61))).isEmpty();
    assertThat(schedulerOf(NEWS, later(61))).contains("bob");
  }

  @Test
  @Pins({"S-11", "S-14"})
  void theQueuesOfALostSchedulerGoToTheNextWhoAsks() {
    beat("ann", NOW, MAIL);
    assertThat(beat("bob", later(60), MAIL)).isEmpty();

    assertThat(beat("bob", later(61), MAIL)).containsExactly(MAIL);

    assertThat(beat("ann", later(62), MAIL)).isEmpty();
    assertThat(schedulerOf(MAIL, later(62))).contains("bob");
  }

  @Test
  void whoOversleptKeepsWhatNobodyTook() {
    beat("ann", NOW, MAIL);

    assertThat(beat("ann", later(1000), MAIL)).containsExactly(MAIL);

    assertThat(beat("bob", later(1060), MAIL)).isEmpty();
  }

  @Test
  @Pins({"S-12", "S-15", "S-16"})
  void whoLeavesIsForgottenAndItsQueuesAreFree() {
    beat("ann", NOW, MAIL, NEWS);

    assertThat(unregister("ann", later(1), MAIL, NEWS)).isTrue();

    assertThat(find("ann", later(1))).isEmpty();
    assertThat(backend().schedulers().schedulerOf(MAIL, later(1))).isEmpty();
    assertThat(beat("bob", later(1), MAIL, NEWS)).containsExactly(MAIL, NEWS);
  }

  @Test
  @Pins({"S-12", "S-15"})
  void whoLeavesFreesNoQueueOfAnothers() {
    beat("ann", NOW, MAIL);
    beat("bob", NOW, MAIL, NEWS);

    unregister("bob", later(1), MAIL, NEWS);

    assertThat(beat("bob", later(2), MAIL, NEWS)).containsExactly(NEWS);
    assertThat(schedulerOf(MAIL, later(2))).contains("ann");
  }

  @Test
  @Pins("S-12")
  void whoLostAQueueDoesNotFreeItForTheNextOne() {
    beat("ann", NOW, MAIL);
    beat("bob", later(61), MAIL);

    unregister("ann", later(62), MAIL);

    assertThat(schedulerOf(MAIL, later(62))).contains("bob");
    assertThat(beat("ann", later(62), MAIL)).isEmpty();
  }

  @Test
  @Pins({"S-23", "S-16"})
  void whoHasNothingMayLeave() {
    beat("ann", NOW, MAIL);
    beat("bob", NOW, MAIL);

    assertThat(unregister("bob", NOW, MAIL)).isTrue();
    assertThat(unregister("bob", NOW, MAIL)).isFalse();
    assertThat(unregister("carl", NOW)).isFalse();

    assertThat(schedulerOf(MAIL, NOW)).contains("ann");
  }

  @Test
  @Pins("S-16")
  void whoseLifeIsOverIsNoLongerThereToLeave() {
    beat("ann", NOW, MAIL);

    assertThat(unregister("ann", later(61), MAIL)).isFalse();
  }

  @Test
  void schedulersAreNoQueuesAndNoWorkers() {
    Snapshot before = everything();

    beat("ann", NOW, MAIL);
    beat("bob", NOW, MAIL);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("S-11")
  void oneOfManyThreadsGetsTheQueue() throws Exception {
    AtomicInteger names = new AtomicInteger();
    List<List<QueueName>> had;
    try (Threads threads = new Threads()) {
      had = threads.all(8, () -> beat("scheduler-" + names.incrementAndGet(), NOW, MAIL));
    }

    assertThat(had).containsOnlyOnce(List.of(MAIL));
  }

  private List<QueueName> beat(String name, Instant now, QueueName... queues) {
    return backend().schedulers().beat(scheduler(name, queues), now, LIFE);
  }

  private boolean unregister(String name, Instant now, QueueName... queues) {
    return backend().schedulers().unregister(scheduler(name, queues), now);
  }

  private Optional<SchedulerInfo> find(String name, Instant now) {
    return backend().schedulers().find(SchedulerName.of(name), now);
  }

  private Optional<String> schedulerOf(QueueName queue, Instant now) {
    return backend().schedulers().schedulerOf(queue, now).map(found -> found.name().value());
  }

  private static SchedulerInfo scheduler(String name, QueueName... queues) {
    return new SchedulerInfo(
        SchedulerName.of(name), List.of(queues), NOW, null, 4711, "build-host");
  }
}
