package io.rq;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An HTTP request that is sent when a job ended for good (WH-01). Errors are logged, and never
 * change what became of the job (WH-04).
 *
 * @param url where to; http or https, with a host
 * @param status which end it tells of: {@link JobStatus#FINISHED} or {@link JobStatus#FAILED}
 * @param method how
 * @param headers headers of the request
 * @param timeout how long it may take, whole seconds
 */
public record Webhook(
    URI url, JobStatus status, Method method, Map<String, String> headers, Duration timeout) {

  /** How a webhook is sent. */
  public enum Method {
    /** Without a body. */
    GET,
    /** With a JSON body that says what became of the job (WH-03). */
    POST
  }

  /**
   * Checks the webhook.
   *
   * @throws IllegalArgumentException if one of its parts cannot be meant
   */
  public Webhook {
    Objects.requireNonNull(method, "method");
    headers = Map.copyOf(headers);
    WholeSeconds.check("webhook timeout", timeout);
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "A webhook needs an http or https URL with a host, not " + url);
    }
    if (status != JobStatus.FINISHED && status != JobStatus.FAILED) {
      throw new IllegalArgumentException(
          "A webhook tells of a job that finished or failed, not of one that is " + status);
    }
  }

  /** A GET of that URL when the job finished or failed, within ten seconds. */
  public static Webhook get(String url, JobStatus status) {
    return new Webhook(URI.create(url), status, Method.GET, Map.of(), Duration.ofSeconds(10));
  }

  /** A POST to that URL when the job finished or failed, within ten seconds. */
  public static Webhook post(String url, JobStatus status) {
    return new Webhook(URI.create(url), status, Method.POST, Map.of(), Duration.ofSeconds(10));
  }

  /** The same with that header. */
  public Webhook header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Webhook(url, status, method, more, timeout);
  }

  /** The same with that time limit, whole seconds. */
  public Webhook timeout(Duration newTimeout) {
    return new Webhook(url, status, method, headers, newTimeout);
  }
}
