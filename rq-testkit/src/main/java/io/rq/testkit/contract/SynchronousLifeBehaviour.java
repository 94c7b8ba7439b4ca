package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Repeat;
import io.rq.ResultType;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a job lives through in a synchronous program is what it lives through with a worker. */
abstract class SynchronousLifeBehaviour extends Behaviour {

  @Test
  @Pins("SYNC-14")
  void retriesAndRepeatsHappenAtOnceOrWaitForTheirTime() {
    Queue sync = synchronous().queue();
    Job<String> retried =
        sync.submit(Call.of(ContractTasks::failUntil, "it", 2).retry(Retry.max(1)));
    Job<String> repeated = sync.submit(Call.of(ContractTasks::log, "x").repeat(Repeat.times(2)));
    Job<Retry> asks = sync.enqueue(ContractTasks::again, 1, 0);
    Job<Integer> waits =
        sync.submit(
            Call.of(ContractTasks::fail, "no").retry(Retry.max(1).every(Duration.ofSeconds(5))));

    assertThat(retried.returnValue()).contains("it succeeded in run 2");
    assertThat(retried.retriesLeft()).hasValue(0);
    assertThat(repeated.results()).hasSize(3);
    assertThat(asks.latestResult().orElseThrow().type()).isEqualTo(ResultType.MAX_RETRIES_EXCEEDED);
    assertThat(runs("again")).isEqualTo(2);
    assertThat(waits.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(queue.scheduled().timeOf(waits)).contains(clock.instant().plusSeconds(5));
  }

  @Test
  @Pins({"SYNC-18", "WH-08", "SYNC-17"})
  void webhooksTellOfTheEndAfterTheCallbacksHadTheirSay() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      Call<String> call =
          Call.of(ContractTasks::log, "x")
              .webhook(Webhook.get(log.url("/finished"), JobStatus.FINISHED))
              .webhook(Webhook.post(log.url("/failed"), JobStatus.FAILED));
      Queue sync = synchronous().queue();

      sync.submit(call.onSuccess(ContractTasks::failingOnSuccess).id("bad"));
      sync.submit(call.onSuccess(ContractTasks::onSuccess).id("good"));

      assertThat(log.requests()).hasSize(2);
      assertThat(log.requests().get(0))
          .startsWith("POST /failed")
          .contains("callback of bad failed");
      assertThat(log.requests().get(1)).startsWith("GET /finished");
    }
  }

  @Test
  @Pins({"SYNC-30", "SYNC-03", "SYNC-05", "SYNC-11"})
  void whatIsStoredAtTheEndIsWhatAWorkerStores() {
    run(rq, "worked-");
    burst();
    ContractTasks.LOG.clear();
    run(synchronous(), "inline-");

    for (String id : List.of("parent", "child", "failing", "retried", "repeated", "unkept")) {
      assertThat(life("inline-" + id)).as(id).isEqualTo(life("worked-" + id));
    }
    assertThat(life("inline-child"))
        .containsEntry("status", JobStatus.FINISHED)
        .containsEntry("value", "[7]");
  }

  private static void run(Rq rq, String prefix) {
    Queue queue = rq.queue();
    queue.submit(Call.of(ContractTasks::add, 3, 4).id(prefix + "parent"));
    queue.submit(
        Call.of(ContractTasks::sumOfParents)
            .id(prefix + "child")
            .dependsOn(Dependency.on(prefix + "parent")));
    queue.submit(Call.of(ContractTasks::fail, "boom").id(prefix + "failing"));
    queue.submit(
        Call.of(ContractTasks::failUntil, "it", 2).id(prefix + "retried").retry(Retry.max(3)));
    queue.submit(Call.of(ContractTasks::log, "x").id(prefix + "repeated").repeat(Repeat.times(2)));
    queue.submit(Call.of(ContractTasks::log, "x").id(prefix + "unkept").resultTtl(Duration.ZERO));
  }

  private Map<String, Object> life(String id) {
    return rq.findJob(id)
        .<Map<String, Object>>map(
            job ->
                Map.of(
                    "status", job.status(),
                    "enqueued", job.enqueuedAt(),
                    "started", job.startedAt(),
                    "ended", job.endedAt(),
                    "expires", job.expiresAt(),
                    "results", job.results().stream().map(result -> result.type()).toList(),
                    "value", job.returnValue().stream().map(Object::toString).toList().toString(),
                    "retries", job.retriesLeft(),
                    "repeats", job.repeatsLeft(),
                    "listed", listedBy(job)))
        .orElse(Map.of("status", "gone"));
  }

  private Object listedBy(Job<?> job) {
    return List.of(
        queue.finished().timeOf(job), queue.failed().timeOf(job), queue.scheduled().timeOf(job));
  }
}
