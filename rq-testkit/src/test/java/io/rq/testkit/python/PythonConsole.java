package io.rq.testkit.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Python program that runs code of the tests, {@code peer.py}; it ends with this one. */
final class PythonConsole {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long SECONDS = 120;

  /** What stands for the end of its answers. */
  private static final String END = "";

  private final Process process;
  private final Writer requests;
  private final Path log;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final String version;

  private PythonConsole(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.requests = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    Thread reader = new Thread(this::read, "python-answers");
    reader.setDaemon(true);
    reader.start();
    this.version = answer().asString();
  }

  /**
   * Starts one.
   *
   * @throws IllegalStateException if that Python is not there, or has no RQ
   */
  static PythonConsole start(PythonPeer peer) {
    Path log = PythonPeer.newLog("console");
    try {
      Process process =
          peer.command(PythonPeer.modules().resolve("peer.py").toString())
              .redirectError(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new PythonConsole(process, log);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The version of its RQ. */
  String version() {
    return version;
  }

  /** Runs code; gives the value of its last expression. */
  synchronized JsonNode ask(String url, String serializer, String code, Map<String, ?> given) {
    try {
      requests.write(
          JSON.writeValueAsString(
                  Map.of("url", url, "serializer", serializer, "code", code, "given", given))
              + "\n");
      requests.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(lastWords(), e);
    }
    return answer();
  }

  private JsonNode answer() {
    String line;
    try {
      line = answers.poll(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
    if (line == null || line.equals(END)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          line == null ? "Python gave no answer in " + SECONDS + " seconds" : lastWords());
    }
    JsonNode answer = JSON.readTree(line);
    if (answer.has("error")) {
      throw new AssertionError("Python says:\n" + answer.get("error").asString());
    }
    return answer.get("answer");
  }

  private @Nullable String lastWords() {
    try {
      return Files.readString(log).lines().reduce((first, last) -> last).orElse("Python ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      lines.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException e) {
      // It ended; that is said below.
    }
    answers.add(END);
  }
}
