package io.rq.testkit;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.JsonSerializer;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.Serializer;
import io.rq.spi.Backend;
import io.rq.testkit.backend.BackendProvider;
import io.rq.testkit.backend.InMemoryProvider;
import io.rq.testkit.backend.Installation;
import io.rq.testkit.backend.RedisProvider;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * RQ set up for one test: an installation of its own, a clock that the test moves, ids that repeat,
 * faults that the test asks for, and a look at what the test leaves behind. {@link RqTest} makes
 * one per test; with another test framework, open and close it yourself:
 *
 * <pre>{@code
 * try (RqTestkit kit = RqTestkit.inMemory().seed(7).open()) {
 *   new SignUp(kit.rq()).register("a@b");
 *   kit.worker().burst();
 * }
 * }</pre>
 */
public final class RqTestkit implements AutoCloseable {

  /** Which kit gave out which RQ, as long as both are in use. */
  private static final Map<Rq, WeakReference<RqTestkit>> OF =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Mode mode;
  private final Set<Leftover> allowed;
  private final String title;
  private final Installation installation;
  private final TestClock clock;
  private final StartedThreads threads = new StartedThreads();
  private final WatchedSerializer serializer;
  private final Recorder recorder;
  private final Faults faults;
  private final Rq rq;
  private final Rq inspector;
  private final BurstWorker worker;
  private final @Nullable LiveWorkers live;
  private boolean closed;

  private RqTestkit(Builder setup) {
    mode = setup.mode;
    allowed = EnumSet.copyOf(setup.allowed);
    clock = new TestClock(setup.startAt);
    installation = setup.provider.open(setup.ownServer);
    title = "[backend=" + installation + ", mode=" + mode + ", seed=" + setup.seed + "]";
    clock.onAdvance(installation::age);
    serializer = new WatchedSerializer(setup.serializer);
    recorder = new Recorder(threads, serializer);
    faults = new Faults(installation, setup.ownServer, clock);
    Backend tapped =
        Tap.on(
            installation.backend(),
            mode == Mode.FAKE ? List.of(recorder, Tap.NO_WORK) : List.of(recorder, faults.tap()));
    Rq.Builder builder =
        Rq.on(tapped)
            .threads(threads)
            .clock(clock)
            .ids(new SeededIds(setup.seed))
            .random(new Random(setup.seed))
            .serializer(serializer);
    rq = setup.settings.apply(mode == Mode.INLINE ? builder.synchronous() : builder).open();
    recorder.of(rq);
    OF.put(rq, new WeakReference<>(this));
    inspector = Rq.on(installation.backend()).clock(clock).serializer(setup.serializer).open();
    worker = new BurstWorker(rq, clock, recorder, faults, mode, title);
    live = mode == Mode.LIVE ? LiveWorkers.start(rq, threads, setup.queues) : null;
  }

  /** Starts to set one up on memory of its own. */
  public static Builder inMemory() {
    return on(new InMemoryProvider());
  }

  /** Starts to set one up on keys of its own, on a Redis for tests. */
  public static Builder redis() {
    return on(new RedisProvider());
  }

  /** Starts to set one up on that kind of backend. */
  public static Builder on(BackendProvider provider) {
    return new Builder(provider);
  }

  /** The kit that gave out that RQ; empty if none did. */
  public static Optional<RqTestkit> of(Rq rq) {
    return Optional.ofNullable(OF.get(rq)).map(WeakReference::get);
  }

  /** The RQ to give to the program under test. */
  public Rq rq() {
    return rq;
  }

  /** The queue of that name. */
  public Queue queue(String name) {
    return rq.queue(name);
  }

  /** The worker that runs what was enqueued. */
  public BurstWorker worker() {
    return worker;
  }

  /** The clock that RQ reads. */
  public TestClock clock() {
    return clock;
  }

  /** What may go wrong, if the test says so. */
  public Faults faults() {
    return faults;
  }

  /** What becomes of a job. */
  public Mode mode() {
    return mode;
  }

