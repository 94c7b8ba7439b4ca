package io.rq.testkit;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkReport;

/**
 * Where assertions about RQ start: {@code import static io.rq.testkit.RqAssertions.assertThat;}.
 */
public final class RqAssertions {

  private RqAssertions() {}

  /** Says what should be true of an RQ. */
  public static RqAssert assertThat(Rq actual) {
    return new RqAssert(actual);
  }

  /** Says what should be true of a job. */
  public static JobAssert assertThat(Job<?> actual) {
    return new JobAssert(actual);
  }

  /** Says what should be true of a queue. */
  public static QueueAssert assertThat(Queue actual) {
    return new QueueAssert(actual);
  }

  /** Says what should be true of jobs that were enqueued. */
  public static EnqueuedJobsAssert assertThat(EnqueuedJobs actual) {
    return new EnqueuedJobsAssert(actual);
  }

  /** Says what should be true of what a worker did. */
  public static WorkReportAssert assertThat(WorkReport actual) {
    return new WorkReportAssert(actual);
  }

  /**
   * A job that makes that call, with those arguments; options of the call do not count. Say more by
   * the methods of what this gives.
   */
  public static ExpectedJob job(Call<?> call) {
    return ExpectedJob.of(call);
  }

  /** A job that calls the function of that path, with whatever arguments. */
  public static ExpectedJob job(String function) {
    return ExpectedJob.of(function);
  }

  /** A job that calls that method of that class, with whatever arguments. */
  public static ExpectedJob job(Class<?> type, String method) {
    return ExpectedJob.of(type.getName() + "." + method);
  }

  /**
   * Runs a piece of a program, and gives the jobs that it enqueued, whatever became of them since,
   * as long as they are kept. Others must not enqueue meanwhile.
   */
  public static EnqueuedJobs enqueuedBy(Rq rq, EnqueuedJobs.Block block) throws Exception {
    return EnqueuedJobs.by(rq, block);
  }
}
