package io.rq.redis;

import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.SchedulerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Schedulers on Redis: RQ's hash for each, and RQ's lock for each queue, which holds a name. */
final class RedisSchedulerStore implements SchedulerStore {

  private final Link link;

  RedisSchedulerStore(Link link) {
    this.link = link;
  }

  @Override
  public List<QueueName> beat(SchedulerInfo scheduler, Instant now, Duration ttl) {
    Arguments arguments =
        new Arguments()
            .add(scheduler.name().value())
            .add(UnixTime.write(now))
            .add(Math.max(1, ttl.toSeconds()));
    int queues = arguments.begin();
    scheduler.queues().forEach(queue -> arguments.add(queue.value()));
    arguments.end(queues);
    SchedulerFields.write(arguments, scheduler.heardOf(now), now.plus(ttl));
    return Replies.list(link.run(Script.SCHEDULE, arguments)).stream()
        .map(queue -> QueueName.of(Replies.text(queue)))
        .toList();
  }

  @Override
  public boolean unregister(SchedulerInfo scheduler, Instant now) {
    Arguments arguments = new Arguments().add(scheduler.name().value()).add(UnixTime.write(now));
    scheduler.queues().forEach(queue -> arguments.add(queue.value()));
    return Replies.number(link.run(Script.UNSCHEDULE, arguments)) == 1;
  }

  @Override
  public Optional<SchedulerInfo> find(SchedulerName scheduler, Instant now) {
    Object fields = link.call(Command.HGETALL, "scheduler:" + scheduler);
    return SchedulerFields.read(scheduler, Fields.of(fields), now);
  }

  @Override
  public Optional<SchedulerInfo> schedulerOf(QueueName queue, Instant now) {
    List<@Nullable Object> found =
        Replies.list(link.run(Script.SCHEDULER, new Arguments().add(queue.value())));
    return found.isEmpty()
        ? Optional.empty()
        : Names.scheduler(Replies.text(found.get(0)))
            .flatMap(name -> SchedulerFields.read(name, Fields.of(found.get(1)), now));
  }
}
