package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.BackendException;
import io.rq.Call;
import io.rq.CronEntry;
import io.rq.CronJobInfo;
import io.rq.CronScheduler;
import io.rq.CronSchedulerInfo;
import io.rq.DuplicateSchedulerException;
import io.rq.JobStatus;
import io.rq.NoSuchSchedulerException;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.SchedulerName;
import io.rq.Webhook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cron schedulers at work, and as others see them. */
abstract class CronSchedulerBehaviour extends Behaviour {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Call<Integer> ADD = Call.of(ContractTasks::add, 1, 2);

  @Test
  @Pins("CR-10")
  void haveANameOfTheMachineTheProcessAndChance() {
    CronScheduler one = rq.cronScheduler();

    assertThat(one.name().value()).matches(".+:" + ProcessHandle.current().pid() + ":[0-9a-f]{6}");
    assertThat(one).isNotEqualTo(rq.cronScheduler());
    assertThat(rq.cronScheduler("mine"))
        .isEqualTo(rq.cronScheduler("mine"))
        .hasSameHashCodeAs(rq.cronScheduler("mine"));
    assertThat(one.isRunning()).isFalse();
    assertThat(rq.cron().schedulers()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> rq.cronScheduler(" "));
  }

  @Test
  @Pins({"CR-08", "CR-03", "CR-04", "CR-07"})
  void enqueueWhatIsDueUntilTheyAreStopped() throws Exception {
    rq.cron().add(CronEntry.every("pulse", Duration.ofSeconds(30), ADD));
    CronScheduler scheduler = rq.cronScheduler();
    try (LiveCron live = new LiveCron(scheduler)) {
      awaitJobs(1);
      assertThat(scheduler.isRunning()).isTrue();
      pass(30);
      awaitJobs(2);
      rq.cron().add(CronEntry.every("late", Duration.ofHours(1), ADD));
      awaitJobs(3);
      live.stop();
    }
    assertThat(scheduler.isRunning()).isFalse();
    assertThat(queue.size()).isEqualTo(3);
    scheduler.run();
    assertThat(rq.cron().schedulers()).as("stopped for good").isEmpty();
  }

