package io.rq.testkit.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.End;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Repeat;
import io.rq.Retention;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Worker;
import io.rq.WorkerName;
import io.rq.WorkerOptions;
import io.rq.redis.RedisBackend;
import io.rq.spi.Bytes;
import io.rq.spi.Command;
import io.rq.testkit.RedisServer;
import io.rq.testkit.TestClock;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.golden.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Section 7.1 of the wire protocol, "Poison pills: data that kills a Python 2.10 worker", item by
 * item: we never write it, and survive reading it.
 */
class PoisonPillsTest {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  @RegisterExtension final Installation installation = Installation.onSharedServer();

  private final RedisClient redis = installation.client();

  /** Not a microsecond but a nanosecond, which RQ cannot read. */
  private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05.123456789Z"));

  private final Rq rq = installation.program(clock);

  private final Worker ann = rq.worker(WorkerOptions.on("mail").name("ann"));
  private final Thread working = new Thread(ann::work);

  private void work() {
    working.start();
  }

  @AfterEach
  void stopWorking() throws InterruptedException {
    ann.stopNow();
    working.join(10_000);
    assertThat(working.isAlive()).isFalse();
  }

  private Encounter encounter() {
    return Encounter.on(installation);
  }

  /** Uses what there is, so that there is something of everything to be looked at. */
  private void useEverything() {
    Call<Object> add = Call.path("demo_tasks.add", 1);
    Call<Object> fail = Call.path("demo_tasks.fail", "boom");
    var queue = rq.queue("mail");
    queue.submit(
        add.id("everything")
            .timeout(Duration.ofHours(1))
            .ttl(Duration.ofMinutes(10))
            .resultTtl(Retention.forever())
            .failureTtl(Duration.ofHours(1))
            .meta("owner", "ann")
            .retry(Retry.max(3).intervals(10, 20).atFront())
            .repeat(Repeat.times(2).intervals(30, 60))
            .onSuccess("demo_tasks.nothing")
            .onFailure("demo_tasks.nothing")
            .onStopped("demo_tasks.nothing")
            .group("batch"));
    queue.submit(add.id("unlimited").noTimeout().group("batch").resultTtl(Duration.ZERO));
    queue.submit(add.id("repeated").repeat(Repeat.times(2)));
    queue.submit(add.id("child").dependsOn(Dependency.on("everything").allowFailure().atFront()));
    queue.submit(fail.id("failing").retry(Retry.max(2)));
    queue.submit(fail.id("failing-later").retry(Retry.max(2).every(Duration.ofSeconds(5))));
    queue.submit(Call.path("demo_tasks.return_retry", 2, 60).id("asking"));
    queue.in(Duration.ofHours(1)).submit(add.id("scheduled").atFront());
    queue.submit(add.id("canceled"));
    rq.job("canceled").cancel();
    rq.worker("mail").burst();
    clock.advance(Duration.ofSeconds(61));
    rq.worker("mail").burst();
    rq.job("failing").requeue();
    assertThat(Stream.of("everything", "child", "failing", "failing-later", "asking", "canceled"))
        .map(id -> rq.job(id).status())
        .as("it did what it was to do")
        .containsExactly(
            JobStatus.SCHEDULED,
            JobStatus.DEFERRED,
            JobStatus.QUEUED,
            JobStatus.SCHEDULED,
            JobStatus.SCHEDULED,
            JobStatus.CANCELED);
  }

