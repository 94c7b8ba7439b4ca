package io.rq;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the enqueueing and the running of every job of an {@link Rq}, to carry a trace or a
 * tenant from one to the other, to open and close a transaction, to measure. Each method does
 * nothing more by default, so that one overrides what it needs:
 *
 * <pre>{@code
 * final class Tenants implements JobInterceptor {
 *   public <R> Call<R> enqueue(Call<R> call, Queue queue) {
 *     return call.meta("tenant", Tenant.current());
 *   }
 *
 *   public Object run(Job<?> job, Callable<?> function) throws Exception {
 *     return Tenant.within(job.meta().get("tenant"), function);
 *   }
 * }
 * }</pre>
 *
 * <p>They are told in the order in which they were given to {@link Rq.Builder#interceptor}: the
 * first one stands outermost, so its {@code enqueue}, {@code run} and {@code callback} begin first,
 * and its {@code run}, {@code callback} and {@code enqueued} end last. In a synchronous program it
 * is the same. Called by many threads.
 */
public interface JobInterceptor {

  /**
   * Before a call becomes a job: in the thread that enqueues, for each job of a pipeline or a list,
   * too. Retries, repetitions and requeueing are no new jobs. The job of a cron entry is one each
   * time that the entry is due: this is called before it is known whether another program enqueues
   * it first, {@link #enqueued} only if none did.
   *
   * @param call the call, with its own options; those of its queue stand behind them
   * @param queue where it goes
   * @return the call to enqueue, such as this one with more meta
   * @throws RuntimeException to refuse it: then nothing is stored, and the caller gets the
   *     exception
   */
  default <R> Call<R> enqueue(Call<R> call, Queue queue) {
    return call;
  }

  /**
   * After a job was stored, in the thread that enqueues; in a synchronous program before it runs.
   * What is thrown is logged, for the job is there.
   */
  default void enqueued(Job<?> job) {}

  /**
   * Around one run of a job's function, in the thread that runs it and within its time limit;
   * {@link Job#current()} is this job. What the function throws comes out of it: also that there is
   * no such function or that its arguments do not fit, and at the end of its time an interrupt.
   * What is thrown here fails the run.
   *
   * @param function the function, or the next interceptor; to be called once at the most
   * @return what the job returns; usually what the function returned
   */
  default @Nullable Object run(Job<?> job, Callable<@Nullable Object> function) throws Exception {
    return function.call();
  }

  /**
   * Around a callback of a job, in the thread that calls it and within its time limit. What is
   * thrown here fails the callback (CB-05).
   *
   * @param callback the callback, or the next interceptor; to be called once at the most
   * @return what it returned, which nobody looks at
   */
  default @Nullable Object callback(Job<?> job, Callable<@Nullable Object> callback)
      throws Exception {
    return callback.call();
  }
}
