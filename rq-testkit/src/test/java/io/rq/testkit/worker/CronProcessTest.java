package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rq.CronInfo;
import io.rq.Rq;
import io.rq.Worker;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two cron schedulers that share nothing but a Redis, and of which one after the other is killed.
 * {@code -Drq.test.cron.seconds=60} lets that last longer.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CronProcessTest {

  private static final int SECONDS = Integer.getInteger("rq.test.cron.seconds", 12);
  private static final int SECONDS_OF_A_LIFE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<Process> processes = new ArrayDeque<>();
  private RedisServer redis;
  private Rq rq;

  @BeforeEach
  void open() {
    CronProcess.RAN.clear();
    redis = RedisServer.start();
    rq = RedisRq.connect(redis.url());
  }

  @AfterEach
  void close() {
    processes.forEach(Process::destroyForcibly);
    rq.close();
    redis.close();
  }

  @Test
  @Pins({"CR-18", "CR-19"})
  void eachTimeIsEnqueuedForOnceWhoeverIsKilled() throws Exception {
    Worker worker = rq.worker();
    Thread working = new Thread(worker::work);
    working.start();
    processes.add(start());
    processes.add(start());
    for (int killed = 0; killed < SECONDS / SECONDS_OF_A_LIFE; killed++) {
      awaitSeconds(SECONDS_OF_A_LIFE);
      kill(processes.remove());
      processes.add(start());
    }
    awaitSeconds(SECONDS_OF_A_LIFE);
    for (Process process : processes) {
      kill(process);
    }
    worker.stop();
    working.join(PATIENCE.toMillis());
    rq.worker().burst();

    for (CronInfo entry : rq.cron().entries()) {
      List<String> ran = ran(entry.name());
      List<String> expected = timesUpTo(entry, ran.get(0));
      assertThat(ran).as(entry.name()).isEqualTo(expected);
      System.out.printf(
          "cron entry %s: %d times due, %d jobs, %d killed%n",
          entry.name(), expected.size(), ran.size(), SECONDS / SECONDS_OF_A_LIFE + 2);
    }
    assertThat(ran("second")).hasSizeGreaterThan(SECONDS / 2);
  }

  /** Waits until the entry of each second was due so often, by whoever lives. */
  private void awaitSeconds(int seconds) {
    int before = ran("second").size();
    await().atMost(PATIENCE).until(() -> ran("second").size() >= before + seconds);
  }

  private static void kill(Process process) throws InterruptedException {
    assertThat(process.isAlive()).as("it did not end by itself").isTrue();
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            CronProcess.class.getName(),
            redis.url())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The jobs of an entry that ran, by their times. */
  private static List<String> ran(String entry) {
    return CronProcess.RAN.stream()
        .filter(id -> id.startsWith("cron-" + entry + "-"))
        .sorted()
        .toList();
  }

  /** The jobs that there must be from the first one to the last time that is kept. */
  private static List<String> timesUpTo(CronInfo entry, String first) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("'cron-" + entry.name() + "-'uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    int step = entry.name().equals("even") ? 2 : entry.name().equals("third") ? 3 : 1;
    List<String> ids = new ArrayList<>();
    for (Instant time = format.parse(first, Instant::from);
        !time.isAfter(entry.last());
        time = time.plusSeconds(step)) {
      ids.add(format.format(time));
    }
    return ids;
  }
}