  @Test
  @Pins({"CR-11", "CR-12", "CR-13", "CR-15", "CR-16", "CR-17"})
  void areVisibleWhileTheyRun(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("cron.json");
    Files.writeString(
        file,
        """
        [{"name": "pulse", "interval": 3600, "func_name": "tasks.pulse", "args": [1, "x"],
          "kwargs": {"y": 2}, "job_timeout": 60, "result_ttl": -1, "ttl": 100,
          "failure_ttl": 200, "meta": {"m": 1}}]
        """);
    rq.cron().load(file);
    Webhook webhook = Webhook.get("http://localhost/hook", JobStatus.FINISHED);
    rq.cron().add(CronEntry.of("nightly", "0 3 * * *", ADD.webhook(webhook)).queue("low"));
    try (LiveCron live = new LiveCron(rq.cronScheduler("s-1"))) {
      awaitBeatWith(2);

      CronSchedulerInfo seen = rq.cron().scheduler("s-1");
      assertThat(rq.cron().schedulers()).containsExactly(seen);
      assertThat(seen.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(seen.host()).isNotEmpty();
      assertThat(seen.createdAt()).isEqualTo(clock.instant());
      assertThat(seen.lastHeartbeat()).isEqualTo(clock.instant());
      assertThat(seen.configFile()).isEqualTo(file.toString());
      CronJobInfo pulse = seen.jobs().get(0);
      assertThat(pulse.name()).isEqualTo("pulse");
      assertThat(pulse.function()).isEqualTo("tasks.pulse");
      assertThat(pulse.queue()).isEqualTo(QueueName.DEFAULT);
      assertThat(pulse.args()).isEqualTo("[1, \"x\"]");
      assertThat(pulse.kwargs()).isEqualTo("{\"y\": 2}");
      assertThat(pulse.interval()).isEqualTo(Duration.ofHours(1));
      assertThat(pulse.cron()).isNull();
      assertThat(pulse.latestEnqueueTime()).isEqualTo(clock.instant());
      assertThat(pulse.nextEnqueueTime()).isEqualTo(clock.instant().plusSeconds(3600));
      assertThat(pulse.options())
          .containsEntry("job_timeout", "60")
          .containsEntry("result_ttl", "-1")
          .containsEntry("ttl", "100")
          .containsEntry("failure_ttl", "200")
          .containsEntry("meta", "{\"m\": 1}")
          .hasSize(5);
      CronJobInfo nightly = seen.jobs().get(1);
      assertThat(nightly.cron()).isEqualTo("0 3 * * *");
      assertThat(nightly.interval()).isNull();
      assertThat(nightly.kwargs()).isNull();
      assertThat(nightly.latestEnqueueTime()).isNull();
      assertThat(nightly.options()).isEmpty();
      assertThat(nightly.webhooks()).containsExactly(webhook);
      live.stop();
    }
    assertThat(rq.cron().schedulers()).isEmpty();
    assertThatExceptionOfType(NoSuchSchedulerException.class)
        .isThrownBy(() -> rq.cron().scheduler("s-1"))
        .matches(e -> e.schedulerName().equals(SchedulerName.of("s-1")));
  }

  @Test
  @Pins({"CR-15", "CR-07"})
  void sayThatTheyAreAliveAtLeastEveryMinute() throws Exception {
    rq.cron().add(CronEntry.of("yearly", "@yearly", ADD));
    try (LiveCron live = new LiveCron(rq.cronScheduler("s-1"))) {
      awaitBeatWith(1);
      for (int minute = 0; minute < 3; minute++) {
        pass(60);
        awaitBeatWith(1);
      }
      live.stop();
    }
  }

  @Test
  @Pins({"CR-14", "X-09"})
  void areRefusedIfOneOfTheirNameIsAlive() throws Exception {
    Rq other = Rq.on(backend).clock(clock).open();
    try (LiveCron live = new LiveCron(rq.cronScheduler("s-1"))) {
      awaitBeatWith(0);
      CronScheduler second = other.cronScheduler("s-1");

      assertThatExceptionOfType(DuplicateSchedulerException.class)
          .isThrownBy(second::run)
          .matches(e -> e.schedulerName().equals(SchedulerName.of("s-1")));

      assertThat(second.isRunning()).isFalse();
      assertThat(rq.cron().schedulers()).hasSize(1);
      live.stop();
    }
  }

  @Test
  @Pins({"CR-14", "CR-16"})
  void areForgottenWhenTheyWereLost() throws Exception {
    CronSchedulerInfo lost =
        new CronSchedulerInfo(
            SchedulerName.of("s-1"), "gone", 1, clock.instant(), "", List.of(), null);
    assertThat(backend.crons().register(lost, clock.instant())).isTrue();
    pass(120);
    assertThat(rq.cron().schedulers()).isEmpty();

    try (LiveCron live = new LiveCron(rq.cronScheduler("s-1"))) {
      awaitBeatWith(0);
      live.stop();
    }
  }

  @Test
  @Pins("CR-15")
  void thatWereTakenForDeadRegisterAnew() throws Exception {
    try (LiveCron live = new LiveCron(rq.cronScheduler("s-1"))) {
      awaitBeatWith(0);
      backend.crons().unregister(SchedulerName.of("s-1"), clock.instant());
      pass(60);
      awaitBeatWith(0);
      live.stop();
    }
  }

  @Test
  @Pins("CR-08")
  void stopWhenTheirThreadIsInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              rq.cronScheduler("s-1").run();
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    awaitBeatWith(0);

    thread.interrupt();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(rq.cron().schedulers()).isEmpty();
  }

  @Test
  @Pins("CR-08")
  void runOnceAtATime() throws Exception {
    CronScheduler scheduler = rq.cronScheduler("s-1");
    try (LiveCron live = new LiveCron(scheduler)) {
      awaitBeatWith(0);

      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(scheduler::run);
      live.stop();
    }
  }

  @Test
  @Pins("CR-08")
  void endWithTheirRq() throws Exception {
    Rq other = Rq.on(backend).clock(clock).open();
    try (LiveCron live = new LiveCron(other.cronScheduler("s-1"))) {
      awaitBeatWith(0);
      other.close();
      live.awaitEnd();
    } catch (BackendException e) {
      throw new AssertionError("it ends in peace", e);
    }
  }

  private void awaitJobs(int jobs) {
    await(() -> queue.size() == jobs, jobs + " jobs");
  }

  /** Waits until the scheduler was heard of at the present time, with so many entries. */
  private void awaitBeatWith(int entries) {
    await(() -> hasBeaten(entries), "a beat with " + entries + " entries");
  }

  private static void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + TEN_SECONDS.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  private boolean hasBeaten(int entries) {
    return rq.cron().schedulers().stream()
        .anyMatch(
            scheduler ->
                scheduler.jobs().size() == entries
                    && clock.instant().equals(scheduler.lastHeartbeat()));
  }

  /** A cron scheduler on a thread of its own. */
  private static final class LiveCron implements AutoCloseable {

    private final CronScheduler scheduler;
    private final CompletableFuture<Void> running;

    LiveCron(CronScheduler scheduler) {
      this.scheduler = scheduler;
      this.running = CompletableFuture.runAsync(scheduler::run, OwnThread.EACH);
    }

    void stop() {
      scheduler.stop();
    }

    void awaitEnd() {
      running.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      stop();
      awaitEnd();
    }
  }
}
