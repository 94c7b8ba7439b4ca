package io.rq.testkit.contract;

import static java.util.Objects.requireNonNull;

import io.rq.Call;
import io.rq.Execution;
import io.rq.Job;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The functions that the jobs of the contract suite call. */
final class ContractTasks {

  /** What a job of the running test may use: set before the job is run. */
  static volatile @Nullable Rq rq;

  /** The clock of the running test. */
  static volatile @Nullable TestClock clock;

  static volatile CountDownLatch gate = new CountDownLatch(0);
  static volatile CountDownLatch arrived = new CountDownLatch(0);

  private ContractTasks() {}

  record Order(String customer, List<Integer> amounts, Instant placed) {}

  static Object askAgainOnce() {
    return Retry.max(1);
  }

  static void cancelItself() {
    Job.current().orElseThrow().cancel();
  }

  static int add(int a, int b) {
    return a + b;
  }

  static Order echo(Order order) {
    return order;
  }

  static void nothing() {}

  static @Nullable String maybe(@Nullable String text) {
    return text;
  }

  static int fail(String message) throws IOException {
    if (!message.isEmpty()) {
      throw new IOException(message);
    }
    return 0;
  }

  static void error(String message) {
    if (!message.isEmpty()) {
      throw new AssertionError(message);
    }
  }

  static void exhaustMemory(boolean really) {
    if (really) {
      throw new OutOfMemoryError("pretended");
    }
  }

  static Object unserializable() {
    return new Thread("not plain data");
  }

  static String gather(Map<String, Integer> map, Set<String> set, List<Integer> list) {
    return map + " " + set + " " + list;
  }

  static String typesOf(Long number, int[] numbers, Map<String, List<Double>> map) {
    return number.getClass().getSimpleName() + " int[" + numbers.length + "] " + map;
  }

  static void mutate(List<Integer> numbers) {
    numbers.add(99);
  }

  static CompletionStage<Integer> later(int value) {
    return CompletableFuture.completedFuture(value);
  }

  static String currentId() {
    return Job.current().map(job -> job.id().value()).orElse("none");
  }

  static String statusWhileRunning() {
    return Job.current().map(job -> job.status().wireName()).orElse("none");
  }

  static volatile Runnable meanwhile = () -> {};

  static int doMeanwhile(boolean thenFail) {
    meanwhile.run();
    if (thenFail) {
      throw new IllegalStateException("as told");
    }
    return 0;
  }

  static String schedulerWhileRunning() {
    meanwhile.run();
    return Job.current()
        .flatMap(job -> job.queue().scheduler())
        .map(scheduler -> scheduler.name().value())
        .orElse("none");
  }

  /** The executions of each job that noted them. */
  static final List<List<Execution>> EXECUTIONS = new CopyOnWriteArrayList<>();

  static int noteExecutionsAndFail(boolean really) {
    EXECUTIONS.add(Job.current().orElseThrow().executions());
    if (really) {
      throw new IllegalStateException("as told");
    }
    return 0;
  }

  static void note(String key, int value) {
    Job<?> job = Job.current().orElseThrow();
    job.saveMeta(Map.of(key, value));
  }

  /** How many runs of the queue are listed while this is one of them. */
  static long runsUnderWay() {
    Job<?> job = Job.current().orElseThrow();
    return job.queue().started().jobIds().stream().filter(job.id()::equals).count();
  }

  @RqJob
  static String settings(String timeout, String queue, String description) {
    return timeout + " " + queue + " " + description;
  }

  static void deleteItself() {
    Job.current().orElseThrow().delete();
  }

  static long membersOfGroup(String name) {
    return Job.current().orElseThrow().rq().group(name).jobs().size();
  }

  static String currentThread() {
    return Thread.currentThread().toString();
  }

  static int takeSeconds(int seconds) {
    requireNonNull(clock).advance(Duration.ofSeconds(seconds));
    return seconds;
  }

  static int takeSecondsAndFail(int seconds) throws IOException {
    return fail("after " + takeSeconds(seconds) + " seconds");
  }

  static int noteAndFail(String key, int value) throws IOException {
    note(key, value);
    return fail("after " + key);
  }

  /** Changes what it has of the job's meta, and saves nothing. */
  static int changeMeta(String key) {
    Map<String, @Nullable Object> meta = new HashMap<>(Job.current().orElseThrow().meta());
    meta.put(key, 1);
    return meta.size();
  }

  /** Says which job is the current one, before and after another was run within this. */
  static String nest(int depth) {
    String before = currentId();
    if (depth > 1) {
      requireNonNull(rq).queue().submit(Call.of(ContractTasks::nest, depth - 1).id("inner"));
    }
    String line = before + ", then " + currentId();
    LOG.add(line);
    return line;
  }

  static void half() {
    Job.current().orElseThrow().saveProgress(50);
  }

  static void enqueueMore(int depth) {
    Rq running = rq;
    if (running != null && depth > 0) {
      running.queue().enqueue(ContractTasks::enqueueMore, depth - 1);
    }
  }

  static void waitAtGate() throws InterruptedException {
    arrived.countDown();
    gate.await();
  }

  /** Who stood at the gate whatever happened, perhaps after its worker had left. */
  static final Set<Thread> DEAF = ConcurrentHashMap.newKeySet();

  /** Stands at the gate whatever happens. */
  static String ignoreInterrupts() {
    DEAF.add(Thread.currentThread());
    arrived.countDown();
    while (true) {
      try {
        gate.await();
        LOG.add("ended at last");
        return "too late";
      } catch (InterruptedException e) {
        LOG.add("interrupted");
      }
    }
  }

