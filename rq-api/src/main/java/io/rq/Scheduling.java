package io.rq;

import java.time.Duration;
import java.util.List;

/**
 * One stretch of work of one scheduler: at each look it says that it is alive, takes what queues it
 * can get, and moves what is due in those that it has.
 */
final class Scheduling {

  /** How often a scheduler looks if nobody says (S-11). */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /** A scheduler's queues stay its own for so long after the next look would have been due. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Rq rq;
  private final SchedulerInfo scheduler;
  private final Duration life;
  private final Promotion promotion;
  private boolean ended;

  Scheduling(Rq rq, SchedulerName name, List<QueueName> queues, Duration interval) {
    this.rq = rq;
    this.scheduler =
        new SchedulerInfo(name, queues, rq.now(), null, ProcessHandle.current().pid(), Host.name());
    this.life = interval.plus(MARGIN);
    this.promotion = new Promotion(rq);
  }

  /** Looks once: what others have is tried for again each time (S-14). */
  void look() {
    promotion.run(beat());
  }

  // A look that comes late must not take again what was left.
  private synchronized List<QueueName> beat() {
    return ended ? List.of() : rq.backend().schedulers().beat(scheduler, rq.now(), life);
  }

  /** Leaves the queues to others, for good. */
  synchronized void end() {
    ended = true;
    rq.backend().schedulers().unregister(scheduler, rq.now());
  }
}
