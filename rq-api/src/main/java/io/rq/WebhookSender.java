package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobState;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others over HTTP how a job ended, once that is stored (WH-07). One after the other, on the
 * worker's thread; what goes wrong is logged and changes nothing (WH-04).
 */
final class WebhookSender {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Serializer JSON = new JsonSerializer();

  /** Python's isoformat of an aware time. */
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private final Rq rq;
  private @Nullable HttpClient client;

  WebhookSender(Rq rq) {
    this.rq = rq;
  }

  /** Sends those that are for that end. */
  void send(Claim claim, Outcome outcome, JobState ended) {
    for (Webhook webhook : claim.job().spec().plan().webhooks()) {
      if (webhook.status() == ended.status()) {
        send(webhook, claim.job(), outcome, ended);
      }
    }
  }

  private void send(Webhook webhook, JobRecord job, Outcome outcome, JobState ended) {
    // The request's own limit ends with the headers of the answer; a body may take for ever.
    CompletableFuture<HttpResponse<Void>> answer = new CompletableFuture<>();
    try {
      answer =
          client()
              .sendAsync(
                  request(webhook, job, outcome, ended), HttpResponse.BodyHandlers.discarding());
      int status = answer.get(webhook.timeout().toSeconds(), TimeUnit.SECONDS).statusCode();
      if (status >= 400) {
        LOG.warn("{}: webhook to {} answered {}", job.id(), webhook.url().getHost(), status);
      }
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.warn("{}: webhook to {} failed: {}", job.id(), webhook.url().getHost(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Webhook webhook, JobRecord job, Outcome outcome, JobState ended) {
    HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url()).timeout(webhook.timeout());
    webhook.headers().forEach(request::header);
    return webhook.method() == Webhook.Method.GET
        ? request.GET().build()
        : request
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    JSON.write(payload(job, outcome, ended)).array()))
            .build();
  }

  // WH-03: never the result.
  private Map<String, @Nullable Object> payload(JobRecord job, Outcome outcome, JobState ended) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("job_id", job.id().value());
    payload.put("func_name", functionName(job));
    payload.put("status", ended.status().wireName());
    payload.put("enqueued_at", time(ended.enqueuedAt()));
    payload.put("ended_at", time(ended.endedAt()));
    if (ended.status() == JobStatus.FAILED) {
      payload.put(
          "exc_info", outcome instanceof Outcome.Threw threw ? StackTrace.of(threw.error()) : null);
    }
    return payload;
  }

  private @Nullable String functionName(JobRecord job) {
    try {
      return rq.serializer().readCall(job.spec().data()).function();
    } catch (DeserializationException e) {
      return null;
    }
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : ISO.format(instant);
  }

  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known = HttpClient.newHttpClient();
      client = known;
    }
    return known;
  }
}
