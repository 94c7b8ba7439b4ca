package io.rq.redis.cli;

import io.rq.Queue;
import io.rq.Rq;
import io.rq.spi.Backend;
import io.rq.spi.WorkerRecord;
import java.time.Instant;
import java.util.List;

/**
 * What {@code rq info} shows, as it is at one time. Reading it cleans nothing, so that jobs whose
 * time is over may still be counted.
 *
 * @param queues the queues
 * @param workers the workers that are alive
 * @param at when
 */
record Overview(List<Line> queues, List<WorkerRecord> workers, Instant at) {

  /** A queue. */
  record Line(
      String name,
      long queued,
      long executing,
      long finished,
      long failed,
      long deferred,
      long scheduled,
      long canceled) {

    private static Line of(Queue queue) {
      return new Line(
          queue.name(),
          queue.size(),
          queue.started().size(),
          queue.finished().size(),
          queue.failed().size(),
          queue.deferred().size(),
          queue.scheduled().size(),
          queue.canceled().size());
    }
  }

  /** Reads it; all queues and all workers if none are named, else these and their workers. */
  static Overview read(Rq rq, Backend backend, List<String> names, Instant now) {
    List<Queue> queues = names.isEmpty() ? rq.queues() : names.stream().map(rq::queue).toList();
    List<WorkerRecord> workers =
        backend.workers().workers(now).stream()
            .filter(worker -> names.isEmpty() || names.stream().anyMatch(n -> serves(worker, n)))
            .toList();
    return new Overview(queues.stream().map(Line::of).toList(), workers, now);
  }

  /** Tells whether a worker takes jobs of that queue. */
  static boolean serves(WorkerRecord worker, String queue) {
    return worker.queues().stream().anyMatch(name -> name.value().equals(queue));
  }

  /** How many jobs wait in all. */
  long jobs() {
    return queues.stream().mapToLong(Line::queued).sum();
  }
}
