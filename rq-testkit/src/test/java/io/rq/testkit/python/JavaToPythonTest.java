package io.rq.testkit.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.Result;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Webhook;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What Java enqueues, run by a worker of Python. */
class JavaToPythonTest extends WithPython {

  private Queue queue;

  @BeforeParameterizedClassInvocation
  void work() {
    queue = rq.queue("python");
    closing(pythonWorker("--with-scheduler", "--name", "py", "python"));
  }

  /** Values, and what Python calls them. */
  private static Map<Object, String> values() {
    Map<Object, String> values = new LinkedHashMap<>();
    values.put(true, "True");
    values.put(false, "False");
    values.put(0, "0");
    values.put(-1, "-1");
    values.put(Integer.MIN_VALUE, "-2147483648");
    values.put(Long.MAX_VALUE, "9223372036854775807");
    values.put(BigInteger.TWO.pow(70), "1180591620717411303424");
    values.put(BigInteger.TWO.pow(70).negate(), "-1180591620717411303424");
    values.put(0.1, "0.1");
    values.put(-0.0, "-0.0");
    values.put(1e300, "1e+300");
    values.put(Double.MIN_VALUE, "5e-324");
    values.put("", "''");
    values.put("ä €\u0000 \ud83d\ude00 \"\\\n", "'ä €\\x00 \ud83d\ude00 \"\\\\\\n'");
    values.put(List.of(), "[]");
    values.put(Map.of(), "{}");
    values.put(
        Arrays.asList(1, "two", null, List.of(3.5), Map.of("k", List.of(false))),
        "[1, 'two', None, [3.5], {'k': [False]}]");
    return values;
  }

  @Test
  void everyValueArrives() {
    Map<Object, String> values = values();
    List<Call<?>> calls = new ArrayList<>();
    values.keySet().forEach(value -> calls.add(Call.path("demo_tasks.describe", value)));
    calls.add(Call.path("demo_tasks.describe", (Object) null));
    List<Job<?>> jobs = queue.submitAll(calls);

    List<Object> expected = new ArrayList<>(values.values());
    expected.add("None");
    assertThat(jobs).map(WithPython::valueOf).isEqualTo(expected);
  }

  @Test
  void everyValueComesBack() {
    Map<Object, String> values = values();
    List<Call<?>> calls = new ArrayList<>();
    values.keySet().forEach(value -> calls.add(Call.path("demo_tasks.echo", value)));
    List<Job<?>> jobs = queue.submitAll(calls);

    assertThat(jobs).map(WithPython::valueOf).isEqualTo(new ArrayList<>(values.keySet()));
  }

  @Test
  void whatOnlyPickleHasGoesThereAndBack() {
    pairing.assumeIs("pickle");
    LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6000);
    Map<Object, String> values = new LinkedHashMap<>();
    values.put(Set.of("one"), "{'one'}");
    values.put(time, "datetime.datetime(2026, 1, 2, 3, 4, 5, 6)");
    values.put(
        time.atOffset(ZoneOffset.UTC),
        "datetime.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=datetime.timezone.utc)");
    values.put(
        time.atOffset(ZoneOffset.ofHours(2)),
        "datetime.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))");
    values.put(LocalDate.of(2026, 1, 2), "datetime.date(2026, 1, 2)");
    values.put(Duration.ofMinutes(90), "datetime.timedelta(seconds=5400)");
    values.put(new BigDecimal("1.50"), "Decimal('1.50')");
    values.put(Map.of(List.of(1, "two"), true), "{(1, 'two'): True}");
    values.put(new UUID(1, 2), "UUID('00000000-0000-0001-0000-000000000002')");
    values.put(
        Arrays.asList(Map.of(1, Set.of(2)), null, new BigDecimal("-0.1")),
        "[{1: {2}}, None, Decimal('-0.1')]");

