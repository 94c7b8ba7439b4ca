package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.redis.RedisBackend;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Expected;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Recording;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each step of a job is one round trip, seen at the server. */
class RoundTripTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final QueueName QUEUE = QueueName.of("mail");
  private static final WorkerName WORKER = WorkerName.of("ann");
  private static final Selection NEXT = new Selection.FirstOf(List.of(QueueName.of("high"), QUEUE));

  private static RedisServer server;

  private RedisBackend backend;
  private JobStore jobs;
  private CommandLog log;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    backend = RedisBackend.connect(server.url());
    jobs = backend.jobs();
    bringScriptsToTheServer();
    log = new CommandLog(server.port());
  }

  @AfterEach
  void close() throws IOException {
    log.close();
    backend.close();
  }

  private void bringScriptsToTheServer() {
    jobs.insert(List.of(), List.of());
    jobs.extend(JobId.of("none"), QUEUE, lease("none"));
    while (jobs.claim(NEXT, lease("none")).isPresent()) {
      // What an earlier test left is in nobody's way, but is not what this one expects.
    }
  }

  @Test
  void insertingAJobIsOne() throws IOException {
    jobs.insert(List.of(job("one")), List.of());

    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void insertingAThousandJobsIsOne() throws IOException {
    List<Insertion> thousand = IntStream.range(0, 1000).mapToObj(i -> job("many-" + i)).toList();

    jobs.insert(thousand, List.of());

    assertThat(log.names()).containsExactly("EVALSHA");
    assertThat(jobs.count(QUEUE, io.rq.spi.Place.QUEUED)).isEqualTo(1000);
  }

  @Test
  void claimingFromSeveralQueuesIsOne() throws IOException {
    jobs.insert(List.of(job("claimed")), List.of());
    log.names();

    jobs.claim(NEXT, lease("x1"));

    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void extendingALeaseIsOne() throws IOException {
    jobs.insert(List.of(job("extended")), List.of());
    jobs.claim(NEXT, lease("x1"));
    log.names();

    boolean held = jobs.extend(JobId.of("extended"), QUEUE, lease("x1"));

    assertThat(held).isTrue();
    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void settlingAJobAndClaimingTheNextIsOne() throws IOException {
    jobs.insert(List.of(job("settled"), job("next")), List.of());
    Claim claim = jobs.claim(NEXT, lease("x1")).orElseThrow();
    log.names();

    Settlement settlement = jobs.commitAndClaim(finish(claim), NEXT, lease("x2"));

    assertThat(settlement.applied()).isTrue();
    assertThat(settlement.next())
        .get()
        .extracting(next -> next.job().id())
        .isEqualTo(JobId.of("next"));
    assertThat(log.names()).containsExactly("EVALSHA");
  }

  @Test
  void anIdleWorkerAsksTheServerOnceForEachQueue() throws Exception {
    jobs.awaitWork(List.of(QUEUE, QueueName.of("low")), Duration.ofMillis(300));

    assertThat(log.names()).filteredOn("BLMOVE"::equals).hasSize(2);
  }

  private static Insertion job(String id) {
    JobSpec spec =
        new JobSpec(
            JobId.of(id),
            QUEUE,
            Bytes.ofText("call"),
            "call()",
            NOW,
            Duration.ofMinutes(3),
            null,
            null,
            null);
    return new Insertion(
        JobRecord.of(spec, JobState.queued(NOW), null), new Placement.Queued(End.BACK));
  }

  private static Lease lease(String execution) {
    return new Lease(ExecutionId.of(execution), WORKER, NOW, Duration.ofSeconds(90));
  }

  private static Transition finish(Claim claim) {
    Retention kept = Retention.of(Duration.ofSeconds(500));
    StoredResult result =
        new StoredResult(
            ResultType.SUCCESSFUL,
            NOW,
            Bytes.ofText("3"),
            null,
            WORKER,
            claim.lease().execution(),
            NOW,
            NOW);
    Change change =
        new Change(
            claim.job().id(),
            QUEUE,
            new Expected.Leased(claim.lease().execution()),
            claim.job().state().ended(JobStatus.FINISHED, NOW),
            new Placement.Retained(Placement.Outcome.FINISHED, kept, NOW),
            new Recording(result, kept));
    return Transition.of(change)
        .countedFor(new WorkerTally(WORKER, true, Duration.ofMillis(3), NOW));
  }
}
