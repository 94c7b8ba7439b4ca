package io.rq.testkit.redis;

import static io.rq.testkit.redis.Samples.NEXT;
import static io.rq.testkit.redis.Samples.NOW;
import static io.rq.testkit.redis.Samples.change;
import static io.rq.testkit.redis.Samples.finish;
import static io.rq.testkit.redis.Samples.in;
import static io.rq.testkit.redis.Samples.job;
import static io.rq.testkit.redis.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Placement;
import io.rq.spi.Transition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever belongs to a job lives on the server as long as its record. */
class KeyExpiryTest {

  private static final long FOREVER = -1;

  @RegisterExtension final Installation rq = Installation.onSharedServer();

  private Claim run() {
    return rq.jobs().claim(NEXT, lease("x1")).orElseThrow();
  }

  private JobRecord finished() {
    Claim claim = run();
    rq.jobs().commit(Transition.of(finish(claim)));
    return claim.job();
  }

  private void requeue(JobRecord job) {
    rq.jobs()
        .commit(
            Transition.of(
                change(
                    job,
                    in(JobStatus.FINISHED),
                    JobState.queued(NOW),
                    new Placement.Queued(End.BACK))));
  }

  private long secondsLeft(String name) {
    return rq.client().ttl(rq.key(name));
  }

  private static Insertion mortal() {
    Insertion job = job("a");
    JobSpec spec = job.job().spec();
    return new Insertion(
        JobRecord.of(
            new JobSpec(
                spec.id(),
                spec.origin(),
                spec.data(),
                spec.description(),
                spec.createdAt(),
                spec.timeout(),
                Duration.ofSeconds(60),
                null,
                null),
            job.job().state(),
            null),
        job.placement());
  }

  @Test
  void resultsEndWithAJobThatEnded() {
    rq.jobs().insert(List.of(job("a")), List.of());
    finished();

    assertThat(secondsLeft("job:a")).isBetween(490L, 500L);
    assertThat(secondsLeft("results:a")).isBetween(490L, 500L);
  }

  @Test
  void resultsStayWithAJobThatIsRunAgain() {
    rq.jobs().insert(List.of(job("a")), List.of());
    requeue(finished());

    assertThat(secondsLeft("job:a")).isEqualTo(FOREVER);
    assertThat(secondsLeft("results:a")).isEqualTo(FOREVER);
  }

  @Test
  void resultsHaveTheTimeToLiveOfAJobThatWaitsAgainAndNoneWhileItRuns() {
    rq.jobs().insert(List.of(mortal()), List.of());
    requeue(finished());

    assertThat(secondsLeft("job:a")).isBetween(50L, 60L);
    assertThat(secondsLeft("results:a")).isBetween(50L, 60L);
    run();
    assertThat(secondsLeft("job:a")).isEqualTo(FOREVER);
    assertThat(secondsLeft("results:a")).isEqualTo(FOREVER);
  }
}
