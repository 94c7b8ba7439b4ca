package io.rq.redis;

import io.rq.WorkerName;
import io.rq.spi.Command;
import io.rq.spi.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol;

/**
 * What is said to workers, and the suspension of an installation: a key that exists. RQ writes 1
 * into it and asks only whether it is there; a suspension with an end has that end in it, in
 * seconds, so that it depends on the time that is given.
 */
final class RedisSignals implements Signals {

  private static final String KEY = "suspended";
  private static final String ENDLESS = "1";

  private final Link link;
  private final CommandWatch commands;

  RedisSignals(Link link, CommandWatch commands) {
    this.link = link;
    this.commands = commands;
  }

  @Override
  public void suspend(Instant now, Optional<Duration> time) {
    if (time.isEmpty()) {
      link.call(Protocol.Command.SET, KEY, ENDLESS);
      return;
    }
    long millis = Math.max(1, time.get().toMillis());
    link.call(Protocol.Command.SET, KEY, UnixTime.write(now.plus(time.get())), "PX", millis);
  }

  @Override
  public void resume() {
    link.call(Protocol.Command.DEL, KEY);
  }

  @Override
  public boolean isSuspended(Instant now) {
    Arguments arguments = new Arguments().add(UnixTime.write(now));
    return Replies.number(link.run(Script.SUSPENDED, arguments)) == 1;
  }

  @Override
  public boolean send(WorkerName worker, Command command) {
    return commands.send(worker, command);
  }

  @Override
  public Subscription listen(WorkerName worker, Consumer<Command> listener) {
    return commands.listen(worker, listener);
  }
}
