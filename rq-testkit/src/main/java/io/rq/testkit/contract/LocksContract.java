package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.Locks.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How work that only one program should do at a time stays in one hand. */
@Pins("Q-38")
abstract class LocksContract extends Chapter {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void aFreeLockIsTakenByTheFirstWhoAsks() {
    for (Purpose purpose : Purpose.values()) {
      assertThat(locks().acquire(purpose, MAIL, "ann", NOW, MINUTE)).as("%s", purpose).isTrue();
      assertThat(locks().acquire(purpose, MAIL, "bob", NOW, MINUTE)).as("%s", purpose).isFalse();
    }
  }

  @Test
  void eachQueueHasALockOfItsOwn() {
    acquires("ann", NOW);

    assertThat(locks().acquire(Purpose.MAINTENANCE, NEWS, "bob", NOW, MINUTE)).isTrue();
    locks().release(Purpose.MAINTENANCE, NEWS, "bob");
    assertThat(acquires("bob", NOW)).isFalse();
  }

  @Test
  void aLockIsFreeAgainWhenItsTimeIsOver() {
    acquires("ann", NOW);

    assertThat(acquires("bob", later(59))).isFalse();
    assertThat(acquires("bob", later(61))).isTrue();
    assertThat(acquires("ann", later(61))).isFalse();
    assertThat(acquires("ann", later(120))).isFalse();
    assertThat(acquires("ann", later(122))).isTrue();
  }

  @Test
  void itsHolderRenewsIt() {
    acquires("ann", NOW);

    assertThat(acquires("ann", later(30))).isTrue();

    assertThat(acquires("bob", later(61))).isFalse();
    assertThat(acquires("bob", later(89))).isFalse();
    assertThat(acquires("bob", later(91))).isTrue();
  }

  @Test
  void aRenewalMayLastLongerThanTheFirstTime() {
    acquires("ann", NOW);

    assertThat(locks().acquire(Purpose.MAINTENANCE, MAIL, "ann", later(1), Duration.ofMinutes(10)))
        .isTrue();

    assertThat(acquires("bob", later(600))).isFalse();
    assertThat(acquires("bob", later(602))).isTrue();
  }

  @Test
  void itsHolderTakesItAgainAfterItsTimeIfNobodyDidMeanwhile() {
    acquires("ann", NOW);

    assertThat(acquires("ann", later(1000))).isTrue();

    assertThat(acquires("bob", later(1059))).isFalse();
  }

  @Test
  void whoIsRefusedChangesNothing() {
    acquires("ann", NOW);

    acquires("bob", later(59));

    assertThat(acquires("bob", later(61))).isTrue();
  }

  @Test
  void itsHolderFreesIt() {
    acquires("ann", NOW);

    release("ann");

    assertThat(acquires("bob", later(1))).isTrue();
    assertThat(acquires("ann", later(1))).isFalse();
  }

  @Test
  void aStrangerFreesNothing() {
    acquires("ann", NOW);

    release("bob");
    release("an");
    release("ann2");

    assertThat(acquires("bob", later(1))).isFalse();
    assertThat(acquires("ann", later(1))).isTrue();
  }

  @Test
  void whoLostItDoesNotFreeItForItsNewHolder() {
    acquires("ann", NOW);
    acquires("bob", later(61));

    release("ann");

    assertThat(acquires("ann", later(62))).isFalse();
    assertThat(acquires("bob", later(62))).isTrue();
  }

  @Test
  void freeingAFreeLockDoesNothing() {
    release("ann");

    assertThat(acquires("bob", NOW)).isTrue();
    release("bob");
    release("bob");
    assertThat(acquires("ann", NOW)).isTrue();
  }

  @Test
  void locksAreNoQueuesAndNoWorkers() {
    Snapshot before = everything();

    acquires("ann", NOW);
    acquires("bob", NOW);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void oneOfManyThreadsGetsIt() throws Exception {
    AtomicInteger names = new AtomicInteger();
    List<Boolean> acquired;
    try (Threads threads = new Threads()) {
      acquired = threads.all(8, () -> acquires("owner" + names.incrementAndGet(), NOW));
    }

    assertThat(acquired).containsOnlyOnce(true);
  }

  private boolean acquires(String owner, Instant now) {
    return locks().acquire(Purpose.MAINTENANCE, MAIL, owner, now, MINUTE);
  }

  private void release(String owner) {
    locks().release(Purpose.MAINTENANCE, MAIL, owner);
  }
}
