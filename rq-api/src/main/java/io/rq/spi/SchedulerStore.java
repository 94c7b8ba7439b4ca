package io.rq.spi;

import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the records of schedulers, and which of them schedules which queue: one at a time. RQ's own
 * schedulers honour the same locks. The rules of {@link JobStore} hold here too.
 */
public interface SchedulerStore {

  /**
   * Says that a scheduler is alive, and gives it those of its queues that no other living one has
   * (S-11, S-15). What it has stays its own for as long as it counts as alive; whoever overslept
   * that keeps what nobody took meanwhile.
   *
   * @param scheduler as it was made; when it was last heard of is not looked at
   * @param ttl how long it counts as alive from {@code now}, whole seconds
   * @return the queues that it has, in its order
   */
  List<QueueName> beat(SchedulerInfo scheduler, Instant now, Duration ttl);

  /**
   * Removes the record of a scheduler, and frees those of its queues that it has, and only those
   * (S-12).
   *
   * @return whether it was alive until now; a scheduler that has nothing may ask, too (S-23)
   */
  boolean unregister(SchedulerInfo scheduler, Instant now);

  /** The scheduler of that name, if it is alive. */
  Optional<SchedulerInfo> find(SchedulerName scheduler, Instant now);

  /** The living scheduler that has this queue. */
  Optional<SchedulerInfo> schedulerOf(QueueName queue, Instant now);
}
