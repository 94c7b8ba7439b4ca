package io.rq.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.JsonSerializer;
import io.rq.Pipeline;
import io.rq.Retry;
import io.rq.Webhook;
import io.rq.WorkerOptions;
import io.rq.spi.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Telling others over HTTP. */
abstract class WebhookBehaviour extends Behaviour {

  @Test
  @Pins("WH-01")
  void mustBeRequestsThatCanBeSent() {
    Webhook webhook = Webhook.get("https://hooks.example.com/a", JobStatus.FAILED);
    assertThat(webhook.method()).isEqualTo(Webhook.Method.GET);
    assertThat(webhook.headers()).isEmpty();
    assertThat(webhook.timeout()).isEqualTo(Duration.ofSeconds(10));

    for (String url : List.of("ftp://x/", "http:///a", "hooks.example.com/a", "/a", "")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Webhook.get(url, JobStatus.FINISHED));
    }
    for (JobStatus status : JobStatus.values()) {
      if (status != JobStatus.FINISHED && status != JobStatus.FAILED) {
        assertThatIllegalArgumentException().isThrownBy(() -> Webhook.post("http://x/", status));
      }
    }
    assertThatIllegalArgumentException().isThrownBy(() -> webhook.timeout(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> webhook.timeout(Duration.ofSeconds(-1)));
  }

  @Test
  @Pins({"WH-02", "WH-05"})
  void areStoredWithTheJobInTheirOrder() {
    Webhook one = Webhook.get("https://hooks.example.com/a", JobStatus.FAILED);
    Webhook two =
        new Webhook(
            URI.create("http://hooks.example.com/b"),
            JobStatus.FINISHED,
            Webhook.Method.POST,
            Map.of("X-Key", "k"),
            Duration.ofSeconds(3));
    Job<Integer> job = queue.submit(Call.of(ContractTasks::add, 1, 2).webhook(one).webhook(two));
    Job<Integer> none = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(stored(job)).containsExactly(one, two);
    assertThat(stored(none)).isEmpty();
  }

  private List<Webhook> stored(Job<?> job) {
    return backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec().plan().webhooks();
  }

