package io.rq.redis;

import io.rq.spi.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/**
 * The suspension of an installation: a key that exists. RQ writes 1 into it and asks only whether
 * it is there; a suspension with an end has that end in it, in seconds, so that it depends on the
 * time that is given.
 */
final class RedisSignals implements Signals {

  private static final String KEY = "suspended";
  private static final String ENDLESS = "1";

  private final Link link;

  RedisSignals(Link link) {
    this.link = link;
  }

  @Override
  public void suspend(Instant now, Optional<Duration> time) {
    if (time.isEmpty()) {
      link.call(Command.SET, KEY, ENDLESS);
      return;
    }
    long millis = Math.max(1, time.get().toMillis());
    link.call(Command.SET, KEY, UnixTime.write(now.plus(time.get())), "PX", millis);
  }

  @Override
  public void resume() {
    link.call(Command.DEL, KEY);
  }

  @Override
  public boolean isSuspended(Instant now) {
    Object mark = link.call(Command.GET, KEY);
    if (mark == null) {
      return false;
    }
    String text = Replies.text(mark);
    return text.equals(ENDLESS) || UnixTime.read(text).map(end -> end.isAfter(now)).orElse(true);
  }
}
