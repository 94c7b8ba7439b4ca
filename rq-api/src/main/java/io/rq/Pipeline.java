package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Jobs for one queue or many that are enqueued in one step, all or none: RQ's {@code pipeline=}
 * (Q-29, Q-30).
 *
 * <pre>{@code
 * Pipeline pipeline = rq.pipeline();
 * Job<Integer> words = pipeline.on(rq.queue("high")).enqueue(Words::countAt, url);
 * pipeline.on(rq.queue("mail")).submit(Call.of(Reports::build, 2026).dependsOn(words));
 * pipeline.execute();
 * }</pre>
 *
 * <p>A call that is wrong in itself is refused when it is put in. Nothing is stored, and no job
 * exists, before {@link #execute}; what depends on others, such as whether a job must wait for
 * those that it depends on, is decided then, by what is true then. A synchronous program runs the
 * jobs after all of them are stored (SYNC-22).
 *
 * <p>Not safe for use by several threads.
 */
public final class Pipeline {

  private final Rq rq;
  private final List<NewJob> jobs = new ArrayList<>();

  Pipeline(Rq rq) {
    this.rq = rq;
  }

  /**
   * Puts jobs for that queue into this pipeline, in the order in which they will be stored. A job
   * may depend on one that was put in before.
   *
   * @throws IllegalArgumentException if the queue is not one of the {@link Rq} of this pipeline
   */
  public TimedEnqueuer on(Queue queue) {
    if (!queue.belongsTo(rq)) {
      throw new IllegalArgumentException(queue + " belongs to another Rq than this pipeline");
    }
    return new TimedEnqueuer() {
      @Override
      public <R> Job<R> submit(Call<R> call) {
        return add(queue.make(call, null));
      }

      @Override
      public Enqueuer at(Instant time) {
        Objects.requireNonNull(time, "time");
        return new Enqueuer() {
          @Override
          public <R> Job<R> submit(Call<R> call) {
            return add(queue.make(call, time));
          }
        };
      }

      @Override
      public Enqueuer in(Duration delay) {
        return at(rq.timeIn(delay));
      }
    };
  }

  private <R> Job<R> add(NewJob job) {
    jobs.add(job);
    return job.handle(rq);
  }

  /** How many jobs were put in since it was last executed. */
  public int size() {
    return jobs.size();
  }

  /**
   * Stores the jobs, all or none, in one round trip. Then the pipeline is empty and may be filled
   * again; if this throws, it is as it was.
   *
   * @throws DuplicateJobException if an id is taken (U-10)
   * @throws IllegalArgumentException if two of the jobs have one id
   * @throws NoSuchJobException if a job depends on one that there is not
   * @throws InvalidJobOperationException if a job depends on one that was canceled
   */
  public void execute() {
    if (jobs.isEmpty()) {
      return;
    }
    rq.submission().submit(List.copyOf(jobs));
    jobs.clear();
  }
}
