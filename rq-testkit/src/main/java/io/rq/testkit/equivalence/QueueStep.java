package io.rq.testkit.equivalence;

import io.rq.Queue;
import io.rq.Registry;
import io.rq.spi.Place;
import java.time.Duration;

/** Something is done to a queue, or to all workers. */
public sealed interface QueueStep extends Step {

  /** Its waiting jobs are deleted. */
  record Empty(int queue) implements QueueStep {
    @Override
    public Object in(Program program) {
      return program.queue(queue).empty();
    }
  }

  /** It is deleted. */
  record DeleteQueue(int queue) implements QueueStep {
    @Override
    public Object in(Program program) {
      program.queue(queue).delete();
      return "deleted";
    }
  }

  /** Ids without a job are dropped from it. */
  record Compact(int queue) implements QueueStep {
    @Override
    public Object in(Program program) {
      return program.queue(queue).compact();
    }
  }

  /** All jobs of a registry are put into the queue again. */
  record RequeueAll(int queue, Place place) implements QueueStep {
    @Override
    public Object in(Program program) {
      return registry(program.queue(queue), place).requeueAll();
    }
  }

  /** The workers are suspended for so many seconds; zero: until they are resumed. */
  record Suspend(int seconds) implements QueueStep {
    @Override
    public Object in(Program program) {
      if (seconds == 0) {
        program.rq().suspend();
      } else {
        program.rq().suspend(Duration.ofSeconds(seconds));
      }
      return "suspended";
    }
  }

  /** The workers are resumed. */
  record Resume() implements QueueStep {
    @Override
    public Object in(Program program) {
      program.rq().resume();
      return "resumed";
    }
  }

  /** The registry of a queue; that of the queue itself is the started one. */
  static Registry registry(Queue queue, Place place) {
    return switch (place) {
      case QUEUED, STARTED -> queue.started();
      case SCHEDULED -> queue.scheduled();
      case DEFERRED -> queue.deferred();
      case FINISHED -> queue.finished();
      case FAILED -> queue.failed();
      case CANCELED -> queue.canceled();
    };
  }
}
