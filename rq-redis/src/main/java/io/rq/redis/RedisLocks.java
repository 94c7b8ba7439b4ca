package io.rq.redis;

import io.rq.QueueName;
import io.rq.spi.Locks;
import java.time.Duration;
import java.time.Instant;

/**
 * RQ's locks: keys that exist. Beside the owner they hold the end, so that it depends on the time
 * that was given; a server that lets the key expire is the backstop.
 */
final class RedisLocks implements Locks {

  private final Link link;

  RedisLocks(Link link) {
    this.link = link;
  }

  @Override
  public boolean acquire(
      Purpose purpose, QueueName queue, String owner, Instant now, Duration ttl) {
    Arguments arguments = new Arguments().add(key(purpose, queue)).add(owner);
    arguments.add(UnixTime.write(now)).add(Math.max(1, ttl.toSeconds()));
    arguments.add(UnixTime.write(now.plus(ttl)));
    return Replies.number(link.run(Script.ACQUIRE, arguments)) == 1;
  }

  @Override
  public void release(Purpose purpose, QueueName queue, String owner) {
    link.run(Script.RELEASE, new Arguments().add(key(purpose, queue)).add(owner));
  }

  private static String key(Purpose purpose, QueueName queue) {
    return switch (purpose) {
          case MAINTENANCE -> "clean_registries:";
        }
        + queue.value();
  }
}
