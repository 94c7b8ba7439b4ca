package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.CallData;
import io.rq.Group;
import io.rq.Job;
import io.rq.JobId;
import io.rq.Queue;
import io.rq.QueueName;
import io.rq.Registry;
import io.rq.Rq;
import io.rq.spi.Backend;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.Locks;
import io.rq.spi.StoredResult;
import io.rq.spi.WorkerRecord;
import io.rq.testkit.redis.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every capture is restored and read by Java, key by key and field by field. What Java read is said
 * again in RQ's words, so that a field that nobody reads is seen.
 */
class GoldenReadTest {

  /** What lies beside the results, where RQ leaves it and nobody needs it (RES-09). */
  private static final Set<String> BESIDE_THE_RESULTS = Set.of("result", "exc_info");

  /** What a worker tells people only; Java's view of workers does not show it. */
  private static final Set<String> NOT_SHOWN = Set.of("ip_address", "current_job_working_time");

  /** Keys that only their writers read: of runs, of the mark of RQ's maintenance; and of cron. */
  private static final Pattern PRIVATE =
      Pattern.compile(
          "execution:.+|executions:.+|queue:.+:intermediate:first_seen:.+"
              + "|cron_schedulers|cron_scheduler:.+"); // GoldenCronTest reads them

  @RegisterExtension final Installation installation = Installation.onEmptyServer();

  private final Backend backend = installation.backend();
  private Golden golden;
  private Map<String, StoredKey> keys;
  private Rq rq;

