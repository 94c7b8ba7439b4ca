package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.BackendException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.JsonSerializer;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqConfig;
import io.rq.SchedulerOptions;
import io.rq.Worker;
import io.rq.WorkerPool;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the settings of a program do to it. */
abstract class ConfigBehaviour extends Behaviour {

  private Rq configured(RqConfig config) {
    return Rq.on(backend).clock(clock).config(config).open();
  }

  @Test
  @Pins({"F-03", "F-06", "Q-01"})
  void aProgramThatSaysNothingHasTheDefaultsOfRq() {
    RqConfig config = RqConfig.defaults();

    assertThat(config.redisUrl()).isEqualTo("redis://localhost:6379/0");
    assertThat(config.queues()).containsExactly(QueueName.DEFAULT);
    assertThat(config.schedulerQueue()).isEqualTo(QueueName.DEFAULT);
    assertThat(config.schedulerInterval()).as("RQ's own").isEqualTo(Duration.ofSeconds(1));
    assertThat(config.defaultTimeout()).isEqualTo(Duration.ofMinutes(3));
    assertThat(config.serializer()).isInstanceOf(JsonSerializer.class);
    assertThat(configured(config).queue()).isEqualTo(queue);
  }

  @Test
  @Pins({"F-04", "F-05"})
  void oneSwitchMakesAWholeProgramSynchronous() {
    RqConfig off = RqConfig.of(Map.of("RQ_ASYNC", "false"));

    Job<Integer> atOnce = configured(off).queue("low").enqueue(ContractTasks::add, 1, 2);
    Job<Integer> later = configured(off.asynchronous()).queue().enqueue(ContractTasks::add, 1, 2);

    assertThat(atOnce.returnValue()).contains(3);
    assertThat(later.status()).isEqualTo(JobStatus.QUEUED);
    Rq said = Rq.on(backend).clock(clock).synchronous().config(off.asynchronous()).open();
    assertThat(said.queue().enqueue(ContractTasks::add, 1, 2).status())
        .as("what the code says wins")
        .isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins({"F-06", "F-07", "F-08"})
  void whoNamesNoQueueHasTheConfiguredOnes() {
    Rq mine =
        configured(RqConfig.of(Map.of("RQ_QUEUES", "high,low", "RQ_SCHEDULER_QUEUE", "mail")));

    assertThat(mine.queue().name()).isEqualTo("high");
    assertThat(mine.worker().queues()).map(Queue::name).containsExactly("high", "low");
    assertThat(mine.worker("mail").queues()).map(Queue::name).containsExactly("mail");
    assertThat(mine.scheduler().queues())
        .map(QueueName::value)
        .containsExactly("high", "low", "mail");
    assertThat(mine.scheduler(SchedulerOptions.on("low")).queues())
        .containsExactly(QueueName.of("low"));
    mine.queue("low").enqueue(ContractTasks::log, "second");
    mine.queue().enqueue(ContractTasks::log, "first");
    assertThat(mine.worker().burst().executed()).isEqualTo(2);
    assertThat(ContractTasks.LOG).containsExactly("first", "second");
  }

  @Test
  @Pins({"F-05", "Q-02", "Q-20"})
  void aJobsOwnTimeLimitWinsOverItsQueuesAndThatOverTheConfiguredOne() {
    Queue mine = configured(RqConfig.of(Map.of("RQ_DEFAULT_TIMEOUT", "10m"))).queue();

    assertThat(mine.enqueue(ContractTasks::nothing).timeout()).contains(Duration.ofMinutes(10));
    assertThat(mine.defaultTimeout(Duration.ofMinutes(1)).enqueue(ContractTasks::nothing).timeout())
        .contains(Duration.ofMinutes(1));
  }

  @Test
  void nothingCanBeAskedOfAProgramThatWasClosed() {
    Rq program = opened(Rq.on(openBackend()).clock(clock).open());
    Queue its = program.queue();
    Job<Integer> job = its.enqueue(ContractTasks::add, 1, 2);
    Worker worker = program.worker();
    WorkerPool pool = program.workerPool(1);

    program.close();

    assertThat(
            Stream.<ThrowingCallable>of(
                () -> its.enqueue(ContractTasks::add, 1, 2),
                () -> its.size(),
                () -> its.jobs(),
                () -> job.status(),
                () -> job.latestResult(),
                () -> job.cancel(),
                () -> job.delete(),
                () -> program.queues(),
                () -> program.isSuspended(),
                () -> program.scheduler().runOnce(),
                () -> program.cron().entries(),
                () -> program.workers(),
                worker::burst,
                worker::burst, // not that it is working already
                pool::work))
        .allSatisfy(
            call ->
                assertThatExceptionOfType(BackendException.class)
                    .isThrownBy(call)
                    .withMessageStartingWith("This RQ was closed")
                    .withMessageEndingWith("; open another one"));
  }

  @Test
  void packagesThatAreAllowedAddUp() {
    queue.enqueue("io.rq.testkit.contract.ContractTasks.add", 1, 2);
    RqConfig config = RqConfig.defaults().allow("io.rq.testkit.contract");

    assertThat(
            Rq.on(backend)
                .clock(clock)
                .allow("com.acme")
                .config(config)
                .open()
                .worker()
                .burst()
                .failures())
        .isEmpty();
  }
}
