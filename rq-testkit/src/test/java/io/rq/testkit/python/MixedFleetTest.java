package io.rq.testkit.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Scheduler;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Command;
import io.rq.spi.WorkerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Workers, schedulers and programs of Java and Python together on one Redis. */
class MixedFleetTest extends WithPython {

  private static final Duration HOUR = Duration.ofHours(1);

  private RedisBackend backend;
  private final List<AutoCloseable> ofThisTest = new ArrayList<>();

  @BeforeParameterizedClassInvocation
  void connect() {
    backend = closing(RedisBackend.connect(RedisOptions.of(redis.url())));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable worker : ofThisTest) {
      worker.close();
    }
    ofThisTest.clear();
    client.flushAll(); // names of workers that were killed are taken for a while
  }

  private <T extends AutoCloseable> T untilTheTestEnds(T worker) {
    ofThisTest.add(worker);
    return worker;
  }

  private WorkerProcess python(String name, String... arguments) {
    return untilTheTestEnds(
        pythonWorker(
            Stream.concat(Stream.of("--name", name), Stream.of(arguments)).toArray(String[]::new)));
  }

  /** A worker of this program; it ends with the test. */
  private Thread java(WorkerOptions options) {
    Worker worker = rq.worker(options);
    Thread working = new Thread(worker::work, "java-worker");
    working.start();
    untilTheTestEnds(
        () -> {
          worker.stopNow();
          working.join(LONG.toMillis());
        });
    return working;
  }

  /** A worker of Java in a process of its own. */
  private WorkerProcess javaProcess(Duration behind, String... queues) {
    ProcessBuilder command =
        javaProgram(
            JavaWorker.class.getName(),
            redis.url(),
            pairing.serializer(),
            Long.toString(behind.toSeconds()));
    command.command().addAll(List.of(queues));
    return untilTheTestEnds(WorkerProcess.start(command));
  }

  private static ProcessBuilder javaProgram(String main, String... arguments) {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main);
    command.command().addAll(List.of(arguments));
    return command;
  }

  private WorkerRecord record(String name) {
    return backend.workers().workers(Instant.now(Clock.systemUTC())).stream()
        .filter(worker -> worker.name().value().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No worker " + name));
  }

  private void awaitState(String name, WorkerState state) {
    awaitTrue(
        name + " is " + state,
        () ->
            backend.workers().workers(Instant.now(Clock.systemUTC())).stream()
                .anyMatch(w -> w.name().value().equals(name) && w.state() == state));
  }

  private static String runner(Job<?> job) {
    return job.workerName().orElseThrow().value();
  }

  @Test
  void nothingIsLostAndNothingRunsTwice() {
    int each = 150;
    python(
        """
        names = ['one', 'two']
        for n in range(each):
            queue(names[n % 2]).enqueue('demo_tasks.tally', 15, job_id=f'theirs-{n}')
        """,
        Map.of("each", each));
    List<Call<?>> ours = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      ours.add(Call.path("demo_tasks.tally", 15).id("ours-" + i));
    }
    rq.queue("one").submitAll(ours.subList(0, each / 2));
    rq.queue("two").submitAll(ours.subList(each / 2, each));

    python("py-1", "one", "two");
    python("py-2", "one");
    awaitState("py-1", WorkerState.BUSY);
    java(WorkerOptions.on("one", "two").name("ann"));
    java(WorkerOptions.on("two").name("bob"));

    awaitTrue(
        "all are finished",
        () -> rq.queue("one").finished().size() + rq.queue("two").finished().size() == 2L * each);
    Set<String> runners = new HashSet<>();
    for (String origin : List.of("ours-", "theirs-")) {
      for (int i = 0; i < each; i++) {
        Job<Object> job = rq.job(origin + i);
        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(job.results()).as("%s", job).hasSize(1);
        assertThat(job.meta()).containsEntry("runs", 1);
        runners.add(runner(job));
      }
    }
    assertThat(runners).contains("ann").containsAnyOf("py-1", "py-2");
    for (String name : List.of("one", "two")) {
      Queue queue = rq.queue(name);
      assertThat(queue.size() + queue.started().size() + queue.failed().size()).isZero();
      assertThat(client.llen("rq:queue:" + name + ":intermediate")).isZero();
    }
  }

  @Test
  void dependentsAreReleasedAcrossLanguages() {
    java(WorkerOptions.on("ours"));
    python("py", "theirs");
    Queue ours = rq.queue("ours");
    Queue theirs = rq.queue("theirs");
    Job<Object> first = ours.enqueue("demo_tasks.slow", 1);
    Job<Object> second = theirs.submit(Call.path("demo_tasks.slow", 1).dependsOn(first));
    Job<Object> third = ours.submit(Call.path("demo_tasks.add", 1).dependsOn(second));
    Job<Object> fourth =
        rq.job(
            text(
                "queue('theirs').enqueue('demo_tasks.add', 2, depends_on=job(id)).id",
                Map.of("id", third.id().value())));

    assertThat(valueOf(fourth)).isEqualTo(2);
    assertThat(valueOf(third)).isEqualTo(1);
    assertThat(second.startedAt().orElseThrow()).isAfter(first.endedAt().orElseThrow());
    assertThat(third.startedAt().orElseThrow()).isAfter(second.endedAt().orElseThrow());
    assertThat(ours.deferred().size() + theirs.deferred().size()).isZero();
  }

  @Test
  void pythonShowsOurWorkers() throws Exception {
    java(WorkerOptions.on("shown", "low").name("ann"));
    Job<Object> job = rq.queue("shown").enqueue("demo_tasks.slow", 150);
    rq.queue("low").enqueue("demo_tasks.add", 1);
    awaitState("ann", WorkerState.BUSY);

    ProcessBuilder info = peer.command("-m", "rq.cli", "info", "--url", redis.url());
    Process process = info.redirectErrorStream(true).start();
    String shown = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(shown).isZero();
    assertThat(shown).contains("ann (").contains("busy").contains("shown, low").contains("low");
    String worker = "worker = workers()['ann']\n";
    assertThat(text(worker + "worker.get_state()", Map.of())).isEqualTo("busy");
    assertThat(text(worker + "worker.get_current_job_id()", Map.of())).isEqualTo(job.id().value());
    assertThat(text(worker + "worker.pid", Map.of()))
        .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    assertThat(text(worker + "' '.join(worker.queue_names())", Map.of())).contains("shown", "low");
    assertThat(text(worker + "worker.birth_date <= worker.last_heartbeat", Map.of()))
        .isEqualTo("true");
  }

  @Test
  void weSeePythonsWorkers() {
    python("py", "seen", "low");
    Job<Object> job = rq.queue("seen").enqueue("demo_tasks.slow", 150);
    awaitState("py", WorkerState.BUSY);
    awaitTrue("it says what it runs", () -> record("py").currentJob() != null);

    WorkerRecord seen = record("py");
    assertThat(seen.currentJob()).isEqualTo(job.id());
    assertThat(seen.queues()).map(Object::toString).containsExactlyInAnyOrder("seen", "low");
    assertThat(seen.version()).isEqualTo(peer.version());
    assertThat(seen.birth()).isNotNull();
    assertThat(ProcessHandle.of(seen.pid())).isPresent();
  }

  @Test
  void ourInfoShowsPythonsWorkers() throws Exception {
    python("py", "seen", "low");
    rq.queue("seen").enqueue("demo_tasks.slow", 150);
    awaitState("py", WorkerState.BUSY);

    Process info = javaProgram("io.rq.redis.cli.RqCommand", "info", "--url", redis.url()).start();
    String shown = new String(info.getInputStream().readAllBytes(), UTF_8);

    assertThat(info.waitFor()).as(shown).isZero();
    assertThat(shown).contains("py (").contains("busy").contains("seen");
  }

  @Test
  void pythonSuspendsUs() {
    java(WorkerOptions.on("calm").name("ann"));
    awaitState("ann", WorkerState.IDLE);

    python("rq.suspension.suspend(connection)");
    assertThat(rq.isSuspended()).isTrue();
    Job<Object> job = rq.queue("calm").enqueue("demo_tasks.add", 1);
    awaitState("ann", WorkerState.SUSPENDED);
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);

    python("rq.suspension.resume(connection)");
    assertThat(valueOf(job)).isEqualTo(1);
  }

  @Test
  void weSuspendPython(@TempDir Path directory) throws IOException {
    python("py", "calm");
    Path held = hold(directory);
    Job<Object> running = rq.queue("calm").enqueue("demo_tasks.wait_while", held.toString());
    awaitStatus(running, JobStatus.STARTED);

    rq.suspend();
    assertThat(python("bool(rq.suspension.is_suspended(connection))").asBoolean()).isTrue();
    Job<Object> next = rq.queue("calm").enqueue("demo_tasks.add", 1);
    Files.delete(held);
    awaitState("py", WorkerState.SUSPENDED);
    assertThat(running.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(next.status()).isEqualTo(JobStatus.QUEUED);

    rq.resume();
    assertThat(valueOf(next)).isEqualTo(1);
  }

  @Test
  void pythonShutsUsDown(@TempDir Path directory) throws Exception {
    Thread working = java(WorkerOptions.on("ending").name("ann"));
    Path held = hold(directory);
    Job<Object> job = rq.queue("ending").enqueue("demo_tasks.wait_while", held.toString());
    awaitStatus(job, JobStatus.STARTED);

    python("rq.command.send_shutdown_command(connection, 'ann')");
    Files.delete(held);
    working.join(LONG.toMillis());

    assertThat(working.isAlive()).isFalse();
    assertThat(valueOf(job)).isEqualTo("waited");
  }

  @Test
  void weShutPythonDown() {
    WorkerProcess worker = python("py", "ending");
    awaitState("py", WorkerState.IDLE);

    awaitTrue(
        "it listens", () -> backend.signals().send(WorkerName.of("py"), new Command.Shutdown()));

    worker.assertEndsWell();
  }

  @Test
  void eachSideKillsTheWorkHorseOfTheOther() {
    java(WorkerOptions.on("ours").name("ann"));
    python("py", "theirs");
    Job<Object> here = rq.queue("ours").enqueue("demo_tasks.slow", 150);
    Job<Object> there = rq.queue("theirs").enqueue("demo_tasks.slow", 150);
    awaitStatus(here, JobStatus.STARTED);
    awaitStatus(there, JobStatus.STARTED);

    python("rq.command.send_kill_horse_command(connection, 'ann')");
    backend.signals().send(WorkerName.of("py"), new Command.KillHorse());

    for (Job<Object> job : List.of(here, there)) {
      assertThat(resultOf(job).failure().orElseThrow()).contains("terminated unexpectedly");
      awaitStatus(job, JobStatus.FAILED);
    }
  }

  @Test
  void eitherSchedulerMovesWhatIsDue() throws Exception {
    Job<Object> theirs =
        rq.job(
            text(
                "queue('ours').enqueue_in(datetime.timedelta(seconds=1), 'demo_tasks.add', 1, meta={'k': 1}).id",
                Map.of()));
    Job<Object> ours =
        rq.queue("theirs")
            .in(Duration.ofSeconds(1))
            .submit(Call.path("demo_tasks.add", 2).meta("k", 1));
    Scheduler scheduler = rq.scheduler("ours");
    Thread scheduling = new Thread(scheduler::run);
    scheduling.start();
    python("py", "--with-scheduler", "theirs");

    awaitStatus(theirs, JobStatus.QUEUED);
    scheduler.stop();
    scheduling.join(LONG.toMillis());
    assertThat(client.exists("rq:scheduler-lock:ours")).isFalse();
    pythonBurst("ours");

    assertThat(valueOf(theirs)).isEqualTo(1);
    assertThat(theirs.meta()).containsEntry("k", 1);
    assertThat(valueOf(ours)).isEqualTo(2);
    assertThat(ours.meta()).containsEntry("k", 1);
  }

  @Test
  void oneSchedulerOfAQueueKeepsTheOtherOut() {
    python("py", "--with-scheduler", "guarded");
    awaitTrue("it has the lock", () -> client.exists("rq:scheduler-lock:guarded"));
    String holder = client.get("rq:scheduler-lock:guarded");

    Job<Object> job = rq.queue("guarded").enqueueIn(Duration.ofSeconds(2), "demo_tasks.add", 1);
    java(WorkerOptions.on("guarded", "unused").name("ann"));

    assertThat(valueOf(job)).isEqualTo(1);
    assertThat(client.get("rq:scheduler-lock:guarded")).isEqualTo(holder);
    if (peer.isOfToday()) {
      assertThat(rq.queue("guarded").scheduler().orElseThrow().name().value()).isEqualTo(holder);
    }
  }

  @Test
  void pythonTakesUpWhatAKilledWorkerOfOursLeft() {
    peer.assumeHas("understanding of our entries for runs");
    Queue queue = rq.queue("abandoned-by-us");
    Job<Object> lost = queue.enqueue("demo_tasks.slow", 150);
    // Its leases end an hour ago, by every other clock.
    try (WorkerProcess worker = javaProcess(HOUR, queue.name())) {
      awaitStatus(lost, JobStatus.STARTED);
      worker.kill();
    }
    client.del("rq:clean_registries:" + queue.name());

    pythonBurst(queue.name());

    assertThat(lost.status()).isEqualTo(JobStatus.FAILED);
    assertThat(resultOf(lost).failure().orElseThrow()).contains("AbandonedJobError");
    assertThat(queue.started().size()).isZero();
  }

  @Test
  void pythonRetriesWhatAKilledWorkerOfOursLeft(@TempDir Path directory) throws IOException {
    peer.assumeHas("understanding of our entries for runs");
    Queue queue = rq.queue("retried-by-them");
    Path held = hold(directory);
    Job<Object> lost =
        queue.submit(Call.path("demo_tasks.wait_while", held.toString()).retry(Retry.max(1)));
    try (WorkerProcess worker = javaProcess(HOUR, queue.name())) {
      awaitStatus(lost, JobStatus.STARTED);
      worker.kill();
    }
    Files.delete(held);
    client.del("rq:clean_registries:" + queue.name());

    pythonBurst(queue.name());

    assertThat(valueOf(lost)).isEqualTo("waited");
    assertThat(lost.retriesLeft()).hasValue(0);
  }

  @Test
  void weTakeUpWhatAKilledWorkerOfPythonLeft(@TempDir Path directory) throws IOException {
    Queue queue = rq.queue("abandoned-by-them");
    Job<Object> lost = queue.enqueue("demo_tasks.slow", 150);
    Path held = hold(directory);
    Job<Object> again =
        queue.submit(Call.path("demo_tasks.wait_while", held.toString()).retry(Retry.max(1)));
    try (WorkerProcess one = pythonWorker(queue.name());
        WorkerProcess two = pythonWorker(queue.name())) {
      awaitStatus(lost, JobStatus.STARTED);
      awaitStatus(again, JobStatus.STARTED);
      one.kill();
      two.kill();
    }
    Files.delete(held);
    client.del("rq:clean_registries:" + queue.name());

    try (Rq later = program().clock(Clock.offset(Clock.systemUTC(), HOUR)).open()) {
      later.worker(queue.name()).burst();
    }

    assertThat(lost.status()).isEqualTo(JobStatus.FAILED);
    assertThat(text("job.get_status()", lost)).isEqualTo("failed");
    assertThat(text("job.latest_result().exc_string", lost)).contains("AbandonedJobError");
    assertThat(valueOf(again)).isEqualTo("waited");
    assertThat(queue.started().size()).isZero();
  }
}