  private static List<String> with(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static List<String> with(List<String> some, String one) {
    return with(some, List.of(one));
  }

  /** All values of a field that jobs have, by the job. */
  private Map<String, String> values(String field) {
    Map<String, String> values = new TreeMap<>();
    for (String id : installation.jobIds()) {
      String value = redis.hget(installation.key("job:" + id), field);
      if (value != null) {
        values.put(id, value);
      }
    }
    return values;
  }

  @Nested
  @Pins("J-01")
  class AJobIdWithAnotherCharacter {

    static final List<String> IDS = List.of("a.b", "a b", "ä", "a/b", "a\n", "", "a:b:c");

    @ParameterizedTest
    @FieldSource("IDS")
    void weNeverWriteIt(String id) {
      assertThatIllegalArgumentException().isThrownBy(() -> Call.path("demo_tasks.add").id(id));
      assertThatIllegalArgumentException().isThrownBy(() -> Dependency.on(id));
      Rq own = Rq.on(installation.backend()).ids(() -> id).open();

      assertThatIllegalArgumentException().isThrownBy(() -> own.queue("mail").enqueue("f"));
      assertThat(installation.jobIds()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void weSurviveReadingIt(String id) {
      installation.writeJob(id, "status", "queued");
      for (String list : List.of("queue:mail", "queue:mail:intermediate")) {
        redis.rpush(installation.key(list), id);
      }
      for (String registry : List.of("wip:", "scheduled:", "deferred:", "finished:", "failed:")) {
        redis.zadd(installation.key(registry + "mail"), 1, id);
      }
      redis.sadd(installation.key("job:good:dependents"), id);

      encounter().runs();
      assertThat(redis.exists(installation.key("job:" + id)))
          .as("its record is nobody's to remove")
          .isTrue();
      assertThatIllegalArgumentException().isThrownBy(() -> rq.findJob(id));
      assertThatNoException().isThrownBy(() -> rq.queue("mail").failed().jobs());
    }
  }

  @Nested
  class AJobIdWithAColonAfterALegalOne {

    @Test
    void weNeverWriteIt() {
      assertThatIllegalArgumentException().isThrownBy(() -> JobId.of("a:b"));
    }

    @Test
    void weSurviveReadingIt() {
      installation.writeJob("a");
      installation.push("mail", "a:b", "in-queue:b");

      encounter().runs();
      assertThat(rq.job("a").results()).as("it is not taken for job a").isEmpty();
    }
  }

  @Nested
  @Pins("J-07")
  class ATimeThatIsNotInRqsForm {

    static final List<String> OF_THE_STATE =
        List.of("enqueued_at", "started_at", "ended_at", "last_heartbeat");

    static final List<String> FIELDS = with(OF_THE_STATE, "created_at");

    @Test
    void weNeverWriteIt() {
      useEverything();

      for (String field : FIELDS) {
        assertThat(values(field).values())
            .as(field)
            .isNotEmpty()
            .allMatch(t -> t.isEmpty() || t.matches(TIME));
        assertThat(values(field).values()).as(field).anyMatch(t -> t.matches(TIME));
      }
    }

    @ParameterizedTest
    @FieldSource("FIELDS")
    void weSurviveReadingItsNineDigits(String field) {
      encounter().with(field, "2026-01-02T03:04:05.123456789Z").runs();
    }

    @ParameterizedTest
    @FieldSource("OF_THE_STATE")
    void weSurviveReadingAnotherText(String field) {
      assertThat(encounter().with(field, "2026-01-02T03:04:05.123456+00:00").failsUnlessMoved())
          .contains("field '" + field + "' is not a time such as");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2026-01-02T03:04:05.123456",
          "then",
          "2026-13-02T03:04:05Z",
          "-",
          "1795176607.9"
        })
    void weSurviveReadingAnyText(String time) {
      assertThat(encounter().with("created_at", time).fails()).contains("'created_at'");
    }
  }

  @Nested
  class ANumberThatIsNone {

    static final List<String> OF_THE_STATE =
        List.of("retries_left", "number_of_retries", "repeats_left");

    static final List<String> FIELDS =
        List.of(
            "timeout",
            "ttl",
            "result_ttl",
            "failure_ttl",
            "success_callback_timeout",
            "allow_dependency_failures",
            "enqueue_at_front");

    @Test
    void weNeverWriteIt() {
      useEverything();

      for (String field : with(with(FIELDS, OF_THE_STATE), "enqueue_at_front_on_retry")) {
        assertThat(values(field).values())
            .as(field)
            .isNotEmpty()
            .allMatch(n -> n.matches("-?\\d+"));
      }
    }

    @ParameterizedTest
    @FieldSource("FIELDS")
    void weSurviveReadingIt(String field) {
      assertThat(encounter().with(field, "1h").fails()).contains("field '" + field + "'");
    }

    @ParameterizedTest
    @FieldSource("OF_THE_STATE")
    void weSurviveReadingItInTheState(String field) {
      assertThat(encounter().with(field, "1h").failsUnlessMoved())
          .contains("field '" + field + "'");
    }

    @Test
    void weSurviveReadingItWithRetries() {
      Encounter encounter =
          encounter().with("retries_left", "1").with("enqueue_at_front_on_retry", "yes");

      assertThat(encounter.fails()).contains("field 'enqueue_at_front_on_retry'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "99999999999999999999", "-7", "0x10"})
    void weSurviveReadingAnyText(String timeout) {
      assertThat(encounter().with("timeout", timeout).fails()).contains("field 'timeout'");
    }
  }

  @Nested
  class ATimeToLiveThatIsNone {

    /** What Lua takes for a number, and Redis does not, among them. */
    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "99999999999999999999", "-7", "0x10", "inf", "nan"})
    void weSurviveReadingIt(String ttl) {
      assertThat(encounter().with("ttl", ttl).fails()).contains("field 'ttl'");
    }
  }

  @Nested
  class AStatusThatIsNone {

    @Test
    void weNeverWriteIt() {
      useEverything();

      assertThat(values("status").values())
          .isNotEmpty()
          .allMatch(status -> JobStatus.ofWireName(status).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dancing", "FINISHED", "failed,stopped", " "})
    void weSurviveReadingIt(String status) {
      Encounter encounter = encounter().with("status", status);
      encounter.meet();

      assertThat(encounter.job("in-queue").status()).isEqualTo(JobStatus.FAILED);
      assertThat(encounter.failure("in-queue")).contains("field 'status'");
    }
  }

  @Nested
  class AFlagOrACallbackTimeoutThatIsEmpty {

    static final List<String> FIELDS =
        List.of(
            "enqueue_at_front",
            "success_callback_timeout",
            "failure_callback_timeout",
            "stopped_callback_timeout");

    @Test
    void weNeverWriteIt() {
      useEverything();

      for (String field : FIELDS) {
        assertThat(values(field).values()).as(field).isNotEmpty().doesNotContain("");
      }
    }

    @ParameterizedTest
    @FieldSource("FIELDS")
    void weSurviveReadingIt(String field) {
      assertThat(encounter().with(field, "").fails()).contains("field '" + field + "'");
    }
  }

  @Nested
  class RetriesWithoutIntervals {

    @Test
    void weNeverWriteIt() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Retry(2, List.of(), End.BACK, List.of(), 0));
      useEverything();

      assertThat(values("retry_intervals").keySet()).isEqualTo(values("retries_left").keySet());
      assertThat(values("retry_intervals").values())
          .isNotEmpty()
          .allMatch(intervals -> intervals.matches("\\[\\d+(, \\d+)*]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "", "[null]", "{}", "[\"5\"]", "[-1]", "no JSON"})
    void weSurviveReadingIt(String intervals) {
      Encounter encounter =
          encounter()
              .with("data", "[\"demo_tasks.fail\", null, [\"boom\"], {}]")
              .with("retries_left", "2")
              .with("retry_intervals", intervals);
      encounter.fails();

      assertThat(encounter.job("in-queue").retriesLeft()).hasValue(0);
      assertThat(encounter.job("in-queue").results()).hasSize(3);
    }
  }

  @Nested
  @Pins("J-13")
  class MetaInAnotherSerializer {

    /** What a pickle may look like. */
    static final Bytes PICKLE =
        Bytes.of("\u0080\u0005}\u0094\u008c\u0001k\u0094K\u0001s.".getBytes(ISO_8859_1));

    @Test
    void weNeverWriteIt() {
      Encounter encounter = encounter().with("meta", PICKLE);
      encounter.runs();

      for (String id : List.of("in-queue", "scheduled", "deferred", "lost", "taken")) {
        assertThat(installation.readField(id, "meta")).as("meta of %s", id).isEqualTo(PICKLE);
      }
    }

    @Test
    void weSurviveReadingIt() {
      Encounter encounter = encounter().with("meta", PICKLE);
      encounter.runs();

      assertThat(encounter.job("in-queue").meta()).containsOnlyKeys("unserialized");
    }
  }

  @Nested
  @Pins({"W-24", "W-52"})
  class DataThatIsNoCall {

    @Test
    void weNeverWriteIt() {
      useEverything();

      for (String id : installation.jobIds()) {
        assertThatNoException().isThrownBy(() -> rq.job(id).functionName());
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "no JSON                                  | not JSON",
          "''                                       | expected an array",
          "[\"demo_tasks.add\", null, [1]]          | kwargs an object",
          "[\"demo_tasks.add\", null, [1], {}, 5]   | four elements",
          "[\"demo_tasks.add\", null, null, {}]     | args an array",
          "[\"demo_tasks.add\", null, [1], null]    | kwargs an object",
          "[null, null, [1], {}]                    | its first element a text",
          "{\"demo_tasks.add\": 1}                  | expected an array",
          "[\"demo_tasks.none\", null, [1], {}]     | demo_tasks has no method none",
          "[\"no.such.Function\", null, [1], {}]    | no.such.Function",
          "[\"demo_tasks.add\", null, [\"x\"], {}]  | Cannot read a text as int",
          "[\"demo_tasks.add\", null, [1, 2, 3], {}]| demo_tasks.add",
          "[\"java.lang.Runtime.getRuntime\", null, [], {}] | java.lang.Runtime",
        })
    void weSurviveReadingIt(String data, String said) {
      assertThat(encounter().with("data", data).fails()).contains(said);
    }

    @Test
    void weSurviveReadingAnotherSerializersData() {
      Bytes pickled = Golden.read("enqueued-pickle").value("rq:job:job-1", "data");

      assertThat(encounter().with("data", pickled).fails()).contains("pickle");
    }
  }

  @Nested
  @Pins("G-08")
  class AGroupThatIsGone {

    @Test
    void weNeverWriteIt() {
      useEverything();

      values("group_id").entrySet().stream()
          .filter(job -> !job.getValue().isEmpty())
          .forEach(
              job ->
                  assertThat(redis.smembers(installation.key("group:" + job.getValue())))
                      .contains(job.getKey()));
      assertThat(redis.smembers(installation.key("group:batch"))).containsExactly("everything");
    }

    @Test
    void weSurviveReadingIt() {
      encounter().with("group_id", "gone").with("result_ttl", "0").runsAndIsNotKept();
    }
  }

  @Nested
  class AQueueWithoutItsPrefix {

    @Test
    void weNeverWriteIt() {
      useEverything();

      assertThat(redis.smembers(installation.key("queues")))
          .containsExactly(installation.key("queue:mail"));
    }

    @Test
    void weSurviveReadingIt() {
      redis.sadd(installation.key("queues"), "mail", "", "queue:mail", installation.key("queue:"));

      encounter().runs();
      assertThat(rq.queues()).extracting(queue -> queue.name()).containsExactly("mail");
    }
  }

  @Nested
  class AWorkerWithABadPidOrTime {

    @Test
    void weNeverWriteIt() throws Exception {
      rq.queue("mail").submit(Call.path("demo_tasks.nothing").id("nothing"));
      work();
      await().until(() -> rq.job("nothing").status() == JobStatus.FINISHED);
      Map<String, String> alive = redis.hgetAll(installation.key("worker:ann"));
      stopWorking();
      Map<String, String> dead = redis.hgetAll(installation.key("worker:ann"));

      for (Map<String, String> worker : List.of(alive, dead)) {
        assertThat(worker.get("pid")).matches("\\d+");
        assertThat(worker.get("birth")).matches(TIME);
        assertThat(worker.get("last_heartbeat")).matches(TIME);
        assertThat(worker.get("successful_job_count")).matches("\\d+");
        assertThat(worker.get("total_working_time")).matches("\\d+\\.\\d+");
      }
      assertThat(dead.get("death")).matches(TIME);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "pid",
          "birth",
          "last_heartbeat",
          "death",
          "successful_job_count",
          "failed_job_count",
          "total_working_time",
          "current_job",
          "state",
          "queues",
          "alive_until"
        })
    void weSurviveReadingIt(String field) {
      redis.hset(installation.key("worker:bad"), "birth", "2026-01-02T03:04:05.123456Z");
      redis.hset(installation.key("worker:bad"), field, "7:then;");
      redis.sadd(installation.key("workers"), installation.key("worker:bad"), "worker", "");
      redis.sadd(installation.key("workers:mail"), installation.key("worker:bad"));
      redis.hset(installation.key("worker:good"), "birth", "2026-01-02T03:04:05.123456Z");
      redis.sadd(installation.key("workers"), installation.key("worker:good"));

      encounter().runs();
      assertThat(installation.backend().workers().workers(Encounter.NOW))
          .extracting(worker -> worker.name().value())
          .contains("good");
    }
  }

  @Nested
  class ACommandThatIsNotJson {

    @Test
    void weNeverWriteIt() throws Exception {
      WorkerName ann = WorkerName.of("ann");
      try (RedisServer server = RedisServer.start();
          RedisBackend own = RedisBackend.connect(server.url());
          CommandLog log = new CommandLog(server.port())) {
        own.signals().send(ann, new Command.Shutdown());
        own.signals().send(ann, new Command.KillHorse());
        own.signals().send(ann, new Command.StopJob(JobId.of("a")));

        assertThat(log.arguments("PUBLISH"))
            .map(sent -> sent.substring("rq:pubsub:ann ".length()))
            .map(json -> JsonMapper.shared().readTree(json).get("command").stringValue())
            .containsExactly("shutdown", "kill-horse", "stop-job");
      }
    }

    @Test
    void weSurviveReadingIt() throws Exception {
      Job<Object> job = rq.queue("mail").submit(Call.path("demo_tasks.slow", 30));
      work();
      await().until(() -> job.status() == JobStatus.STARTED);
      for (String text : List.of("no JSON", "", "{", "null", "[]", "{\"command\": []}")) {
        redis.publish(installation.key("pubsub:ann"), text);
      }

      job.stop();

      await().until(() -> job.status() == JobStatus.STOPPED);
    }
  }
}
