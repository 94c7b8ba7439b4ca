package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.DuplicateJobException;
import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Retention;
import io.rq.Webhook;
import io.rq.spi.Bytes;
import io.rq.spi.Counters;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Captures of jobs that were enqueued and have not run yet. */
class GoldenEnqueueTest extends GoldenScenes {

  @Capture("enqueued-json")
  void enqueued() {
    queue.submit(add(1).kwarg("y", 2).id("job-1"));
  }

  @Capture(
      value = "enqueued-pickle",
      differs =
          """
          SER-01 | rq:job:job-1 data: <pickle> -> ["demo_tasks.add", null, [1], {"y": 2}]
          """)
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

  @Capture("enqueued-all-options")
  void enqueuedWithEveryOption() {
    Plan plan =
        new Plan(
            new Plan.Retry(null, seconds(10, 20), End.FRONT, List.of()),
            new Plan.Repeat(seconds(30, 60)),
            null,
            new Plan.Callback("demo_tasks.on_ok", Duration.ofSeconds(120)),
            new Plan.Callback("demo_tasks.on_bad", Duration.ofSeconds(60)),
            new Plan.Callback("demo_tasks.on_stop", Duration.ofSeconds(5)),
            null,
            List.of(
                Webhook.post("https://hooks.example.com/a", JobStatus.FINISHED)
                    .header("X-Key", "v")
                    .timeout(Duration.ofSeconds(3)),
                Webhook.get("https://hooks.example.com/b", JobStatus.FAILED)),
            null);
    JobSpec spec =
        new JobSpec(
            JobId.of("job-1"),
            QueueName.DEFAULT,
            Bytes.ofText("[\"demo_tasks.add\", null, [1], {\"y\": 2}]"),
            "all options",
            clock.instant(),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Retention.forever(),
            Retention.of(Duration.ofHours(1)),
            plan);
    JobState state = JobState.queued(clock.instant()).counting(new Counters(3, 0, 2));
    Bytes meta = Bytes.ofText("{\"k\": [1, null, true, \"\\u00e9\"]}");
    Insertion job = new Insertion(JobRecord.of(spec, state, meta), new Placement.Queued(End.BACK));

    installation.jobs().insert(List.of(job), List.of());
  }

  private static List<Duration> seconds(long... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }
}
