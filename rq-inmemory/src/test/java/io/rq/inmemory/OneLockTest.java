package io.rq.inmemory;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

class OneLockTest {

  @Test
  void letsInOneThreadAtATimeAndTheNextEvenAfterAnException() {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(Guarded.class);
  }

  /** Two numbers that are the same to whoever holds the lock. */
  public static class Guarded {

    private final OneLock lock = new OneLock();
    private int number;
    private int same;

    @Operation
    public void count() {
      lock.run(
          () -> {
            number++;
            same++;
          });
    }

    @Operation
    public int read() {
      return lock.locked(() -> number == same ? number : -1);
    }

    @Operation
    public boolean fail() {
      try {
        lock.run(
            () -> {
              throw new IllegalStateException("on purpose");
            });
        return false;
      } catch (IllegalStateException e) {
        return true;
      }
    }
  }
}
