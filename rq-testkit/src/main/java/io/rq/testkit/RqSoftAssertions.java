package io.rq.testkit;

import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkReport;
import java.util.List;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.StandardSoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * The same assertions, collected: {@link #assertAll} fails with all that failed. AssertJ's {@code
 * SoftAssertionsExtension} injects and closes one.
 */
public class RqSoftAssertions extends AbstractSoftAssertions
    implements StandardSoftAssertionsProvider {

  /** Begins with none. */
  public RqSoftAssertions() {}

  /** Says what should be true of an RQ. */
  public RqAssert assertThat(Rq actual) {
    RqAssert soft = proxy(RqAssert.class, Rq.class, actual);
    soft.next = this::registries;
    return soft;
  }

  /** Says what should be true of a queue. */
  public QueueAssert assertThat(Queue actual) {
    QueueAssert soft = proxy(QueueAssert.class, Queue.class, actual);
    soft.next = this::registries;
    return soft;
  }

  /** Says what should be true of a job. */
  public JobAssert assertThat(@Nullable Job<?> actual) {
    return proxy(JobAssert.class, Job.class, actual);
  }

  /** Says what should be true of what a worker did. */
  public WorkReportAssert assertThat(WorkReport actual) {
    return proxy(WorkReportAssert.class, WorkReport.class, actual);
  }

  /** Says what should be true of jobs that were enqueued. */
  public EnqueuedJobsAssert assertThat(EnqueuedJobs actual) {
    EnqueuedJobsAssert soft = proxy(EnqueuedJobsAssert.class, EnqueuedJobs.class, actual);
    soft.softly = this;
    return soft;
  }

  private RegistriesAssert registries(List<Queue> queues) {
    return proxy(RegistriesAssert.class, List.class, queues);
  }
}