  /** Lets the test leave more behind than was said when it was set up. */
  public void allow(Leftover... more) {
    Collections.addAll(allowed, more);
  }

  /** Everything about this RQ on a page: queues, registries, jobs, workers, the last calls. */
  public String dump() {
    return StateDump.of("RQ " + title + " at " + clock.instant(), inspector, recorder);
  }

  /**
   * Frees everything, and fails if the test left something behind that it was not allowed to.
   *
   * @throws LeftoverError with a list of what was left
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      faults.end();
      Leftovers left = new Leftovers(allowed);
      if (live != null) {
        live.stop(this::running).ifPresent(job -> left.cutOff(job, recorder));
      }
      left.jobs(inspector, recorder)
          .workers(
              inspector.workers().stream()
                  .filter(registered -> !faults.hasKilled(registered.name()))
                  .toList())
          .add(Leftover.CHANGED_ARGUMENT, () -> serializer.changed(recorder::siteOf))
          .shownBy(this::dump);
      rq.close();
      inspector.close();
      left.add(Leftover.CONNECTION, installation::connections)
          .add(Leftover.THREAD, threads::goingOn)
          .mustBeNone();
    } finally {
      free();
    }
  }

  // There is one live worker, so that it is the job that was taken last.
  private Optional<Job<Object>> running() {
    return recorder
        .lastClaimed()
        .flatMap(job -> inspector.findJob(job.value()))
        .filter(job -> job.status() == JobStatus.STARTED);
  }

  /** Frees everything, and does not look at what is left: for a test that failed already. */
  public void free() {
    if (!closed) {
      closed = true;
      faults.end();
      rq.close();
      inspector.close();
      installation.close();
    }
  }

  @Override
  public String toString() {
    return "RqTestkit " + title;
  }

  /** Takes the settings of a kit. Each has a default; none of them need be set. */
  public static final class Builder {

    private final BackendProvider provider;
    private final Set<Leftover> allowed = EnumSet.noneOf(Leftover.class);
    private Mode mode = Mode.BURST;
    private Instant startAt = TestClock.START;
    private long seed = 1;
    private boolean ownServer;
    private List<String> queues = List.of("default");
    private Serializer serializer = new JsonSerializer();
    private UnaryOperator<Rq.Builder> settings = UnaryOperator.identity();

    private Builder(BackendProvider provider) {
      this.provider = provider;
    }

    /** Says what becomes of a job; {@link Mode#BURST} by default. */
    public Builder mode(Mode newMode) {
      mode = newMode;
      if (mode == Mode.FAKE) {
        allowed.add(Leftover.QUEUED);
      }
      return this;
    }

    /** Says where the clock starts; {@link TestClock#START} by default. */
    public Builder startAt(Instant start) {
      startAt = start;
      return this;
    }

    /** Says where ids, jitter and queues at random start; 1 by default. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Gives the test a server of its own, if the backend has one: for faults that others would
     * feel. Off by default.
     */
    public Builder ownServer() {
      ownServer = true;
      return this;
    }

    /** Names the queues that the workers of {@link Mode#LIVE} serve; {@code default} by default. */
    public Builder queues(String... names) {
      queues = List.of(names);
      return this;
    }

    /** Lets the test leave that behind. */
    public Builder allow(Leftover... leftovers) {
      Collections.addAll(allowed, leftovers);
      return this;
    }

    /** Writes and reads payloads; {@link JsonSerializer} by default. */
    public Builder serializer(Serializer newSerializer) {
      serializer = newSerializer;
      return this;
    }

    /**
     * More settings of the RQ: allowed packages, instances and the like; after those that were
     * given before. For the serializer there is {@link #serializer}.
     */
    public Builder settings(UnaryOperator<Rq.Builder> more) {
      UnaryOperator<Rq.Builder> before = settings;
      settings = rq -> more.apply(before.apply(rq));
      return this;
    }

    /** Opens it. */
    public RqTestkit open() {
      return new RqTestkit(this);
    }
  }
}
