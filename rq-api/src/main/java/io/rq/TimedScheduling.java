package io.rq;

import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules beside other work, on the program's timer: for one worker, or once for a whole pool.
 */
final class TimedScheduling {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final String WHAT = "schedule";

  private final Rq rq;
  private final Object who;
  private final Scheduling scheduling;
  private @Nullable ScheduledFuture<?> looking;

  TimedScheduling(Rq rq, Object who, List<QueueName> queues) {
    this.rq = rq;
    this.who = who;
    this.scheduling = new Scheduling(rq, rq.ids().scheduler(), queues, Scheduling.INTERVAL);
  }

  /** Begins; in burst mode what is due is moved once, and no more is scheduled (BURST-08). */
  void begin(boolean burst) {
    if (burst) {
      lookOnce();
    } else {
      Timer.attempt(who, WHAT, scheduling::look);
      looking =
          rq.background().scheduling().every(Scheduling.INTERVAL, who, WHAT, scheduling::look);
    }
  }

  private void lookOnce() {
    try {
      scheduling.look();
    } finally {
      leaveQueues();
    }
  }

  void end() {
    if (looking != null) {
      looking.cancel(false);
      leaveQueues();
    }
  }

  private void leaveQueues() {
    try {
      scheduling.end();
    } catch (BackendException e) {
      LOG.warn("{}: cannot leave its queues to others: {}", who, e.getMessage());
    }
  }
}