  static Stream<String> captures() {
    return Golden.scenarios().stream().filter(name -> Golden.read(name).hasKeys());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captures")
  void isReadAsRqMeantIt(String scenario) {
    golden = Golden.read(scenario);
    keys = golden.keys();
    golden.restore(installation.client());
    rq = installation.program(golden::capturedAt, golden.serializer());

    keys.keySet().forEach(this::check);

    assertThat(rq.isSuspended()).isEqualTo(keys.containsKey("rq:suspended"));
    Layout now = Layout.of(StoredKey.readAll(installation.client()), golden.capturedAt());
    assertThat(Layout.of(keys, golden.capturedAt()).differences(now))
        .as("what reading changed")
        .isEmpty();
  }

  private void check(String key) {
    String name = key.substring("rq:".length());
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    String of = name.substring(colon + 1);
    if (PRIVATE.matcher(name).matches()) {
      return;
    }
    switch (kind) {
      case "queues" ->
          assertThat(rq.queues())
              .extracting(Queue::name)
              .containsExactlyElementsOf(
                  keys.get(key).values().stream()
                      .map(member -> member.substring("rq:queue:".length()))
                      .toList());
      case "queue" -> checkQueue(key, of);
      case "job" -> checkJob(key, of);
      case "results" -> checkResults(key, of);
      case "wip", "finished", "failed", "deferred", "scheduled", "canceled" ->
          checkRegistry(kind, rq.queue(of), keys.get(key));
      case "worker" -> checkWorker(keys.get(key), of);
      case "workers" -> checkWorkers(keys.get(key), colon < 0 ? Optional.empty() : Optional.of(of));
      case "groups" ->
          assertThat(rq.groups())
              .extracting(Group::name)
              .containsExactlyElementsOf(keys.get(key).values());
      case "group" ->
          assertThat(rq.group(of).jobs())
              .extracting(job -> job.id().value())
              .containsExactlyElementsOf(keys.get(key).values());
      case "suspended" -> {
        // Asked for every capture.
      }
      case "clean_registries" -> checkLock(of);
      case "scheduler" ->
          assertThat(InRqsWords.of(rq.schedulerInfo(of)))
              .isEqualTo(written(keys.get(key).rows().get(0), Set.of()));
      case "scheduler-lock" ->
          assertThat(rq.queue(of).scheduler())
              .map(scheduler -> scheduler.name().value())
              .contains(keys.get(key).values().get(0));
      default -> throw new AssertionError("Nobody reads " + key);
    }
  }

  private void checkQueue(String key, String name) {
    if (name.endsWith(":intermediate")) {
      String queue = name.substring(0, name.indexOf(':'));
      assertThat(backend.jobs().stranded(QueueName.of(queue), 10))
          .extracting(stranded -> stranded.job().value())
          .isEqualTo(keys.get(key).values());
    } else {
      assertThat(ids(rq.queue(name).jobIds())).isEqualTo(keys.get(key).values());
    }
  }

  private void checkJob(String key, String name) {
    if (name.endsWith(":dependents")) {
      String parent = name.substring(0, name.indexOf(':'));
      assertThat(ids(backend.jobs().dependents(JobId.of(parent))))
          .containsExactlyInAnyOrderElementsOf(
              keys.get(key).values().stream()
                  .filter(child -> status(child).equals("deferred"))
                  .toList());
    } else if (name.endsWith(":dependencies")) {
      String child = name.substring(1, name.lastIndexOf(':'));
      assertThat(rq.job(child).dependencies())
          .extracting(parent -> parent.id().value())
          .containsExactlyInAnyOrderElementsOf(keys.get(key).values());
    } else {
      checkRecord(key, rq.job(name));
      checkCall(key, rq.job(name));
    }
  }

  private String status(String job) {
    return keys.get("rq:job:" + job).field("status");
  }

  private void checkRecord(String key, Job<Object> job) {
    JobRecord read = backend.jobs().find(List.of(job.id())).get(0).orElseThrow();
    Map<String, String> written = written(keys.get(key).rows().get(0), BESIDE_THE_RESULTS);
    written.put("data", InRqsWords.hex(golden.unpacked(key, "data_inflated")));

    assertThat(InRqsWords.of(read)).isEqualTo(written);
    assertThat(read.flaw()).isNull();
    assertThat(job.expiresAt()).isEqualTo(expiry(written, job));
    if (written.containsKey("meta")) {
      assertThat(golden.serializer().write(job.meta()).text()).isEqualTo(written.get("meta"));
    }
  }

  private Optional<Instant> expiry(Map<String, String> written, Job<Object> job) {
    Queue queue = rq.queue(written.get("origin"));
    return switch (written.get("status")) {
      case "finished" -> queue.finished().timeOf(job);
      case "failed", "stopped" -> queue.failed().timeOf(job);
      case "queued" ->
          Optional.ofNullable(written.get("ttl"))
              .map(
                  ttl ->
                      Instant.parse(written.get("enqueued_at").replaceAll("\\.\\d+", ""))
                          .plusSeconds(Long.parseLong(ttl)));
      default -> Optional.empty();
    };
  }

  private void checkCall(String key, Job<Object> job) {
    CallData call = golden.serializer().readCall(golden.unpacked(key, "data_inflated"));
    Call<Object> same = Call.path(call.function(), call.args().toArray());
    for (Map.Entry<String, Object> kwarg : call.kwargs().entrySet()) {
      same = same.kwarg(kwarg.getKey(), kwarg.getValue());
    }
    assertThat(job.functionName()).startsWith("demo_tasks.");
    assertThat(job.isCallOf(same)).isTrue();
    if (job.description().startsWith("demo_tasks.")) {
      assertThat(job.callString()).isEqualTo(job.description());
    }
  }

  private void checkResults(String key, String id) {
    List<Map<String, String>> written = new ArrayList<>();
    for (Map<String, Bytes> row : keys.get(key).rows()) {
      Map<String, String> entry = written(row, Set.of());
      String entryId = row.get(StoredKey.ID).text();
      entry.computeIfPresent(
          "return_value",
          (name, packed) -> InRqsWords.hex(golden.unpacked(key, entryId, "return_value_bytes")));
      entry.computeIfPresent(
          "exc_string", (name, packed) -> golden.unpacked(key, entryId, "exc_string_text").text());
      written.add(entry);
    }
    Collections.reverse(written);

    List<StoredResult> read = backend.jobs().results(JobId.of(id), 10);

    assertThat(read.stream().map(InRqsWords::of)).containsExactlyElementsOf(written);
    // Results of a job that was deleted are nobody's.
    int shown = keys.containsKey("rq:job:" + id) ? written.size() : 0;
    assertThat(rq.findJob(id).map(job -> job.results().size()).orElse(0)).isEqualTo(shown);
  }

  private void checkRegistry(String kind, Queue queue, StoredKey key) {
    Registry registry =
        switch (kind) {
          case "wip" -> queue.started();
          case "finished" -> queue.finished();
          case "failed" -> queue.failed();
          case "deferred" -> queue.deferred();
          case "scheduled" -> queue.scheduled();
          default -> queue.canceled();
        };
    List<String> members = key.values().stream().map(member -> member.split(":", 2)[0]).toList();

    assertThat(ids(registry.jobIds())).isEqualTo(members);
    assertThat(registry.size()).isEqualTo(members.size());
    for (int i = 0; i < members.size(); i++) {
      double score = StoredKey.score(key.rows().get(i));
      assertThat(registry.timeOf(rq.job(members.get(i))))
          .isEqualTo(
              Double.isInfinite(score) || score < 0
                  ? Optional.empty()
                  : Optional.of(Instant.ofEpochSecond((long) score)));
    }
  }

  private void checkWorker(StoredKey key, String name) {
    List<WorkerRecord> alive =
        workers().stream().filter(worker -> worker.name().value().equals(name)).toList();
    if (!key.field("death").isEmpty()) {
      assertThat(alive).isEmpty();
      return;
    }
    assertThat(alive).hasSize(1);
    assertThat(InRqsWords.of(alive.get(0))).isEqualTo(written(key.rows().get(0), NOT_SHOWN));
  }

  private void checkWorkers(StoredKey key, Optional<String> queue) {
    assertThat(
            workers().stream()
                .filter(
                    worker -> queue.map(QueueName::of).map(worker.queues()::contains).orElse(true))
                .map(worker -> "rq:worker:" + worker.name()))
        .containsExactlyElementsOf(key.values());
  }

  private List<WorkerRecord> workers() {
    return backend.workers().workers(golden.capturedAt());
  }

  private void checkLock(String queue) {
    assertThat(
            backend
                .locks()
                .acquire(
                    Locks.Purpose.MAINTENANCE,
                    QueueName.of(queue),
                    "us",
                    golden.capturedAt(),
                    Duration.ofMinutes(1)))
        .as("RQ holds the lock")
        .isFalse();
  }

  /** The fields that are set; an empty text means the same as none. */
  private static Map<String, String> written(Map<String, Bytes> row, Set<String> passedOver) {
    Map<String, String> fields = new TreeMap<>();
    row.forEach((name, value) -> fields.put(name, value.text()));
    fields.values().removeIf(String::isEmpty);
    fields.keySet().removeAll(passedOver);
    return fields;
  }

  private static List<String> ids(Collection<JobId> ids) {
    return ids.stream().map(JobId::value).toList();
  }
}
