package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.DuplicateJobException;
import io.rq.JobStatus;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Webhook;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Captures of jobs that were enqueued and have not run yet. */
@Pins({"J-06", "J-34"})
class GoldenEnqueueTest extends GoldenScenes {

  @Capture("enqueued-json")
  void enqueued() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));
  }

  @Capture("enqueued-pickle")
  void enqueuedInAnotherSerializer() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));
  }

  @Capture("enqueued-at-front")
  void enqueuedAtFront() {
    queue.submit(add(1).id("job-1"));
    queue.submit(add(2).id("job-2"));
    queue.submit(add(3).id("job-3").atFront());
  }

  @Capture("enqueued-many")
  void enqueuedManyAtOnce() {
    queue.submitAll(List.of(add(1).id("job-1"), add(2).id("job-2"), add(3).id("job-3")));
  }

  @Capture("enqueued-unique")
  void enqueuedOnce() {
    queue.submit(add(1).id("job-1"));

    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> queue.submit(add(1).id("job-1")));
  }

  @Capture("scheduled")
  void scheduledAtTheFront() {
    queue.at(Instant.parse("2040-01-01T12:30:00.999999Z")).submit(add(1).id("job-1").atFront());
  }

  @Capture("scheduled-unique")
  void scheduledOnce() {
    queue.at(Instant.parse("2040-01-01T00:00:00Z")).submit(add(1).id("job-1"));
  }

  @Capture("deferred")
  void deferred() {
    submitAChildOfTwo();
  }

  @Capture("group")
  void inAGroup() {
    queue.submitAll(
        List.of(add(1).id("job-1").group("group-1"), add(2).id("job-2").group("group-1")));
  }

  @Capture(
      value = "enqueued-all-options",
      differs =
          """
          ours   | rq:job:job-1 retry_max: (none) -> 3
          """)
  void enqueuedWithEveryOption() {
    queue.submit(
        add(1)
            .kwarg("y", 2)
            .id("job-1")
            .description("all options")
            .timeout(Duration.ofHours(1))
            .ttl(Duration.ofMinutes(10))
            .resultTtl(Retention.forever())
            .failureTtl(Duration.ofHours(1))
            .meta("k", Arrays.asList(1, null, true, "\u00e9"))
            .retry(Retry.max(3).intervals(10, 20).atFront())
            // In RQ's words the list [30, 60], which it takes from its end.
            .repeat(Repeat.times(2).intervals(60, 30))
            .onSuccess("demo_tasks.on_ok", Duration.ofMinutes(2))
            .onFailure("demo_tasks.on_bad")
            .onStopped("demo_tasks.on_stop", Duration.ofSeconds(5))
            .webhook(
                Webhook.post("https://hooks.example.com/a", JobStatus.FINISHED)
                    .header("X-Key", "v")
                    .timeout(Duration.ofSeconds(3)))
            .webhook(Webhook.get("https://hooks.example.com/b", JobStatus.FAILED)));
  }
}
