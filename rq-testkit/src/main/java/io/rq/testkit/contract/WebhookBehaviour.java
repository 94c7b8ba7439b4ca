package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.Webhook;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Telling others over HTTP. */
abstract class WebhookBehaviour extends Behaviour {

  @Test
  @Pins({"WH-03", "WH-04", "WH-06", "WH-07", "WH-08", "WH-02"})
  void tellOnceOfTheEndTheyAreFor() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      Webhook failed = Webhook.post(log.url("/failed"), JobStatus.FAILED).header("X-Key", "k");
      Webhook finished = Webhook.get(log.url("/finished"), JobStatus.FINISHED);
      queue.submit(
          Call.of(ContractTasks::fail, "boom")
              .id("bad")
              .retry(Retry.max(2))
              .webhook(failed)
              .webhook(finished));
      queue.submit(Call.of(ContractTasks::add, 1, 2).id("good").webhook(failed).webhook(finished));
      burst();

      assertThat(log.requests()).hasSize(2);
      assertThat(log.requests().get(1))
          .startsWith("POST /failed k {")
          .contains("\"job_id\": \"bad\"")
          .contains("\"func_name\": \"io.rq.testkit.contract.ContractTasks.fail\"")
          .contains("\"status\": \"failed\"")
          .contains("\"ended_at\": \"2024-01-01T00:00:00.000000+00:00\"")
          .contains("java.io.IOException: boom");
      assertThat(log.requests().get(0)).isEqualTo("GET /finished null ");
    }
  }

  @Test
  @Pins("WH-04")
  void waitNoLongerThanTheyMayForAnAnswer() throws Exception {
    try (RequestLog log = RequestLog.stalling()) {
      Webhook stalled =
          Webhook.get(log.url("/"), JobStatus.FINISHED).timeout(Duration.ofSeconds(1));
      Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).webhook(stalled));

      burst();

      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(log.requests()).hasSize(1);
    }
  }

  @Test
  @Pins({"WH-04", "SYNC-18"})
  void changeNothingIfTheyFail() {
    Webhook nobody =
        Webhook.get("http://127.0.0.1:1/", JobStatus.FINISHED).timeout(Duration.ofSeconds(1));
    Rq sync = Rq.on(backend).clock(clock).synchronous().open();
    Job<Integer> job = sync.queue().submit(Call.of(ContractTasks::add, 1, 2).webhook(nobody));

    assertThat(job.returnValue()).contains(3);
  }
}
