package io.rq.testkit.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python enqueues, run by a worker of Java. */
class PythonToJavaTest extends WithPython {

  private static final String TASKS = "io.rq.testkit.python.Tasks.";

  @BeforeParameterizedClassInvocation
  void work() {
    javaWorker(WorkerOptions.on("java").name("ann"));
  }

  /** Lets Python enqueue to us, by that call of a queue's method. */
  private Job<Object> enqueue(String call) {
    return rq.job(text("queue('java')." + call + ".id", Map.of("tasks", TASKS)));
  }

  /** What Python says about a job that Java ran. */
  private String says(Job<?> job, String code) {
    return text(code, job);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "describe | None                   | 'null'",
        "describe | True                   | 'Boolean true'",
        "describe | 7                      | 'Integer 7'",
        "describe | -2**31 - 1             | 'Long -2147483649'",
        "describe | 2**63                  | 'BigInteger 9223372036854775808'",
        "describe | 1.5                    | 'Double 1.5'",
        "describe | 'ä€😀\\x00\\n'            | 'String ä€😀\\x00\\n'",
        "describe | []                     | 'ArrayList []'",
        "describe | [1, None, ['a']]       | 'ArrayList [1, null, [a]]'",
        "describe | {'k': {'n': 1.0}}      | 'LinkedHashMap {k={n=1.0}}'",
        "sum      | 1, 2**40               | 1099511627777",
        "product  | 2**70, -2              | -2361183241434822606848",
        "half     | 3                      | 1.5",
        "half     | float('inf')           | float('inf')",
        "not      | False                  | True",
        "greet    | 'Ann', None            | 'Hello, Ann'",
        "greet    | 'Ann', 'Hi'            | 'Hi, Ann'",
        "twice    | [1, 2, 3]              | [2, 4, 6]",
        "twice    | (1, 2)                 | [2, 4]",
        "lengths  | ['one', 'three']       | {'one': 3, 'three': 5}",
        "older    | {'name': 'Ann', 'age': 31, 'tags': ['a']}, 1 | {'name': 'Ann', 'age': 32, 'tags': ['a']}",
        "other    | 'RED'                  | 'GREEN'",
      })
  void valuesGoThereAndBack(String function, String arguments, String result) {
    Job<Object> job = enqueue("enqueue(tasks + '" + function + "', " + arguments + ")");

    assertReturned(job, result);
  }

  private void assertReturned(Job<?> job, String result) {
    resultOf(job);
    assertThat(says(job, "repr((lambda x: (type(x), x))(job.return_value()))"))
        .as("as Python reads it")
        .isEqualTo(text("repr((lambda x: (type(x), x))(" + result + "))", Map.of()));
  }

  @Test
  void whatJsonDoesNotHaveGoesAsText() {
    pairing.assumeIs("json");

    assertReturned(
        enqueue("enqueue(tasks + 'line', {'item': 'tea', 'price': 1.50, 'on': '2026-01-02'})"),
        "{'item': 'tea', 'price': 1.5, 'on': '2026-01-02'}");
    assertReturned(
        enqueue("enqueue(tasks + 'later', '2026-01-02T03:04:05Z', 60)"), "'2026-01-02T03:05:05Z'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "b'\\x00\\xff'                           | b'\\x00\\xff'                    | byte[] 00ff",
        "(1, 'two', None)                      | [1, 'two', None]              | ArrayList [1, two, null]",
        "{'one'}                               | {'one'}                       | LinkedHashSet [one]",
        "frozenset({1})                        | {1}                           | LinkedHashSet [1]",
        "datetime.datetime(2026, 1, 2, 3, 4, 5, 6) | datetime.datetime(2026, 1, 2, 3, 4, 5, 6) | LocalDateTime 2026-01-02T03:04:05.000006",
        "datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone.utc) | datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone.utc) | OffsetDateTime 2026-01-02T03:04Z",
        "datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(hours=-5))) | datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(hours=-5))) | OffsetDateTime 2026-01-02T03:04-05:00",
        "datetime.date(2026, 1, 2)             | datetime.date(2026, 1, 2)     | LocalDate 2026-01-02",
        "datetime.timedelta(days=1, seconds=1) | datetime.timedelta(days=1, seconds=1) | Duration PT24H1S",
        "Decimal('1.50')                       | Decimal('1.50')               | BigDecimal 1.50",
        "UUID(int=2**64 + 2)                   | UUID(int=2**64 + 2)           | UUID 00000000-0000-0001-0000-000000000002",
        "{1: ('a',), None: b''}                | {1: ['a'], None: b''}         | ",
      })
  void whatOnlyPickleHasGoesThereAndBack(String value, String back, @Nullable String here) {
    pairing.assumeIs("pickle");

    assertReturned(enqueue("enqueue('demo_tasks.echo', " + value + ")"), back);
    if (here != null) {
      assertThat(valueOf(enqueue("enqueue(tasks + 'describe', " + value + ")"))).isEqualTo(here);
    }
  }

  @Test
  void whatOnlyPickleHasFitsTypesOfParameters() {
    pairing.assumeIs("pickle");

    assertReturned(
        enqueue(
            "enqueue(tasks + 'line', {'item': 'tea', 'price': Decimal('1.50'), 'on': datetime.date(2026, 1, 2)})"),
        "{'item': 'tea', 'price': Decimal('1.50'), 'on': datetime.date(2026, 1, 2)}");
    assertReturned(
        enqueue(
            "enqueue(tasks + 'later', datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc), 60)"),
        "datetime.datetime(2026, 1, 2, 0, 1, tzinfo=datetime.timezone.utc)");
  }

  @Test
  void argumentsGoByTheNamesOfParameters() {
    Job<Object> named = enqueue("enqueue(tasks + 'greet', greeting='Hi', name='Ann')");
    Job<Object> mixed = enqueue("enqueue(tasks + 'greet', 'Ann', greeting=None)");
    Job<Object> wrong = enqueue("enqueue(tasks + 'greet', 'Ann', salutation='Hi')");

    resultOf(wrong);
    assertThat(says(named, "job.return_value()")).isEqualTo("Hi, Ann");
    assertThat(says(mixed, "job.return_value()")).isEqualTo("Hello, Ann");
    assertThat(says(wrong, "job.get_status()")).isEqualTo("failed");
    assertThat(says(wrong, "job.latest_result().exc_string")).contains("salutation");
  }

  @Test
  void pythonSeesHowItWent() {
    Job<Object> job = enqueue("enqueue('demo_tasks.add', 1, y=2)");

    resultOf(job);
    assertThat(says(job, "job.get_status()")).isEqualTo("finished");
    assertThat(says(job, "job.latest_result().type.name")).isEqualTo("SUCCESSFUL");
    assertThat(says(job, "job.latest_result().return_value")).isEqualTo("3");
    assertThat(says(job, "job.worker_name")).isEqualTo("ann");
    assertThat(says(job, "job.enqueued_at <= job.started_at <= job.ended_at")).isEqualTo("true");
    assertThat(says(job, "job.id in queue('java').finished_job_registry")).isEqualTo("true");
    assertThat(says(job, "job.is_finished and not job.is_failed")).isEqualTo("true");
  }

  @Test
  void nothingIsNone() {
    Job<Object> job = enqueue("enqueue('demo_tasks.nothing')");

    resultOf(job);
    assertThat(says(job, "repr(job.return_value())")).isEqualTo("None");
    assertThat(says(job, "job.latest_result().type.name")).isEqualTo("SUCCESSFUL");
  }

  @Test
  void theStackTraceOfAFailureIsReadInPython() {
    Job<Object> job = enqueue("enqueue('demo_tasks.fail', 'boom ä')");

    resultOf(job);
    assertThat(says(job, "job.get_status()")).isEqualTo("failed");
    assertThat(says(job, "job.latest_result().type.name")).isEqualTo("FAILED");
    assertThat(says(job, "job.latest_result().exc_string"))
        .contains("java.lang.IllegalArgumentException: boom ä")
        .contains("demo_tasks.fail");
    assertThat(says(job, "job.exc_info")).contains("boom ä");
    assertThat(says(job, "job.id in queue('java').failed_job_registry")).isEqualTo("true");
  }

  @Test
  void aFunctionThatNobodyKnowsOrAllowsFails() {
    Job<Object> unknown = enqueue("enqueue('no.such.function', 1)");
    Job<Object> forbidden = enqueue("enqueue('java.lang.System.exit', 1)");

    resultOf(unknown);
    resultOf(forbidden);
    assertThat(says(unknown, "job.latest_result().exc_string")).contains("no.such.function");
    assertThat(says(forbidden, "job.latest_result().exc_string"))
        .contains("Workers may not call java.lang.System.exit");
  }

  @Test
  void metaGoesThereAndBack() {
    Job<Object> job =
        enqueue("enqueue('demo_tasks.set_meta', 'ours', [1, 'ä'], meta={'theirs': 'é'})");

    resultOf(job);
    assertThat(says(job, "job.meta == {'theirs': 'é', 'ours': [1, 'ä']} or repr(job.meta)"))
        .isEqualTo("true");
  }

  @Test
  void retriesHappenAtOnce() {
    Job<Object> job = enqueue("enqueue('demo_tasks.fail_first', 2, retry=Retry(max=3))");

    awaitStatus(job, JobStatus.FINISHED);
    assertThat(says(job, "job.return_value()")).isEqualTo("3");
    assertThat(says(job, "job.retries_left")).isEqualTo("1");
  }

  @Test
  void retriesHappenLater() {
    Job<Object> job =
        enqueue("enqueue('demo_tasks.fail_first', 1, retry=Retry(max=2, interval=[1, 5]))");

    awaitStatus(job, JobStatus.FINISHED);
    assertThat(says(job, "job.return_value()")).isEqualTo("2");
    assertThat(says(job, "job.id in queue('java').scheduled_job_registry")).isEqualTo("false");
  }

  @Test
  void jobsAreRepeated() {
    peer.assumeHas("repetitions");
    Job<Object> job =
        enqueue("enqueue('demo_tasks.fail_first', 0, repeat=rq.Repeat(times=2, interval=[0, 1]))");

    awaitTrue("three runs", () -> Integer.valueOf(3).equals(job.meta().get("runs")));
    awaitStatus(job, JobStatus.FINISHED);
    assertThat(says(job, "job.return_value()")).isEqualTo("3");
    assertThat(says(job, "job.repeats_left or 0")).isEqualTo("0");
  }

  @Test
  void aFunctionMayAskForARetry() {
    peer.assumeHas("returned retries");
    Job<Object> job = enqueue("enqueue('demo_tasks.return_retry', 1, 0)");

    awaitStatus(job, JobStatus.FAILED);
    assertThat(says(job, "' '.join(result.type.name for result in job.results())"))
        .isEqualTo("MAX_RETRIES_EXCEEDED RETRIED");
  }

  @Test
  void aJobWaitsForOthers(@TempDir Path directory) throws IOException {
    Path held = hold(directory);
    Job<Object> child =
        enqueue(
            """
            enqueue('demo_tasks.echo', 'after', depends_on=[
                queue('java').enqueue('demo_tasks.wait_while', '%s'),
                queue('java').enqueue('demo_tasks.add', 1, 2),
            ])"""
                .formatted(held));

    assertThat(says(child, "job.get_status()")).isEqualTo("deferred");
    Files.delete(held);
    resultOf(child);
    assertThat(says(child, "job.return_value()")).isEqualTo("after");
    assertThat(says(child, "all(parent.is_finished for parent in job.fetch_dependencies())"))
        .isEqualTo("true");
  }

  @Test
  void aJobMayGoOnAfterAFailureOrNot() {
    python("queue('later').enqueue('demo_tasks.fail', 'boom', job_id='parent')");
    String enqueueChild =
        "enqueue('demo_tasks.add', 1, depends_on=Dependency(jobs=job('parent'), allow_failure=%s))";
    Job<Object> patient = enqueue(enqueueChild.formatted("True"));
    Job<Object> strict = enqueue(enqueueChild.formatted("False"));

    rq.worker("later").burst();

    assertThat(valueOf(patient)).isEqualTo(1);
    assertThat(says(strict, "job.get_status()")).isEqualTo("deferred");
  }

  @Test
  void ourSchedulerMovesWhatIsDue() {
    Job<Object> job = enqueue("enqueue_in(datetime.timedelta(seconds=1), 'demo_tasks.add', 1, 2)");
    Job<Object> later =
        enqueue(
            "enqueue_at(datetime.datetime(2040, 1, 1, tzinfo=datetime.timezone.utc), 'demo_tasks.add', 1)");

    resultOf(job);
    assertThat(says(job, "job.return_value()")).isEqualTo("3");
    assertThat(says(later, "job.get_status()")).isEqualTo("scheduled");
    assertThat(says(later, "queue('java').scheduled_job_registry.get_scheduled_time(job).year"))
        .isEqualTo("2040");
  }

  @Test
  void groupsAreKnownToBoth() {
    peer.assumeHas("groups");
    python(
        """
        from rq.group import Group
        data = [queue('java').prepare_data('demo_tasks.add', (n,), job_id=f'member-{n}') for n in (1, 2)]
        Group.create(connection=connection, name='batch').enqueue_many(queue('java'), data)
        """);

    assertThat(valueOf(rq.job("member-1"))).isEqualTo(1);
    assertThat(valueOf(rq.job("member-2"))).isEqualTo(2);
    assertThat(rq.group("batch").jobs()).hasSize(2);
    awaitTrue("the group is done", () -> rq.group("batch").isDone());
  }

  @Test
  void callbacksAreCalledByTheirPath() {
    peer.assumeHas("callbacks by path");
    String callbacks =
        "on_success=Callback(tasks + 'succeeded'), on_failure=Callback(tasks + 'failed', timeout=5)";
    Job<Object> good = enqueue("enqueue('demo_tasks.add', 1, 2, " + callbacks + ")");
    Job<Object> bad = enqueue("enqueue('demo_tasks.fail', 'boom', " + callbacks + ")");

    resultOf(good);
    resultOf(bad);
    assertThat(says(good, "job.meta['called']")).isEqualTo("success: 3");
    assertThat(says(bad, "job.meta['called']")).isEqualTo("failure: boom");
  }

  @Test
  void aJobIsStopped() {
    Job<Object> job = enqueue("enqueue('demo_tasks.slow', 150)");
    awaitStatus(job, JobStatus.STARTED);

    says(job, "rq.command.send_stop_job_command(connection, job.id, serializer=serializer)");

    awaitStatus(job, JobStatus.STOPPED);
    assertThat(says(job, "job.get_status()")).isEqualTo("stopped");
    assertThat(says(job, "job.latest_result().exc_string")).startsWith("Job stopped by user");
  }

  @Test
  void aJobThatTakesTooLongFails() {
    Job<Object> job = enqueue("enqueue('demo_tasks.slow', 150, job_timeout=1)");

    resultOf(job);
    assertThat(says(job, "job.latest_result().exc_string")).contains("JobTimeoutException");
  }

  @Test
  void aCanceledJobDoesNotRun() {
    Job<Object> job = rq.job(text("queue('quiet').enqueue('demo_tasks.add', 1).id", Map.of()));

    says(job, "job.cancel()");
    rq.worker("quiet").burst();

    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(job.latestResult()).isEmpty();
  }

  @Test
  void aFailedJobIsRequeued() {
    Job<Object> job = enqueue("enqueue('demo_tasks.fail_first', 1)");
    awaitStatus(job, JobStatus.FAILED);

    says(job, "job.requeue()");

    awaitStatus(job, JobStatus.FINISHED);
    assertThat(says(job, "job.return_value()")).isEqualTo("2");
  }

  @Test
  void aDeletedJobIsGone() {
    Job<Object> job = enqueue("enqueue('demo_tasks.add', 1)");
    resultOf(job);

    says(job, "job.delete()");

    assertThat(job.exists()).isFalse();
    assertThat(rq.queue("java").finished().jobIds()).doesNotContain(job.id());
  }

  @Test
  void resultsAreKeptAsLongAsTheJobSays() {
    Job<Object> kept = enqueue("enqueue('demo_tasks.add', 1, result_ttl=77)");
    Job<Object> forever = enqueue("enqueue('demo_tasks.add', 1, result_ttl=-1)");

    resultOf(forever);
    resultOf(kept);
    assertThat(client.ttl("rq:job:" + kept.id())).isBetween(30L, 80L);
    assertThat(client.ttl("rq:job:" + forever.id())).isEqualTo(-1);
    assertThat(says(forever, "job.return_value()")).isEqualTo("1");
  }

  @Test
  void webhooksAreSent() throws Exception {
    peer.assumeHas("webhooks");
    try (PostBox box = PostBox.open()) {
      Job<Object> job =
          enqueue(
              "enqueue('demo_tasks.add', 1, webhooks=[rq.Webhook('%s', 'finished', method='POST')])"
                  .formatted(box.url()));

      assertThat(box.take())
          .contains("\"job_id\": \"" + job.id() + "\"")
          .contains("\"status\": \"finished\"");
    }
  }

  @Test
  void manyAtOnce() {
    python(
        """
        queue('java').enqueue_many(
            [queue('java').prepare_data('demo_tasks.add', (n, 1), job_id=f'many-{n}') for n in range(50)])
        """);

    for (int i = 0; i < 50; i++) {
      assertThat(valueOf(rq.job("many-" + i))).isEqualTo(i + 1);
    }
  }
}
