package io.rq.testkit.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.CronJobInfo;
import io.rq.CronScheduler;
import io.rq.CronSchedulerInfo;
import io.rq.Job;
import io.rq.Queue;
import io.rq.testkit.contract.Pins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cron schedulers of Java and of Python on one Redis: each side lists those of the other. */
class CronOfBothTest extends WithPython {

  private static final String SEEN =
      """
      from rq.cron import CronScheduler
      seen = {scheduler.name: scheduler for scheduler in CronScheduler.all(connection)}
      """;

  @Test
  @Pins({"CR-11", "CR-14", "CR-15"})
  void pythonListsOursAndRunsWhatItEnqueues() throws Exception {
    peer.assumeHas("cron");
    Queue queue = rq.queue("cron-of-ours");
    rq.cron()
        .add(
            CronEntry.every("sum", Duration.ofSeconds(1), Call.path("demo_tasks.add", 1, 2))
                .queue(queue.name()),
            CronEntry.of("unix", "0 3 * * MON-FRI", Call.path("demo_tasks.echo", "x")),
            CronEntry.of("quartz", "0 0 12 * * ?", Call.path("demo_tasks.echo", "y")),
            CronEntry.of("berlin", "30 3 * * *", Call.path("demo_tasks.nothing"))
                .zone("Europe/Berlin"));
    CronScheduler scheduler = rq.cronScheduler("ours");
    Thread running = new Thread(scheduler::run, "java-cron");
    running.start();
    try {
      awaitTrue(
          "Python lists it with its entries",
          () -> python(SEEN + "'ours' in seen and len(seen['ours'].get_jobs())").asInt() == 4);

      assertThat(text(SEEN + "seen['ours'].pid", Map.of()))
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
      assertThat(
              python(
                      SEEN
                          + "seen['ours'].created_at.tzinfo is not None"
                          + " and seen['ours'].last_heartbeat >= seen['ours'].created_at.replace(microsecond=0)")
                  .asBoolean())
          .isTrue();
      assertThat(
              python(
                  SEEN
                      + "sorted([job.func_name, job.queue_name, job.interval or job.cron]"
                      + " for job in seen['ours'].get_jobs() if job.func_name != 'demo_tasks.nothing')"))
          .hasToString(
              "[[\"demo_tasks.add\",\"cron-of-ours\",1],[\"demo_tasks.echo\",\"default\",\"0 12 * * * 0\"],"
                  + "[\"demo_tasks.echo\",\"default\",\"0 3 * * MON-FRI\"]]");
      awaitTrue(
          "Python reckons the same times",
          () ->
              python(
                      SEEN
                          + "all(job.get_next_enqueue_time() == job.next_enqueue_time"
                          + " for job in seen['ours'].get_jobs() if job.func_name == 'demo_tasks.echo')")
                  .asBoolean());
      awaitTrue("it enqueues", () -> !queue.isEmpty());
    } finally {
      scheduler.stop();
      running.join(LONG.toMillis());
    }

    assertThat(python(SEEN + "len(seen)").asInt()).isZero();
    Job<?> job = queue.jobs().get(0);
    pythonBurst(queue.name());
    assertThat(valueOf(job)).isEqualTo(3);
  }

  @Test
  @Pins({"CR-11", "CR-14", "CR-15"})
  void weListPythonsAndRunWhatItEnqueues(@TempDir Path directory) throws IOException {
    peer.assumeHas("cron");
    pairing.assumeIs("pickle"); // Python's cron knows no other serializer
    Path file = directory.resolve("cron_of_theirs.py");
    Files.writeString(
        file,
        """
        import demo_tasks
        from rq import cron

        cron.register(demo_tasks.add, 'cron-of-theirs', args=(1,), kwargs={'y': 2}, interval=1)
        cron.register(demo_tasks.echo, 'low', args=('x',), cron='0 3 * * *')
        """);
    Queue queue = rq.queue("cron-of-theirs");

    try (WorkerProcess cron =
        WorkerProcess.start(
            peer.command("-m", "rq.cli", "cron", "--url", redis.url(), file.toString()))) {
      awaitTrue("it enqueues", () -> !queue.isEmpty());

      assertThat(rq.cron().schedulers()).hasSize(1);
      CronSchedulerInfo seen = rq.cron().schedulers().get(0);
      assertThat(ProcessHandle.of(seen.pid())).isPresent();
      assertThat(seen.configFile()).isEqualTo(file.toString());
      assertThat(seen.createdAt()).isNotNull();
      assertThat(seen.lastHeartbeat()).isNotNull();
      assertThat(seen.jobs())
          .extracting(CronJobInfo::function, job -> job.queue().value(), CronJobInfo::args)
          .containsExactly(
              tuple("demo_tasks.add", "cron-of-theirs", "[1]"),
              tuple("demo_tasks.echo", "low", "[\"x\"]"));
      cron.terminate();
      cron.assertEndsWell();
    }

    assertThat(rq.cron().schedulers()).isEmpty();
    Job<?> job = queue.jobs().get(0);
    rq.worker(queue.name()).burst();
    assertThat(valueOf(job)).isEqualTo(3);
  }
}
