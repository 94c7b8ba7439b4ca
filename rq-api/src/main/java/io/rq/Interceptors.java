package io.rq;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors of a program, the outermost first. */
final class Interceptors {

  private static final Logger LOG = LoggerFactory.getLogger(Rq.class);

  private final List<JobInterceptor> chain;

  Interceptors(List<JobInterceptor> chain) {
    this.chain = new CopyOnWriteArrayList<>(chain);
  }

  /** A user's code. */
  interface Body {
    @Nullable Object run() throws Throwable;
  }

  /** One more, innermost. */
  void add(JobInterceptor interceptor) {
    chain.add(interceptor);
  }

  void remove(JobInterceptor interceptor) {
    chain.remove(interceptor);
  }

  <R> Call<R> enqueue(Call<R> call, Queue queue) {
    Call<R> changed = call;
    for (JobInterceptor interceptor : chain) {
      changed = interceptor.enqueue(changed, queue);
    }
    return changed;
  }

  void enqueued(Rq rq, List<NewJob> jobs) {
    if (!chain.isEmpty()) {
      jobs.forEach(job -> enqueued(job.handle(rq)));
    }
  }

  private void enqueued(Job<?> job) {
    for (JobInterceptor interceptor : innermostFirst()) {
      try {
        interceptor.enqueued(job);
      } catch (Throwable e) { // code of the user's own must not cost the job
        LOG.error("{}: interceptor {} failed", job.id(), interceptor, e);
      }
    }
  }

  @Nullable Object run(Job<?> job, Body function) throws Throwable {
    if (chain.isEmpty()) {
      return function.run();
    }
    Callable<@Nullable Object> next = callable(function);
    for (JobInterceptor interceptor : innermostFirst()) {
      Callable<@Nullable Object> inner = next;
      next = () -> interceptor.run(job, inner);
    }
    return next.call();
  }

  void callback(Job<?> job, Body callback) throws Throwable {
    Callable<@Nullable Object> next = callable(callback);
    for (JobInterceptor interceptor : innermostFirst()) {
      Callable<@Nullable Object> inner = next;
      next = () -> interceptor.callback(job, inner);
    }
    next.call();
  }

  private List<JobInterceptor> innermostFirst() {
    List<JobInterceptor> all = new ArrayList<>(chain);
    Collections.reverse(all);
    return all;
  }

  // What is neither exception nor error goes through unchanged, too.
  private static Callable<@Nullable Object> callable(Body body) {
    return () -> {
      try {
        return body.run();
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        Interceptors.<RuntimeException>rethrow(e);
        return null;
      }
    };
  }

  @SuppressWarnings("unchecked") // a throwable of another type is thrown as what it is
  private static <E extends Throwable> void rethrow(Throwable e) throws E {
    throw (E) e;
  }
}
