package io.rq.testkit;

import io.rq.Job;
import io.rq.Rq;

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
}
