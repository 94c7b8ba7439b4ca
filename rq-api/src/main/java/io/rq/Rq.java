package io.rq;

import io.rq.spi.Backend;
import io.rq.spi.JobRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where everything starts: hands out queues, jobs and workers over one backend. A program makes one
 * and keeps it; the factories of the backends ({@code RedisRq}, {@code InMemoryRq}) make it in one
 * call, {@link #on} for any other backend.
 *
 * <p>Safe for use by many threads. {@link #close} also closes the backend.
 */
public final class Rq implements JobDeclarer, AutoCloseable {

  private static final int PORTION = 500;

  private final Backend backend;
  private final RqConfig config;
  private final InstantSource clock;
  private final Ids ids;
  private final Random random;
  private final Serializer serializer;
  private final FunctionTable functions;
  private final InstanceResolver instances;
  private final Interceptors interceptors;
  private final List<ExceptionHandler> exceptionHandlers;
  private final Background background;
  private final List<Runnable> onClose = new CopyOnWriteArrayList<>();
  private final Submission submission;
  private final TimeLimit defaultTimeout;
  private final Cron cron;
  private final Sweep sweep = new Sweep(this);
  private volatile boolean closed;

  private Rq(Builder builder) {
    backend = builder.backend;
    config = builder.config;
    clock = builder.clock;
    ids = new Ids(builder.ids);
    random = builder.random;
    serializer = Objects.requireNonNullElseGet(builder.serializer, config::serializer);
    instances = builder.instances;
    interceptors = new Interceptors(builder.interceptors);
    exceptionHandlers = List.copyOf(builder.exceptionHandlers);
    functions = new FunctionTable(builder.loader, builder.allowedPackages());
    defaultTimeout = TimeLimit.of(config.defaultTimeout());
    background = new Background(builder.threads, backend.jobs());
    submission = config.isAsync() ? new QueuedSubmission(this) : new InlineSubmission(this);
    cron = new Cron(this);
  }

  /** Starts to set up RQ on that backend. */
  public static Builder on(Backend backend) {
    return new Builder(backend);
  }

  /**
   * The queue that is meant where none is named: {@code default}, unless other queues are
   * {@linkplain RqConfig#defaultQueue configured} (Q-01, F-06).
   */
  public Queue queue() {
    return new Queue(this, config.defaultQueue());
  }

  /**
   * The queue of that name. Nothing is stored before its first job.
   *
   * @throws IllegalArgumentException if the name is not legal
   */
  public Queue queue(String name) {
    return new Queue(this, QueueName.of(name));
  }

  /** The queues that ever got a job, by name. */
  public List<Queue> queues() {
    return backend().jobs().queues().stream().sorted().map(name -> new Queue(this, name)).toList();
  }

  /**
   * The job of that id (J-08). The text {@code job:execution}, by which RQ lists runs, names the
   * job of the run.
   *
   * @throws NoSuchJobException if there is none
   * @throws IllegalArgumentException if the id is not legal
   */
  public Job<Object> job(String id) {
    return findJob(id).orElseThrow(() -> new NoSuchJobException(jobId(id)));
  }

  /**
   * The job of that id; empty if there is none.
   *
   * @throws IllegalArgumentException if the id is not legal
   */
  public Optional<Job<Object>> findJob(String id) {
    return record(jobId(id)).map(found -> new Job<>(this, found, Object.class));
  }

  /**
   * The jobs of these ids, in their order; empty where there is none (J-08).
   *
   * @throws IllegalArgumentException if an id is not legal
   */
  public List<Optional<Job<Object>>> findJobs(List<String> ids) {
    List<JobId> legal = ids.stream().map(Rq::jobId).toList();
    Map<JobId, Job<Object>> found =
        handles(legal).stream().collect(Collectors.toMap(Job::id, job -> job, (a, b) -> a));
    return legal.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
  }

  private static JobId jobId(String text) {
    int end = text.indexOf(':');
    // More of them are no run's.
    if (end != text.lastIndexOf(':')) {
      return JobId.of(text);
    }
    return JobId.of(end < 0 ? text : text.substring(0, end));
  }

  /** An empty pipeline, for enqueueing several jobs in one step. */
  public Pipeline pipeline() {
    return new Pipeline(this);
  }

  /**
   * A worker for these queues, in order of priority; for the {@linkplain RqConfig#queues
   * configured} ones if none is named (F-07).
   */
  public Worker worker(String... queues) {
    return worker(WorkerOptions.on(queues));
  }

  /** A worker with every option. */
  public Worker worker(WorkerOptions options) {
    return new Worker(this, options.settings(config));
  }

  /** The workers that are alive, by name, in whatever program: RQ's {@code Worker.all} (W-09). */
  public List<WorkerInfo> workers() {
    return backend().workers().workers(now()).stream()
        .map(worker -> new WorkerInfo(this, worker))
        .toList();
  }

  /**
   * The worker of that name, if it is alive: RQ's {@code Worker.find_by_key} (W-09).
   *
   * @throws IllegalArgumentException if the name is not legal
   */
  public Optional<WorkerInfo> findWorker(String name) {
    WorkerName legal = WorkerName.of(name);
    return workers().stream().filter(worker -> worker.name().equals(legal)).findFirst();
  }

  /**
   * A pool of so many workers for these queues, in order of priority; for the {@linkplain
   * RqConfig#queues configured} ones if none is named.
   *
   * @throws IllegalArgumentException if it shall have less than one
   */
  public WorkerPool workerPool(int workers, String... queues) {
    return workerPool(workers, WorkerOptions.on(queues));
  }

  /**
   * A pool of so many workers with every option. The name, if any, is what theirs begin with.
   *
   * @throws IllegalArgumentException if it shall have less than one
   */
  public WorkerPool workerPool(int workers, WorkerOptions options) {
    return new WorkerPool(this, workers, options.settings(config));
  }

  /**
   * A scheduler for these queues; for the {@linkplain RqConfig#queues configured} ones if none is
   * named (F-08). Workers schedule by themselves.
   */
  public Scheduler scheduler(String... queues) {
    return scheduler(SchedulerOptions.on(queues));
  }

  /**
   * A scheduler that looks that often, for these queues; for the configured ones if none is named.
   *
   * @throws IllegalArgumentException if the interval is no whole number of seconds, at least one
   */
  public Scheduler scheduler(Duration interval, String... queues) {
    return scheduler(SchedulerOptions.on(queues).interval(interval));
  }

  /** A scheduler with every option. */
  public Scheduler scheduler(SchedulerOptions options) {
    return new Scheduler(this, options.orElse(config));
  }

  /** The cron entries: those that this program declares, and what is known of all. */
  public Cron cron() {
    return cron;
  }

  /**
   * A cron scheduler for the entries that this program declares, with a name of its own (CR-10).
   */
  public CronScheduler cronScheduler() {
    return new CronScheduler(this, ids.cronScheduler());
  }

  /**
   * A cron scheduler of that name.
   *
   * @throws IllegalArgumentException if the name is not legal
   */
  public CronScheduler cronScheduler(String name) {
    return new CronScheduler(this, SchedulerName.of(name));
  }

  /**
   * The scheduler of that name as others see it, here or in another program (S-16).
   *
   * @throws NoSuchSchedulerException if none is alive
   * @throws IllegalArgumentException if the name is not legal
   */
  public SchedulerInfo schedulerInfo(String name) {
    SchedulerName legal = SchedulerName.of(name);
    return backend()
        .schedulers()
        .find(legal, now())
        .orElseThrow(() -> new NoSuchSchedulerException(legal));
  }

  /**
   * Suspends all workers of the installation, until it is resumed: what runs goes on, nothing
   * begins (W-34).
   */
  public void suspend() {
    backend().signals().suspend(now(), Optional.empty());
  }

  /**
   * Suspends all workers for a time.
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one (CLI-05)
   */
  public void suspend(Duration time) {
    backend().signals().suspend(now(), Optional.of(WholeSeconds.check("duration", time)));
  }

  /** Lets the workers go on. */
  public void resume() {
    backend().signals().resume();
  }

  /** Tells whether the workers are suspended. */
  public boolean isSuspended() {
    return backend().signals().isSuspended(now());
  }

  /** The groups that have jobs, by name (G-04). */
  public List<Group> groups() {
    return backend().jobs().groups(now()).stream()
        .sorted()
        .map(name -> new Group(this, name))
        .toList();
  }

  /**
   * The group of that name (G-02).
   *
   * @throws NoSuchGroupException if no job is a member of it
   */
  public Group group(String name) {
    return findGroup(name).orElseThrow(() -> new NoSuchGroupException(name));
  }

  /** The group of that name; empty if no job is a member of it. */
  public Optional<Group> findGroup(String name) {
    Group group = new Group(this, Objects.requireNonNull(name, "name"));
    return group.jobs().isEmpty() ? Optional.empty() : Optional.of(group);
  }

  /**
   * Frees connections and threads. What is stored stays where it outlives the program. Whatever is
   * asked of this RQ later, or of its queues and jobs, ends with a {@link BackendException} that
   * says so. Workers end; one that runs a job cannot record what comes of it any more, and the job
   * is run again elsewhere: {@linkplain Worker#stop stop} workers, and wait for them, before.
   */
  @Override
  public void close() {
    onClose.forEach(Runnable::run);
    closed = true;
    background.close();
    backend.close();
  }

  /** What it runs on, without secrets. */
  @Override
  public String toString() {
    return "RQ, " + backend;
  }

  /**
   * The record of a job that is not gone; retention ends by the clock, whatever the store still
   * holds.
   */
  Optional<JobRecord> record(JobId id) {
    Instant now = now();
    return backend().jobs().find(List.of(id)).get(0).filter(found -> !found.isExpired(now));
  }

  /** The jobs of these ids that exist. */
  List<Job<Object>> handles(List<JobId> ids) {
    return records(ids).map(job -> new Job<Object>(this, job, Object.class)).toList();
  }

  /** The records of the jobs that are not gone; in portions, so that no single read is long. */
  Stream<JobRecord> records(List<JobId> ids) {
    Instant now = now();
    return IntStream.iterate(0, from -> from < ids.size(), from -> from + PORTION)
        .mapToObj(from -> ids.subList(from, Math.min(from + PORTION, ids.size())))
        .flatMap(portion -> backend().jobs().find(portion).stream())
        .flatMap(Optional::stream)
        .filter(found -> !found.isExpired(now));
  }

  Submission submission() {
    return submission;
  }

  /** The time, cut to the microsecond as RQ's layout is (J-07). */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The time that far from now, when something may be due. */
  Instant timeIn(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A job cannot be due before it is enqueued: " + delay);
    }
    return now().plus(delay);
  }

  /** Makes ids and names. */
  Ids ids() {
    return ids;
  }

  /** What is left to chance. */
  Random random() {
    return random;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * What it runs on.
   *
   * @throws BackendException if this was closed
   */
  Backend backend() {
    if (closed) {
      throw wasClosed();
    }
    return backend;
  }

  /** What everybody is told who asks something of an RQ that was closed. */
  static BackendException wasClosed() {
    return new BackendException("This RQ was closed; open another one");
  }

  /** The limit on runs whose job names none, and neither does its queue. */
  TimeLimit defaultTimeout() {
    return defaultTimeout;
  }

  /** What is set for the whole program. */
  RqConfig config() {
    return config;
  }

  Serializer serializer() {
    return serializer;
  }

  FunctionTable functions() {
    return functions;
  }

  InstanceResolver instances() {
    return instances;
  }

  /** Does that first when this is closed. */
  void onClose(Runnable action) {
    onClose.add(action);
  }

  Interceptors interceptors() {
    return interceptors;
  }

  /** Whom every worker tells of failed runs, before its own handlers. */
  List<ExceptionHandler> exceptionHandlers() {
    return exceptionHandlers;
  }

  Background background() {
    return background;
  }

  Sweep sweep() {
    return sweep;
  }

  /** Takes the settings of an {@link Rq}. Each has a default; none of them need be set. */
  public static final class Builder {

    private final Backend backend;
    private final Set<String> allowed = new LinkedHashSet<>();
    private final List<JobInterceptor> interceptors = new ArrayList<>();
    private final List<ExceptionHandler> exceptionHandlers = new ArrayList<>();
    private RqConfig config = RqConfig.defaults();
    private InstantSource clock = Clock.systemUTC();
    private Supplier<String> ids = () -> UUID.randomUUID().toString();
    private Random random = new Random();
    private @Nullable Serializer serializer;
    private InstanceResolver instances = InstanceResolver.none();
    private ClassLoader loader = defaultLoader();
    private ThreadFactory threads = Thread::new;

    private Builder(Backend backend) {
      this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Takes these settings, except where the backend is. What is said to this builder wins over
     * them, before or after; packages that are allowed add up.
     */
    public Builder config(RqConfig newConfig) {
      this.config = config.over(Objects.requireNonNull(newConfig, "config"));
      return this;
    }

    /**
     * Runs each job at once, in the thread that enqueues it: RQ's {@code is_async=False} (SYNC-01).
     * Off by default.
     */
    public Builder synchronous() {
      this.config = config.synchronous();
      return this;
    }

    /**
     * Allows workers to call every visible method of every class in that package and the packages
     * below it.
     *
     * @throws IllegalArgumentException if no package can have that name, such as one with {@code
     *     .*}
     */
    public Builder allow(String packageName) {
      allowed.add(PackageName.check(packageName));
      return this;
    }

    /** Stands around the enqueueing and the running of every job, within those that were given. */
    public Builder interceptor(JobInterceptor interceptor) {
      interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
      return this;
    }

    /**
     * Is told of failed runs by every worker of this {@link Rq}, after those that were given before
     * and before the workers' own (F-14, F-07). Synchronous jobs tell nobody (SYNC-19).
     */
    public Builder exceptionHandler(ExceptionHandler handler) {
      exceptionHandlers.add(Objects.requireNonNull(handler, "handler"));
      return this;
    }

    /** Hands out the objects of instance methods. By default none is known. */
    public Builder instances(InstanceResolver newInstances) {
      this.instances = Objects.requireNonNull(newInstances, "instances");
      return this;
    }

    /**
     * Writes and reads payloads; the configured one by default, which is {@link JsonSerializer}.
     * All programs on a queue must use the same.
     */
    public Builder serializer(Serializer newSerializer) {
      this.serializer = Objects.requireNonNull(newSerializer, "serializer");
      return this;
    }

    /** Tells the time of every timestamp, lease and due time; the system's clock by default. */
    public Builder clock(InstantSource newClock) {
      this.clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /**
     * Makes the ids of jobs, runs and workers; random UUIDs by default.
     *
     * @param newIds gives another text of {@code [A-Za-z0-9_-]+} at each call; called by many
     *     threads
     */
    public Builder ids(Supplier<String> newIds) {
      this.ids = Objects.requireNonNull(newIds, "ids");
      return this;
    }

    /**
     * Draws the queues of workers with {@link DequeueStrategy#RANDOM}, and the {@linkplain
     * Retry#jitter jitter} of retries; seeded at random by default.
     */
    public Builder random(Random newRandom) {
      this.random = Objects.requireNonNull(newRandom, "random");
      return this;
    }

    /**
     * Loads the classes of functions that are named by path; the context class loader of the thread
     * that sets up RQ by default.
     */
    public Builder classLoader(ClassLoader newLoader) {
      this.loader = Objects.requireNonNull(newLoader, "loader");
      return this;
    }

    /**
     * Makes the threads that RQ starts: those of heartbeats, of worker pools, of those who wait for
     * results, and those on which workers run their jobs unless they have an {@link
     * WorkerOptions#executor executor}. RQ names them, and says which are daemons, so they must be
     * platform threads. Plain ones by default. A backend's own threads are not among them. The
     * factory is asked by any thread, and must not wait for anything.
     */
    public Builder threads(ThreadFactory newThreads) {
      this.threads = Objects.requireNonNull(newThreads, "threads");
      return this;
    }

    private Set<String> allowedPackages() {
      Set<String> all = new LinkedHashSet<>(config.allowedPackages());
      all.addAll(allowed);
      return all;
    }

    private static ClassLoader defaultLoader() {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      return context != null ? context : Rq.class.getClassLoader();
    }

    /**
     * Makes the {@link Rq}. It owns the backend from now on.
     *
     * @throws IllegalArgumentException if what was allowed as a package is a class
     */
    public Rq open() {
      return new Rq(this);
    }
  }
}
