package io.rq.inmemory;

import java.time.Instant;

/** Whether claims from queues find anything (W-34). */
final class Suspension {

  private Instant end = Instant.MIN;

  void until(Instant newEnd) {
    end = newEnd;
  }

  void end() {
    end = Instant.MIN;
  }

  boolean holdsAt(Instant now) {
    return now.isBefore(end);
  }
}
