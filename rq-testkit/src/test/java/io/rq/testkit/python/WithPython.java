package io.rq.testkit.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Result;
import io.rq.Rq;
import io.rq.Serializer;
import io.rq.Worker;
import io.rq.WorkerOptions;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/**
 * A Redis for the tests of one class with one RQ of Python and one serializer; a Java program on
 * it, and a Python one.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rq.testkit.python.Pairing#all")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class WithPython {

  /** How long what should happen soon may take on a machine that is busy with other things. */
  static final Duration LONG = Duration.ofMinutes(1);

  @Parameter Pairing pairing;

  PythonPeer peer;
  RedisServer redis;
  RedisClient client;
  Rq rq;

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeParameterizedClassInvocation
  void open() {
    peer = pairing.peer();
    peer.assumeThere();
    redis = closing(RedisServer.start());
    client = closing(RedisClient.create(URI.create(redis.url())));
    rq = closing(program().open());
  }

  /** A program with the serializer of this class. */
  Rq.Builder program() {
    return RedisRq.builder(redis.url()).serializer(Serializer.named(pairing.serializer()));
  }

  @AfterParameterizedClassInvocation
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    open.clear();
  }

  /** Closes it when the tests of this class are over. */
  final <T extends AutoCloseable> T closing(T resource) {
    open.add(resource);
    return resource;
  }

  /** Runs Python code; gives the value of its last expression. */
  final JsonNode python(String code) {
    return python(code, Map.of());
  }

  /** The same, with names for the code. */
  final JsonNode python(String code, Map<String, ?> given) {
    return peer.console().ask(redis.url(), pairing.pythonSerializer(), code, given);
  }

  /** The text that Python code gives. */
  final String text(String code, Map<String, ?> given) {
    JsonNode answer = python(code, given);
    return answer.isValueNode() ? answer.asString() : answer.toString();
  }

  /** The same about a job, which the code knows as {@code job}. */
  final String text(String code, Job<?> job) {
    return text("job = job(id)\n" + code, Map.of("id", job.id().value()));
  }

  /** Starts {@code rq worker} with these options and queues. */
  final WorkerProcess pythonWorker(String... arguments) {
    ProcessBuilder command = peer.command("-m", "rq.cli", "worker");
    command.command().addAll(List.of("--url", redis.url()));
    command.command().addAll(List.of("--serializer", pairing.pythonSerializer()));
    command.command().addAll(List.of(arguments));
    return WorkerProcess.start(command);
  }

  /** Lets a worker of this program work until the tests of this class are over. */
  final void javaWorker(WorkerOptions options) {
    Worker worker = rq.worker(options);
    Thread working = new Thread(worker::work, "java-worker");
    working.start();
    closing(
        () -> {
          worker.stopNow();
          working.join(LONG.toMillis());
        });
  }

  /** A file in that directory; {@code demo_tasks.wait_while} lasts until it is deleted. */
  static Path hold(Path directory) throws IOException {
    return Files.createFile(directory.resolve("held"));
  }

  /** Lets a Python worker run what waits in these queues. */
  final void pythonBurst(String... queues) {
    List<String> arguments = new ArrayList<>(List.of("--burst"));
    arguments.addAll(List.of(queues));
    try (WorkerProcess worker = pythonWorker(arguments.toArray(String[]::new))) {
      worker.assertEndsWell();
    }
  }

  /** The first result of a job, once it is there. */
  static <R> Result<R> resultOf(Job<R> job) {
    return job.latestResult(LONG)
        .orElseThrow(() -> new AssertionError("No result of " + job + ", it is " + job.status()));
  }

  /** What a job returned, once it did. */
  static <R> R valueOf(Job<R> job) {
    Result<R> result = resultOf(job);
    return result
        .returnValue()
        .orElseThrow(() -> new AssertionError(job + " did not return: " + result.failure()));
  }

  static void awaitStatus(Job<?> job, JobStatus status) {
    await().atMost(LONG).untilAsserted(() -> assertThat(job.status()).isEqualTo(status));
  }

  static void awaitTrue(String what, Callable<Boolean> condition) {
    await(what).atMost(LONG).until(condition);
  }
}
