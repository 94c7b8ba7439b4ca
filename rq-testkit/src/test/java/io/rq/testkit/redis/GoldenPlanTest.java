package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.Webhook;
import io.rq.WorkerName;
import io.rq.redis.RedisBackend;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Counters;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Plan;
import io.rq.spi.Selection;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.testkit.RedisServer;
import io.rq.testkit.golden.Golden;
import io.rq.testkit.golden.KeyDump;
import io.rq.testkit.golden.LiveKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * Plans as RQ 2.10 lays them down: what it wrote is written again from records, and read back from
 * its own keys.
 */
class GoldenPlanTest {

  private static final QueueName QUEUE = QueueName.DEFAULT;
  private static final WorkerName WORKER = WorkerName.of("worker-1");

  private static RedisServer server;

  private Jedis redis;
  private RedisBackend backend;
  private JobStore jobs;
  private Instant now;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    redis = new Jedis(server.url());
    redis.flushAll(); // this server was started for this test
    backend = RedisBackend.connect(server.url());
    jobs = backend.jobs();
    now = Instant.ofEpochSecond(Long.parseLong(redis.time().get(0)), 123_456_000);
  }

  @AfterEach
  void close() {
    backend.close();
    redis.close();
  }

  private void matches(KeyDump golden) {
    assertThat(LiveKeys.dump(redis).keys()).containsExactlyEntriesOf(golden.keys());
  }

  @Test
  void everythingThatCanBeSaidAtEnqueue() {
    insert(allOptions(now), new Placement.Queued(End.BACK));

    matches(Golden.read("enqueued-all-options").dump());
  }

  @Test
  void everythingThatRqSaidAtEnqueueIsUnderstood() {
    Golden golden = Golden.read("enqueued-all-options");

    golden.restore(redis);

    Instant createdAt = Instant.parse(golden.field("rq:job:job-1", "created_at"));
    Instant enqueuedAt = Instant.parse(golden.field("rq:job:job-1", "enqueued_at"));
    JobRecord expected = allOptions(createdAt);
    JobRecord found = found("job-1");
    assertThat(found.flaw()).isNull();
    assertThat(found.meta()).isEqualTo(expected.meta());
    assertThat(found.spec()).isEqualTo(expected.spec());
    assertThat(found.state()).isEqualTo(expected.state().enqueued(enqueuedAt));
  }

  private static JobRecord allOptions(Instant at) {
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
            QUEUE,
            Bytes.ofText("[\"demo_tasks.add\", null, [1], {\"y\": 2}]"),
            "all options",
            at,
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Retention.forever(),
            Retention.of(Duration.ofHours(1)),
            plan);
    JobState state = JobState.queued(at).counting(new Counters(3, 0, 2));
    return JobRecord.of(spec, state, Bytes.ofText("{\"k\": [1, null, true, \"\\u00e9\"]}"));
  }

  @Test
  void scheduledAtTheFront() {
    Instant due = now.plusSeconds(413_857_160).plusNanos(800_000_000); // as long as RQ's from then

    insert(add(1, "job-1", plan(null, null, End.FRONT), scheduled()), new Placement.Scheduled(due));

    matches(Golden.read("scheduled").dump());
  }

  @Test
  void whatRqScheduledAtTheFrontIsUnderstood() {
    Golden.read("scheduled").restore(redis);

    assertThat(found("job-1").spec().plan()).isEqualTo(plan(null, null, End.FRONT));
  }

  @Test
  void deferred() {
    insert(add(1, "parent-1", Plan.NONE, JobState.queued(now)), new Placement.Queued(End.BACK));
    insert(add(2, "parent-2", Plan.NONE, JobState.queued(now)), new Placement.Queued(End.BACK));
    insert(
        add(3, "child", plan(bothParents(), null, null), deferredState()),
        new Placement.Deferred(bothParents().parents(), now));

    matches(Golden.read("deferred").dump());
  }

  @Test
  void whatRqDeferredIsUnderstood() {
    Golden.read("deferred").restore(redis);

    assertThat(found("child").spec().plan()).isEqualTo(plan(bothParents(), null, null));
    assertThat(jobs.dependents(JobId.of("parent-1"))).containsExactly(JobId.of("child"));
    assertThat(jobs.dependents(JobId.of("parent-2"))).containsExactly(JobId.of("child"));
  }

  @Test
  void releasedWhenTheLastParentFinishes() {
    Golden.read("deferred").restore(redis);
    Claim first = claim("parent-1");
    commit(finish(first, "1"), waitFor("parent-1", "child"));
    Claim second = claim("parent-2");

    commit(finish(second, "2"), release(), waitFor("parent-2", "child"));

    // A child that went on is in RQ's way no more: it would put it into the queue again (D-07).
    matches(Golden.read("deferred-released").dump().without("rq:job:parent-1:dependents"));
  }

  @Test
  void whatRqReleasedWaitsForNobody() {
    Golden.read("deferred").restore(redis);
    redis.hset("rq:job:child", "status", "queued");

    assertThat(jobs.dependents(JobId.of("parent-1"))).isEmpty();
    Fact nobody = new Fact.Dependents(JobId.of("parent-1"), Set.of());
    assertThat(jobs.commit(new Transition(List.of(), List.of(nobody), null))).isTrue();
  }

  @Test
  void aCanceledChildOfAnUnfinishedParent() {
    Plan.Dependencies on = new Plan.Dependencies(List.of(JobId.of("parent")), null);
    insert(add(1, "parent", Plan.NONE, JobState.queued(now)), new Placement.Queued(End.BACK));
    insert(
        add(1, "child", plan(on, null, null), deferredState()),
        new Placement.Deferred(on.parents(), now));

    JobRecord child = found("child");
    commit(
        new Change(
            child.id(),
            QUEUE,
            new Expected.In(Set.of(JobStatus.DEFERRED)),
            child.state().in(JobStatus.CANCELED),
            new Placement.Retained(Placement.Outcome.CANCELED, Retention.forever(), now),
            null));

    matches(Golden.read("canceled-deferred").dump());
  }

  @Test
  void aGroupOfTwo() {
    Plan plan = plan(null, "group-1", null);
    insert(add(1, "job-1", plan, JobState.queued(now)), new Placement.Queued(End.BACK));
    insert(add(2, "job-2", plan, JobState.queued(now)), new Placement.Queued(End.BACK));

    matches(Golden.read("group").dump());
  }

  @Test
  void aGroupOfRqsIsUnderstood() {
    Golden.read("group").restore(redis);

    assertThat(jobs.groups(now)).containsExactly("group-1");
    assertThat(jobs.members("group-1", now)).containsExactly(JobId.of("job-1"), JobId.of("job-2"));
    assertThat(found("job-1").spec().plan().group()).isEqualTo("group-1");
  }

  @Test
  void retriedAtOnce() {
    Claim claim = failing(seconds(0), 2);

    commit(again(claim, JobStatus.QUEUED, new Placement.Queued(End.BACK)));

    matches(Golden.read("retry-immediate").dump());
  }

  @Test
  void retriedAfterAPause() {
    Claim claim = failing(seconds(100, 200), 3);

    commit(again(claim, JobStatus.SCHEDULED, new Placement.Scheduled(now.plusSeconds(100))));

    matches(Golden.read("retry-scheduled").dump());
  }

  private Claim failing(List<Duration> intervals, int retries) {
    Plan plan =
        new Plan(
            new Plan.Retry(null, intervals, End.BACK, List.of()),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null);
    JobRecord job =
        job(
            "job-1",
            "[\"demo_tasks.fail\", null, [\"boom\"], {}]",
            "demo_tasks.fail('boom')",
            plan,
            JobState.queued(now).counting(new Counters(retries, 0, null)));
    insert(job, new Placement.Queued(End.BACK));
    return claim("job-1");
  }

  private Change again(Claim claim, JobStatus status, Placement placement) {
    JobState over = claim.job().state().ended(status, now);
    return change(claim, over.counting(over.counters().retried()), placement, null);
  }

  private Change finish(Claim claim, String value) {
    Retention kept = Retention.of(Duration.ofSeconds(500));
    StoredResult result =
        new StoredResult(
            ResultType.SUCCESSFUL,
            now,
            Bytes.ofText(value),
            null,
            WORKER,
            claim.lease().execution(),
            now,
            now);
    return change(
        claim,
        claim.job().state().ended(JobStatus.FINISHED, now),
        new Placement.Retained(Placement.Outcome.FINISHED, kept, now),
        result);
  }

  private static Change change(
      Claim claim, JobState next, Placement placement, @Nullable StoredResult result) {
    Expected held = new Expected.Leased(claim.lease().execution());
    return new Change(claim.job().id(), QUEUE, held, next, placement, result);
  }

  private Change release() {
    JobRecord child = found("child");
    return new Change(
        child.id(),
        QUEUE,
        new Expected.In(Set.of(JobStatus.DEFERRED)),
        child.state().enqueued(now),
        new Placement.Queued(End.BACK),
        null);
  }

  private static Fact waitFor(String parent, String child) {
    return new Fact.Dependents(JobId.of(parent), Set.of(JobId.of(child)));
  }

  private void commit(Change change, Fact... facts) {
    assertThat(jobs.commit(new Transition(List.of(change), List.of(facts), null))).isTrue();
  }

  private void commit(Change first, Change second, Fact fact) {
    assertThat(jobs.commit(new Transition(List.of(first, second), List.of(fact), null))).isTrue();
  }

  private Claim claim(String id) {
    ExecutionId execution = ExecutionId.of("0123456789abcdef0123456789abcdef");
    Lease lease = new Lease(execution, WORKER, now, Duration.ofSeconds(90));
    return jobs.claim(new Selection.Exactly(QUEUE, JobId.of(id)), lease).orElseThrow();
  }

  private void insert(JobRecord job, Placement placement) {
    assertThat(jobs.insert(List.of(new Insertion(job, placement)), List.of()).isStored()).isTrue();
  }

  private JobRecord found(String id) {
    Optional<JobRecord> found = jobs.find(List.of(JobId.of(id))).get(0);
    return found.orElseThrow();
  }

  private JobRecord add(int x, String id, Plan plan, JobState state) {
    String data = "[\"demo_tasks.add\", null, [" + x + "], {}]";
    return job(id, data, "demo_tasks.add(" + x + ")", plan, state);
  }

  private JobRecord job(String id, String data, String description, Plan plan, JobState state) {
    JobSpec spec =
        new JobSpec(
            JobId.of(id),
            QUEUE,
            Bytes.ofText(data),
            description,
            now,
            Duration.ofMinutes(3),
            null,
            null,
            null,
            plan);
    return JobRecord.of(spec, state, null);
  }

  private static Plan plan(
      Plan.@Nullable Dependencies on, @Nullable String group, @Nullable End end) {
    return new Plan(null, null, on, null, null, null, group, List.of(), end);
  }

  private static Plan.Dependencies bothParents() {
    return new Plan.Dependencies(List.of(JobId.of("parent-1"), JobId.of("parent-2")), null);
  }

  private static JobState scheduled() {
    return new JobState(JobStatus.SCHEDULED, null, null, null, null, null);
  }

  private static JobState deferredState() {
    return new JobState(JobStatus.DEFERRED, null, null, null, null, null);
  }

  private static List<Duration> seconds(long... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }
}
