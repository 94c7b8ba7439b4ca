package io.rq;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures an {@link Rq} with Micrometer. Those who use this need {@code
 * io.micrometer:micrometer-core} beside this library:
 *
 * <pre>{@code
 * new RqMetrics(rq).bindTo(registry);
 * }</pre>
 *
 * <ul>
 *   <li>{@code rq.jobs.enqueued}, by {@code queue}: counts the jobs that this program enqueued;
 *   <li>{@code rq.job.runs}, by {@code queue} and {@code outcome}: times the runs of functions in
 *       this program. The outcome is {@code finished}, {@code failed}, or {@code stopped} where the
 *       run was cut off by its time limit or by somebody;
 *   <li>{@code rq.queue.size}, by {@code queue}: how many jobs wait in it now;
 *   <li>{@code rq.registry.size}, by {@code queue} and {@code registry}: how many jobs are {@code
 *       started}, {@code scheduled}, {@code deferred}, {@code finished}, {@code failed}, {@code
 *       canceled} now, wherever they run.
 * </ul>
 *
 * <p>The sizes are there for the configured queues, for those that exist when this is bound and for
 * those that this program enqueues to or runs jobs of. Each is a read of the backend whenever the
 * registry is asked for it, which changes nothing there.
 *
 * <p>Several that are measured in one registry need tags of their own, by which they are told
 * apart:
 *
 * <pre>{@code
 * new RqMetrics(orders, Tags.of("rq", "orders")).bindTo(registry);
 * new RqMetrics(mail, Tags.of("rq", "mail")).bindTo(registry);
 * }</pre>
 */
@SuppressWarnings("exports") // whoever uses it has Micrometer
public final class RqMetrics implements MeterBinder, AutoCloseable {

  private static final String QUEUE_SIZE = "rq.queue.size";
  private static final String QUEUE = "queue";

  private final Rq rq;
  private final Tags tags;
  private final List<Meters> bound = new CopyOnWriteArrayList<>();

  /** Measures that one, once it is bound. */
  public RqMetrics(Rq rq) {
    this(rq, Tags.empty());
  }

  /** The same, with these tags at everything that is measured. */
  public RqMetrics(Rq rq, Iterable<Tag> tags) {
    this.rq = rq;
    this.tags = Tags.of(tags);
  }

  /**
   * Begins to measure, until this or the {@link Rq} is closed; to be called once per registry.
   *
   * @throws IllegalStateException if one is measured there already, and the tags do not tell them
   *     apart: these must have the same names, and other values
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    registry.find(QUEUE_SIZE).gauges().forEach(this::refuseIfAlike);
    List<Queue> existing = rq.queues();
    Meters meters = new Meters(registry, tags);
    rq.config().queues().forEach(name -> meters.show(new Queue(rq, name)));
    existing.forEach(meters::show);
    rq.interceptors().add(meters);
    bound.add(meters);
    rq.onClose(this::close);
  }

  private void refuseIfAlike(Gauge measured) {
    List<Tag> its =
        measured.getId().getTags().stream().filter(tag -> !tag.getKey().equals(QUEUE)).toList();
    List<Tag> mine = tags.stream().toList();
    if (its.containsAll(mine) || mine.containsAll(its)) {
      throw new IllegalStateException(
          "An Rq is measured in this registry already, with the tags "
              + its
              + ", and those of this one, "
              + mine
              + ", do not tell them apart: close its RqMetrics first, or give each"
              + " new RqMetrics(rq, Tags.of(\"rq\", \"mail\")) with another value");
    }
  }

  /** Measures no more, and takes the sizes out of the registries; what was counted stays there. */
  @Override
  public void close() {
    for (Meters meters : bound) {
      rq.interceptors().remove(meters);
      meters.close();
    }
    bound.clear();
  }

  /** What is measured, in one registry. */
  private static final class Meters implements JobInterceptor {

    private final MeterRegistry registry;
    private final Tags own;
    private final Set<Queue> shown = ConcurrentHashMap.newKeySet();
    private final List<Gauge> sizes = new ArrayList<>();
    private boolean isClosed;

    Meters(MeterRegistry registry, Tags own) {
      this.registry = registry;
      this.own = own;
    }

    void show(Queue queue) {
      if (shown.add(queue)) {
        showSizes(queue);
      }
    }

    private synchronized void showSizes(Queue queue) {
      if (!isClosed) {
        size(QUEUE_SIZE, queue, Tags.empty(), Queue::size);
        registry("started", queue, q -> q.started().size());
        registry("scheduled", queue, q -> q.scheduled().size());
        registry("deferred", queue, q -> q.deferred().size());
        registry("finished", queue, q -> q.finished().size());
        registry("failed", queue, q -> q.failed().size());
        registry("canceled", queue, q -> q.canceled().size());
      }
    }

    synchronized void close() {
      isClosed = true;
      sizes.forEach(registry::remove);
      sizes.clear();
    }

    private void registry(String name, Queue queue, ToLongFunction<Queue> size) {
      size("rq.registry.size", queue, Tags.of("registry", name), size);
    }

    private void size(String meter, Queue queue, Tags tags, ToLongFunction<Queue> size) {
      sizes.add(
          Gauge.builder(meter, queue, size::applyAsLong)
              .tags(own.and(tags).and(QUEUE, queue.name()))
              .baseUnit("jobs")
              .strongReference(true)
              .register(registry));
    }

    @Override
    public void enqueued(Job<?> job) {
      show(job.queue());
      registry.counter("rq.jobs.enqueued", own.and(QUEUE, job.queue().name())).increment();
    }

    @Override
    public @Nullable Object run(Job<?> job, Callable<@Nullable Object> function) throws Exception {
      show(job.queue());
      Timer.Sample sample = Timer.start(registry);
      String outcome = "failed";
      try {
        Object value = function.call();
        outcome = "finished";
        return value;
      } finally {
        sample.stop(
            registry.timer(
                "rq.job.runs",
                own.and(QUEUE, job.queue().name())
                    .and("outcome", Job.isStopRequested() ? "stopped" : outcome)));
      }
    }
  }
}
