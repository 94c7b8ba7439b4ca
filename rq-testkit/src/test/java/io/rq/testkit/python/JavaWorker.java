package io.rq.testkit.python;

import io.rq.Rq;
import io.rq.Serializer;
import io.rq.WorkerOptions;
import io.rq.redis.RedisRq;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** A worker of Java as a process of its own, which can be killed. */
final class JavaWorker {

  private JavaWorker() {}

  /** Works until it is killed: URL, serializer, how many seconds its clock is behind, queues. */
  public static void main(String[] arguments) {
    Clock clock =
        Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-Long.parseLong(arguments[2])));
    try (Rq rq =
        RedisRq.builder(arguments[0])
            .serializer(Serializer.named(arguments[1]))
            .clock(clock)
            .open()) {
      rq.worker(WorkerOptions.on(Arrays.copyOfRange(arguments, 3, arguments.length))).work();
    }
  }
}
