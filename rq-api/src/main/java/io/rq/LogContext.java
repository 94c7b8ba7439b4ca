package io.rq;

import io.rq.spi.JobRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which job a thread runs, for the lines that it logs meanwhile: the entries {@value #JOB} and
 * {@value #QUEUE} of SLF4J's MDC. What stood there before comes back, as where a synchronous job
 * enqueues another.
 */
final class LogContext {

  static final String JOB = "rq.job";
  static final String QUEUE = "rq.queue";

  private final @Nullable String outerJob = MDC.get(JOB);
  private final @Nullable String outerQueue = MDC.get(QUEUE);

  private LogContext(JobRecord job) {
    MDC.put(JOB, job.id().value());
    MDC.put(QUEUE, job.spec().origin().value());
  }

  /** Begins to say which job it is. */
  static LogContext begin(JobRecord job) {
    return new LogContext(job);
  }

  /** Says again what was said before. */
  void end() {
    restore(JOB, outerJob);
    restore(QUEUE, outerQueue);
  }

  private static void restore(String key, @Nullable String outer) {
    if (outer == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, outer);
    }
  }
}