    values.forEach(
        (value, repr) -> {
          assertThat(valueOf(queue.enqueue("demo_tasks.describe", value))).isEqualTo(repr);
          assertThat(valueOf(queue.enqueue("demo_tasks.echo", value))).isEqualTo(value);
        });
    assertThat(valueOf(queue.enqueue("demo_tasks.describe", new byte[] {0, -1})))
        .isEqualTo("b'\\x00\\xff'");
    assertThat(
            valueOf(queue.enqueue("demo_tasks.echo", new byte[] {0, -1}).returning(byte[].class)))
        .containsExactly(0, -1);
    assertThat(
            valueOf(
                queue
                    .enqueue("demo_tasks.echo", time.toInstant(ZoneOffset.UTC))
                    .returning(Instant.class)))
        .isEqualTo(time.toInstant(ZoneOffset.UTC));
  }

  @Test
  void nothingComesBackAsNothing() {
    Job<Object> job = queue.enqueue("demo_tasks.nothing");

    Result<Object> result = resultOf(job);
    assertThat(result.type()).isEqualTo(ResultType.SUCCESSFUL);
    assertThat(result.returnValue()).isEmpty();
  }

  record Person(String name, int age, List<String> tags) {}

  @Test
  void aRecordTravelsAsADictionaryAndComesBackAsARecord() {
    Person ann = new Person("Ann", 31, List.of("a", "b"));

    assertThat(valueOf(queue.enqueue("demo_tasks.describe", ann)))
        .isEqualTo("{'name': 'Ann', 'age': 31, 'tags': ['a', 'b']}");
    assertThat(valueOf(queue.enqueue("demo_tasks.echo", ann).returning(Person.class)))
        .isEqualTo(ann);
  }

  @Test
  void argumentsGoByName() {
    Job<Object> job =
        queue.submit(Call.path("demo_tasks.keywords").kwarg("b", 2).kwarg("a", "one"));
    Job<Object> mixed = queue.submit(Call.path("demo_tasks.add", 1).kwarg("y", 2));

    assertThat(valueOf(job)).isEqualTo("a='one', b=2");
    assertThat(valueOf(mixed)).isEqualTo(3);
  }

  @Test
  void theTracebackOfAFailureIsReadBack() {
    Job<Object> job = queue.enqueue("demo_tasks.fail", "boom ä");

    Result<Object> result = resultOf(job);
    assertThat(result.type()).isEqualTo(ResultType.FAILED);
    assertThat(result.failure().orElseThrow())
        .startsWith("Traceback (most recent call last):")
        .contains("in fail")
        .contains("ValueError: boom ä");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.queue().failed().jobIds()).contains(job.id());
  }

  @Test
  void aFunctionThatNobodyKnowsFails() {
    Job<Object> job = queue.enqueue("demo_tasks.none_of_that", 1);

    assertThat(resultOf(job).failure().orElseThrow()).contains("Error").contains("demo_tasks");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void whoRanItAndWhenIsKnown() {
    Job<Object> job = queue.enqueue("demo_tasks.add", 1, 2);

    valueOf(job);
    awaitStatus(job, JobStatus.FINISHED);
    if (peer.isOfToday()) {
      assertThat(job.workerName()).hasValueSatisfying(n -> assertThat(n.value()).isEqualTo("py"));
      assertThat(resultOf(job).workerName()).isEqualTo(job.workerName());
      assertThat(resultOf(job).executionId()).isPresent();
    }
    assertThat(job.startedAt().orElseThrow()).isAfterOrEqualTo(job.enqueuedAt().orElseThrow());
    assertThat(job.endedAt().orElseThrow()).isAfterOrEqualTo(job.startedAt().orElseThrow());
    assertThat(job.queue().finished().jobIds()).contains(job.id());
  }

  @Test
  void metaGoesThereAndBack() {
    Job<Object> job =
        queue.submit(Call.path("demo_tasks.set_meta", "theirs", List.of(1, "ä")).meta("ours", "é"));

    valueOf(job);
    awaitStatus(job, JobStatus.FINISHED);
    Map<String, @Nullable Object> meta = job.meta();
    assertThat(meta).containsEntry("ours", "é").containsEntry("theirs", List.of(1, "ä"));
  }

  @Test
  void whatCannotBeSerializedIsReplacedByAText() {
    Job<Object> job = queue.enqueue("demo_tasks.unserializable");

    if (peer.isOfToday()) {
      assertThat(valueOf(job)).isEqualTo("Unserializable return value");
    } else {
      assertThat(resultOf(job).failure().orElseThrow()).contains("Error");
    }
  }

  @Test
  void retriesHappenAtOnce() {
    Job<Object> job = queue.submit(Call.path("demo_tasks.fail_first", 2).retry(Retry.max(3)));

    awaitStatus(job, JobStatus.FINISHED);
    assertThat(valueOf(job)).isEqualTo(3);
    assertThat(job.retriesLeft()).hasValue(1);
  }

  @Test
  void retriesHappenLater() {
    Job<Object> job =
        queue.submit(
            Call.path("demo_tasks.fail_first", 1).retry(Retry.max(2).every(Duration.ofSeconds(1))));

    awaitStatus(job, JobStatus.FINISHED);
    assertThat(job.meta()).containsEntry("runs", 2);
    assertThat(queue.scheduled().jobIds()).doesNotContain(job.id());
  }

  @Test
  void aJobWithoutRetriesLeftFails() {
    Job<Object> job = queue.submit(Call.path("demo_tasks.fail_first", 5).retry(Retry.max(1)));

    awaitStatus(job, JobStatus.FAILED);
    assertThat(job.meta()).containsEntry("runs", 2);
    assertThat(job.retriesLeft()).hasValue(0);
  }

  @Test
  void aFunctionMayAskForARetry() {
    peer.assumeHas("returned retries");
    Job<Object> job = queue.enqueue("demo_tasks.return_retry", 1, 0);

    awaitStatus(job, JobStatus.FAILED);
    assertThat(job.results())
        .map(Result::type)
        .containsExactly(ResultType.MAX_RETRIES_EXCEEDED, ResultType.RETRIED);
  }

  @Test
  void jobsAreRepeated() {
    peer.assumeHas("repetitions");
    Job<Object> job =
        queue.submit(Call.path("demo_tasks.fail_first", 0).repeat(Repeat.times(2).intervals(0, 1)));

    awaitTrue("three runs", () -> Integer.valueOf(3).equals(job.meta().get("runs")));
    awaitStatus(job, JobStatus.FINISHED);
    assertThat(job.repeatsLeft()).hasValue(0);
  }

  @Test
  void aJobWaitsForOthers(@TempDir Path directory) throws IOException {
    Path held = hold(directory);
    Job<Object> first = queue.enqueue("demo_tasks.wait_while", held.toString());
    Job<Object> second = queue.enqueue("demo_tasks.add", 1, 2);
    Job<Object> child =
        queue.submit(Call.path("demo_tasks.echo", "after").dependsOn(first, second));

    assertThat(child.status()).isEqualTo(JobStatus.DEFERRED);
    Files.delete(held);
    assertThat(valueOf(child)).isEqualTo("after");
    assertThat(child.startedAt().orElseThrow()).isAfter(first.endedAt().orElseThrow());
  }

  @Test
  void aJobMayGoOnAfterAFailureOrNot() {
    Job<Object> parent = rq.queue("later").enqueue("demo_tasks.fail", "boom");
    Job<Object> strict = queue.submit(Call.path("demo_tasks.add", 1).dependsOn(parent));
    Job<Object> patient =
        queue.submit(
            Call.path("demo_tasks.add", 1).dependsOn(Dependency.on(parent).allowFailure()));

    pythonBurst("later");

    assertThat(valueOf(patient)).isEqualTo(1);
    assertThat(strict.status()).isEqualTo(JobStatus.DEFERRED);
  }

  @Test
  void theirSchedulerMovesWhatIsDue() {
    // The time is stored in whole seconds.
    Job<Object> job = queue.enqueueIn(Duration.ofSeconds(2), "demo_tasks.add", 1, 2);
    Job<Object> notYet = queue.enqueueIn(Duration.ofHours(1), "demo_tasks.add", 1, 2);

    assertThat(valueOf(job)).isEqualTo(3);
    assertThat(job.startedAt().orElseThrow()).isAfterOrEqualTo(job.createdAt().plusSeconds(1));
    assertThat(notYet.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(queue.scheduled().jobIds()).containsExactly(notYet.id());
  }

  @Test
  void groupsAreKnownToBoth() {
    peer.assumeHas("groups");
    List<Job<?>> jobs =
        queue.submitAll(
            List.of(
                Call.path("demo_tasks.add", 1).group("batch"),
                Call.path("demo_tasks.add", 2).group("batch")));

    jobs.forEach(WithPython::valueOf);
    jobs.forEach(job -> awaitStatus(job, JobStatus.FINISHED));
    assertThat(
            text(
                """
                from rq.group import Group
                jobs = Group.fetch('batch', connection=connection).get_jobs()
                ' '.join(sorted(job.get_status() for job in jobs))
                """,
                Map.of()))
        .isEqualTo("finished finished");
    assertThat(rq.group("batch").isDone()).isTrue();
  }

  @Test
  void callbacksAreCalledByTheirPath() {
    Job<Object> good =
        queue.submit(
            Call.path("demo_tasks.add", 1, 2)
                .onSuccess("demo_tasks.on_success")
                .onFailure("demo_tasks.on_failure"));
    Job<Object> bad =
        queue.submit(
            Call.path("demo_tasks.fail", "boom")
                .onSuccess("demo_tasks.on_success")
                .onFailure("demo_tasks.on_failure"));

    awaitStatus(good, JobStatus.FINISHED);
    awaitStatus(bad, JobStatus.FAILED);
    assertThat(good.meta()).containsEntry("called", "success: 3");
    assertThat(bad.meta()).containsEntry("called", "failure: boom");
  }

  @Test
  void aJobIsStopped() {
    Job<Object> job =
        queue.submit(Call.path("demo_tasks.slow", 150).onStopped("demo_tasks.on_stopped"));
    awaitStatus(job, JobStatus.STARTED);

    job.stop();

    awaitStatus(job, JobStatus.STOPPED);
    assertThat(resultOf(job).failure().orElseThrow()).startsWith("Job stopped by user");
    if (peer.isOfToday()) {
      assertThat(job.meta()).containsEntry("called", "stopped");
    }
  }

  @Test
  void aJobThatTakesTooLongFails() {
    Job<Object> job =
        queue.submit(Call.path("demo_tasks.slow", 150).timeout(Duration.ofSeconds(1)));

    assertThat(resultOf(job).failure().orElseThrow()).contains("JobTimeoutException");
  }

  @Test
  void aCanceledJobDoesNotRun() {
    Job<Object> job = rq.queue("quiet").enqueue("demo_tasks.add", 1);
    Job<Object> other = rq.queue("quiet").enqueue("demo_tasks.add", 2);

    job.cancel();
    pythonBurst("quiet");

    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(text("job.get_status()", job)).isEqualTo("canceled");
    assertThat(valueOf(other)).isEqualTo(2);
  }

  @Test
  void aFailedJobIsRequeued() {
    Job<Object> job = queue.enqueue("demo_tasks.fail_first", 1);
    awaitStatus(job, JobStatus.FAILED);

    job.requeue();

    awaitStatus(job, JobStatus.FINISHED);
    assertThat(valueOf(job)).isEqualTo(2);
  }

  @Test
  void resultsAreKeptAsLongAsTheJobSays() {
    Job<Object> gone = queue.submit(Call.path("demo_tasks.add", 1).resultTtl(Retention.none()));
    Job<Object> kept =
        queue.submit(Call.path("demo_tasks.add", 1).resultTtl(Duration.ofSeconds(77)));
    Job<Object> forever =
        queue.submit(Call.path("demo_tasks.add", 1).resultTtl(Retention.forever()));

    valueOf(forever);
    awaitStatus(forever, JobStatus.FINISHED);
    assertThat(gone.exists()).isFalse();
    assertThat(kept.expiresAt().orElseThrow())
        .isBetween(
            kept.endedAt().orElseThrow().plusSeconds(75),
            kept.endedAt().orElseThrow().plusSeconds(77).plus(LONG));
    assertThat(forever.expiresAt()).isEmpty();
  }

  @Test
  void webhooksAreSent() throws Exception {
    peer.assumeHas("webhooks");
    try (PostBox box = PostBox.open()) {
      Job<Object> job =
          queue.submit(
              Call.path("demo_tasks.add", 1)
                  .webhook(Webhook.post(box.url(), JobStatus.FINISHED).header("X-Key", "v")));

      assertThat(box.take())
          .contains("X-key: v")
          .contains("\"job_id\": \"" + job.id() + "\"")
          .contains("\"status\": \"finished\"");
    }
  }

  @Test
  void aJobMayEnqueueTheNextOneForJava() {
    Job<Object> job = queue.enqueue("demo_tasks.enqueue_next", "java", "next");

    valueOf(job);
    rq.worker("java").burst();

    assertThat(valueOf(rq.job("next"))).isEqualTo(job.id().value());
  }
}