  @Test
  @Pins({"WH-03", "WH-04", "WH-07"})
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
      assertThat(log.requests().get(0)).isEqualTo("GET /finished null null ");
      assertThat(log.requests().get(1)).startsWith("POST /failed k application/json {");
      Map<?, ?> payload = payload(log.requests().get(1));
      assertThat(payload.keySet())
          .as("never the result")
          .isEqualTo(
              Set.of("job_id", "func_name", "status", "enqueued_at", "ended_at", "exc_info"));
      assertThat(payload.get("job_id")).isEqualTo("bad");
      assertThat(payload.get("func_name")).isEqualTo("io.rq.testkit.contract.ContractTasks.fail");
      assertThat(payload.get("status")).isEqualTo("failed");
      assertThat(payload.get("enqueued_at")).isEqualTo("2024-01-01T00:00:00.000000+00:00");
      assertThat(payload.get("ended_at")).isEqualTo("2024-01-01T00:00:00.000000+00:00");
      assertThat(payload.get("exc_info")).asString().contains("java.io.IOException: boom");
    }
  }

  private static Map<?, ?> payload(String request) {
    String body = request.substring(request.indexOf('{'));
    Object read = new JsonSerializer().read(Bytes.of(body.getBytes(UTF_8)), Map.class);
    return (Map<?, ?>) requireNonNull(read);
  }

  @Test
  @Pins("WH-07")
  void areNotSentForAttemptsThatAreRetriedNorForStops() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      Webhook failed = Webhook.get(log.url("/failed"), JobStatus.FAILED);
      Webhook finished = Webhook.post(log.url("/finished"), JobStatus.FINISHED);
      Job<String> job =
          queue.submit(
              Call.of(ContractTasks::failUntil, "it", 2)
                  .retry(Retry.max(1))
                  .webhook(failed)
                  .webhook(finished));
      burst();
      assertThat(log.requests()).singleElement().asString().startsWith("POST /finished");
      assertThat(payload(log.requests().get(0)).get("job_id")).isEqualTo(job.id().value());
      assertThat(payload(log.requests().get(0)).containsKey("exc_info")).isFalse();

      Job<Void> stopped =
          queue.submit(Call.ofVoid(ContractTasks::waitAtGate).webhook(failed).webhook(finished));
      try (LiveWorker worker = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
        worker.awaitArrival();
        stopped.stop();
        worker.report();
      }
      assertThat(stopped.status()).isEqualTo(JobStatus.STOPPED);
      assertThat(log.requests()).hasSize(1);
    }
  }

  @Test
  @Pins({"WH-07", "WH-03"})
  void areSentOnceTheStatusIsStored() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      Job<Integer> job =
          queue.submit(
              Call.of(ContractTasks::add, 1, 2)
                  .webhook(Webhook.get(log.url("/"), JobStatus.FINISHED)));
      log.onRequest(() -> ContractTasks.log(job.status().wireName()));
      burst();

      assertThat(ContractTasks.LOG).containsExactly("finished");
    }
  }

  @Test
  @Pins({"W-18", "WH-07", "CB-06", "D-06"})
  void comeLastAfterTheCallbackAndAllThatIsStored() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      Job<String> job =
          queue.submit(
              Call.of(ContractTasks::log, "function")
                  .id("it")
                  .onSuccess(ContractTasks::describeCallback)
                  .webhook(to(log, "")));
      Job<Integer> child =
          rq.queue("nobody's").submit(Call.of(ContractTasks::add, 1, 2).dependsOn(job));
      log.onRequest(
          () ->
              ContractTasks.log(
                  job.status().wireName()
                      + (queue.finished().contains(job) ? " and listed, " : ", ")
                      + job.results().size()
                      + " results, "
                      + job.executions().size()
                      + " executions, child "
                      + child.status().wireName()));
      burst();

      assertThat(ContractTasks.LOG)
          .containsExactly(
              "function",
              "it in "
                  + Thread.currentThread().getName()
                  + ": current it, started, 0 results, given function",
              "finished and listed, 1 results, 0 executions, child queued");
    }
  }

  @Test
  @Pins({"WH-06", "WH-08"})
  void areTakenOnEveryWayOfEnqueueing() throws Exception {
    try (RequestLog log = RequestLog.start()) {
      Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
      queue.submit(call.webhook(to(log, "now")));
      queue.in(Duration.ZERO).submit(call.webhook(to(log, "in")));
      queue.at(clock.instant()).submit(call.webhook(to(log, "at")));
      queue.submitAll(List.of(call.webhook(to(log, "many"))));
      Pipeline pipeline = rq.pipeline();
      pipeline.on(queue).submit(call.webhook(to(log, "pipeline")));
      pipeline.execute();
      burst();
      synchronous().queue().submit(call.webhook(to(log, "sync")));

      assertThat(log.requests())
          .extracting(request -> request.split(" ", 3)[1])
          .containsExactlyInAnyOrder("/now", "/in", "/at", "/many", "/pipeline", "/sync");
    }
  }

  private static Webhook to(RequestLog log, String path) {
    return Webhook.get(log.url("/" + path), JobStatus.FINISHED);
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
  @Pins({"WH-04", "WH-08"})
  void changeNothingIfTheyFail() {
    Webhook nobody =
        Webhook.get("http://127.0.0.1:1/", JobStatus.FINISHED).timeout(Duration.ofSeconds(1));
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2).webhook(nobody);
    Job<Integer> worked = queue.submit(call);
    burst();
    Job<Integer> inline = synchronous().queue().submit(call);

    assertThat(worked.returnValue()).contains(3);
    assertThat(inline.returnValue()).contains(3);
  }
}