  static void ignoreInterruptsAfterwards(Job<?> job, Object result) {
    ignoreInterrupts();
  }

  /** Waits for nothing, and so notices no interrupt. */
  static String computeUntilStopRequested() {
    arrived.countDown();
    while (!Job.isStopRequested()) {
      Thread.onSpinWait();
    }
    return "stopped by itself";
  }

  static String threadName() {
    return Thread.currentThread().getName();
  }

  @RqJob
  static int marked(int a, int b) {
    return a * b;
  }

  static int unmarked(int a, int b) {
    return a * b;
  }

  static int overloaded(int number) {
    return number;
  }

  static int overloaded(String text) {
    return text.length();
  }

  static final List<String> LOG = new CopyOnWriteArrayList<>();

  static String log(String line) {
    LOG.add(line);
    return line;
  }

  static void logAndEnqueue(String line, String queue) {
    LOG.add(line);
    Rq running = rq;
    if (running != null) {
      running.queue(queue).enqueue(ContractTasks::log, "from " + line);
    }
  }

  private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

  /** Shuts a gate that only the job of that name stands behind. */
  static CountDownLatch gate(String name) {
    CountDownLatch gate = new CountDownLatch(1);
    GATES.put(name, gate);
    return gate;
  }

  static String logBehindGate(String name) throws InterruptedException {
    arrived.countDown();
    GATES.getOrDefault(name, gate).await();
    return log(name);
  }

  static String failUntil(String name, int run) {
    LOG.add(name);
    long runs = LOG.stream().filter(name::equals).count();
    if (runs < run) {
      throw new IllegalStateException(name + " failed in run " + runs);
    }
    return name + " succeeded in run " + runs;
  }

  static Retry again(int max, int seconds) {
    LOG.add("again");
    return Retry.max(max).intervals(seconds);
  }

  static Retry againAfter(List<Integer> seconds, int max) {
    LOG.add("again");
    return Retry.max(max).intervals(seconds.stream().mapToInt(Integer::intValue).toArray());
  }

  static Retry againAboutThen(int seconds, double jitter) {
    LOG.add("again");
    return Retry.max(1).intervals(seconds).jitter(jitter);
  }

  static Retry againAtFront(int max) {
    LOG.add("again");
    return Retry.max(max).atFront();
  }

  static String succeedUntil(String name, int run) {
    LOG.add(name);
    long runs = LOG.stream().filter(name::equals).count();
    if (runs > run) {
      throw new IllegalStateException(name + " failed in run " + runs);
    }
    return name + " succeeded in run " + runs;
  }

  static Object failWith(boolean illegalState) throws IOException {
    LOG.add("failWith");
    if (illegalState) {
      throw new IllegalStateException("state");
    }
    throw new IOException("io");
  }

  static void onSuccess(Job<String> job, String result) {
    LOG.add("success of " + job.id() + ": " + result);
  }

  static void afterwardsStatus(Job<?> job, Object outcome) {
    LOG.add(job.id() + " is " + job.status().wireName() + ", " + job.results().size() + " results");
  }

  static void afterwardsWaitAtGate(Job<?> job, Object outcome) throws InterruptedException {
    gate.await();
  }

  static void onFailureOf(Job<?> job, Throwable error) {
    LOG.add("failure of " + job.id() + ": " + error.getClass().getSimpleName());
  }

  static void onFailure(Job<Integer> job, Throwable error) {
    LOG.add("failure of " + job.id() + ": " + error.getMessage());
  }

  static void failingOnSuccess(Job<String> job, String result) {
    throw new IllegalStateException("callback of " + job.id() + " failed");
  }

  static void failingOnFailure(Job<Integer> job, Throwable error) {
    throw new IllegalStateException("on_failure failed, too", error);
  }

  static void describeCallback(Job<String> job, String result) {
    LOG.add(
        job.id()
            + " in "
            + Thread.currentThread().getName()
            + ": current "
            + currentId()
            + ", "
            + job.status().wireName()
            + ", "
            + job.results().size()
            + " results, given "
            + result);
  }

  static void outlastASecond(Job<String> job, String result) throws InterruptedException {
    outlastASecond();
  }

  /** Takes longer than the shortest time limit there is, unless it is interrupted. */
  static String outlastASecond() throws InterruptedException {
    return gate.await(1200, TimeUnit.MILLISECONDS) ? "let go" : "undisturbed";
  }

  @RqJob
  static void noteEnd(Job<?> job) {
    LOG.add("end of " + job.id() + ": " + job.status().wireName());
  }

  static void onEnd(Job<String> job) {
    noteEnd(job);
  }

  static void failingOnStopped(Job<Void> job) {
    LOG.add("stopping, " + job.status().wireName());
    throw new IllegalStateException("on_stopped failed");
  }

  static void onStopped(Job<Void> job) {
    LOG.add("stopped " + job.id());
  }

  static void onStoppedOf(Job<?> job) {
    LOG.add("stopped " + job.id());
  }

  static boolean dependenciesAreMet() {
    return Job.current().orElseThrow().dependenciesAreMet();
  }

  static int sumOfParents() {
    return Job.current().orElseThrow().dependencies().stream()
        .mapToInt(parent -> parent.returning(Integer.class).returnValue().orElseThrow())
        .sum();
  }
}
