package io.rq.inmemory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The lock that guards a whole installation, and the two things that threads wait for under it. */
final class OneLock {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workArrived = lock.newCondition();
  private final Condition resultRecorded = lock.newCondition();

  /** Answers that while no other thread does anything. */
  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Does that while no other thread does anything. */
  void run(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Says, under the lock, that a queue got a job. */
  void workArrived() {
    workArrived.signalAll();
  }

  /** Says, under the lock, that a job got a result. */
  void resultRecorded() {
    resultRecorded.signalAll();
  }

  /** Waits for work until that holds, but no longer than so. */
  void awaitWork(BooleanSupplier ready, Duration atMost) throws InterruptedException {
    await(workArrived, ready, atMost);
  }

  /** Waits for results until that finds some, but no longer than so. */
  <T> Set<T> awaitResults(Supplier<Set<T>> found, Duration atMost) throws InterruptedException {
    await(resultRecorded, () -> !found.get().isEmpty(), atMost);
    return locked(found);
  }

  private void await(Condition event, BooleanSupplier ready, Duration atMost)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(atMost);
      while (left > 0 && !ready.getAsBoolean()) {
        left = event.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
