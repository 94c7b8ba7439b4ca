package io.rq.redis;

import io.rq.WorkerName;
import io.rq.spi.Command;
import io.rq.spi.Signals.Subscription;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol;

/**
 * Carries what is said to workers: over a channel for each, as RQ's programs do. Who listens has a
 * thread and a connection of its own; all are asked now and then whether their server still
 * answers, so that one which went away silently is noticed.
 */
final class CommandWatch implements AutoCloseable {

  private static final Duration CHECKED_EVERY = Duration.ofSeconds(15);

  private final Link link;
  private final Set<CommandListener> listeners = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor checks =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "rq-redis-listener-check");
            thread.setDaemon(true);
            return thread;
          });

  CommandWatch(Link link) {
    this.link = link;
    checks.setRemoveOnCancelPolicy(true);
  }

  boolean send(WorkerName worker, Command command) {
    Object heard = link.call(Protocol.Command.PUBLISH, channel(worker), CommandText.write(command));
    return Replies.number(heard) > 0;
  }

  Subscription listen(WorkerName worker, Consumer<Command> consumer) {
    CommandListener listener = new CommandListener(link, link.prefix() + channel(worker), consumer);
    listeners.add(listener);
    long pause = CHECKED_EVERY.toSeconds();
    var checking = checks.scheduleWithFixedDelay(listener::check, pause, pause, TimeUnit.SECONDS);
    Subscription subscription =
        () -> {
          checking.cancel(false);
          listeners.remove(listener);
          listener.close();
        };
    try {
      listener.begin();
      return subscription;
    } catch (RuntimeException e) {
      subscription.close();
      throw e;
    }
  }

  private static String channel(WorkerName worker) {
    return "pubsub:" + worker.value();
  }

  /** Ends all listening. */
  @Override
  public void close() {
    checks.shutdownNow();
    listeners.forEach(CommandListener::close);
  }
}
