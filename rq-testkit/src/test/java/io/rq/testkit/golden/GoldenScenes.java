package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.BackendException;
import io.rq.Call;
import io.rq.Dependency;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.Scheduler;
import io.rq.SchedulerOptions;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.WorkerState;
import io.rq.spi.Command;
import io.rq.testkit.TestClock;
import io.rq.testkit.redis.Installation;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/**
 * What RQ wrote is written again from Java, and compared: same keys, types and times to live, same
 * fields, same values. What cannot be the same in two runs says {@link Varying}; what is not on
 * purpose says the {@link Capture} of the test. The clock stands where RQ's stood.
 */
abstract class GoldenScenes {

  @RegisterExtension final Installation installation = Installation.onEmptyServer();

  protected final RedisClient redis = installation.client();
  protected TestClock clock;
  protected Rq rq;
  protected Queue queue;

  private Thread thread;
  private Runnable stop;
  private volatile boolean gone;

  @BeforeEach
  void connect(TestInfo test) {
    Golden golden = Golden.read(capture(test).value());
    clock = new TestClock(golden.capturedAt());
    rq = installation.program(clock, golden.serializer());
    queue = rq.queue();
  }

  private static Capture capture(TestInfo test) {
    return test.getTestMethod().orElseThrow().getAnnotation(Capture.class);
  }

  @AfterEach
  void compare(TestInfo test) throws InterruptedException {
    try {
      compare(capture(test));
    } finally {
      stopWorking();
    }
  }

  private void compare(Capture capture) {
    Golden golden = Golden.read(capture.value());
    Map<String, StoredKey> written = StoredKey.readAll(redis);
    // As in the captures: the records that workers leave behind for a minute count in some only.
    written
        .entrySet()
        .removeIf(key -> isLeftBehind(key) && !golden.keys().containsKey(key.getKey()));

    List<String> differences =
        Layout.of(golden.keys(), golden.capturedAt())
            .differences(Layout.of(written, clock.instant()));

    assertThat(differences).containsExactlyInAnyOrderElementsOf(onPurpose(capture));
  }

  private static boolean isLeftBehind(Map.Entry<String, StoredKey> key) {
    return key.getKey().startsWith("rq:worker:") && !key.getValue().field("death").isEmpty();
  }

  private static List<String> onPurpose(Capture capture) {
    return capture
        .differs()
        .lines()
        .map(line -> line.substring(line.indexOf('|') + 1).strip())
        .toList();
  }

  static Call<Object> add(int x) {
    return Call.path("demo_tasks.add", x);
  }

  static Call<Object> fail() {
    return Call.path("demo_tasks.fail", "boom").id("job-1");
  }

  /** Two parents and their child, in that order. */
  void submitAChildOfTwo() {
    queue.submit(add(1).id("parent-1"));
    queue.submit(add(2).id("parent-2"));
    queue.submit(add(3).id("child").dependsOn(Dependency.on("parent-1", "parent-2")));
  }

  /** The worker of the captures, which does not schedule unless it is said to. */
  static WorkerOptions worker(String... queues) {
    return WorkerOptions.on(queues).name("worker-1").withoutScheduler();
  }

  void burst(String... queues) {
    rq.worker(worker(queues)).burst();
  }

  /** A burst worker for so many jobs. */
  void burst(int jobs) {
    rq.worker(worker().maxJobs(jobs)).burst();
  }

  /** A job that lasts until it is interrupted. */
  static Call<Object> slow() {
    return Call.path("demo_tasks.slow", 30).id("job-1");
  }

  /** Lets a worker work, on a thread of its own, until the test is over or stops it. */
  void work(WorkerOptions options) {
    Worker worker = rq.worker(options);
    start(worker::work, worker::stopNow);
  }

  /** Lets a scheduler schedule, likewise. */
  void schedule(SchedulerOptions options) {
    Scheduler scheduler = rq.scheduler(options);
    start(scheduler::run, scheduler::stop);
  }

  private void start(Runnable work, Runnable stopped) {
    stop = stopped;
    thread = new Thread(() -> runUnlessGone(work), "of a scene");
    thread.start();
  }

  private void runUnlessGone(Runnable work) {
    try {
      work.run();
    } catch (BackendException e) {
      assertThat(gone).isTrue();
    }
  }

  /** Takes the server from the program at once, as a kill does. */
  void vanish() {
    gone = true;
    rq.close();
  }

  void tell(Command command) {
    installation.backend().signals().send(WorkerName.of("worker-1"), command);
  }

  void await(JobStatus status) {
    Awaitility.await().until(() -> rq.job("job-1").status() == status);
  }

  void await(WorkerState state) {
    Awaitility.await()
        .until(
            () ->
                installation.backend().workers().workers(clock.instant()).stream()
                    .anyMatch(seen -> seen.state() == state));
  }

  void stopWorking() throws InterruptedException {
    if (thread != null) {
      stop.run();
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
