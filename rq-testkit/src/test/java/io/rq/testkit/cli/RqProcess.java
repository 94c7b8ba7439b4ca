package io.rq.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.redis.RedisRq;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * The command line as a process of its own: the jar if it was packaged with what is tested, else
 * the class path of the tests with the jar's logging in place of theirs.
 */
final class RqProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<Thread> readers;

  private RqProcess(Process process) {
    this.process = process;
    this.readers =
        List.of(
            reader(process.getInputStream(), List.of(out::add, unread::add)),
            reader(process.getErrorStream(), List.of(err::add)));
  }

  private static Thread reader(InputStream stream, List<Consumer<String>> takers) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  String read = line;
                  takers.forEach(taker -> taker.accept(read));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "rq-process-reader");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Starts a command; the environment has nothing of RQ and Redis but what is given. */
  static RqProcess start(Map<String, String> environment, List<String> jvm, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
    command.addAll(jvm);
    command.addAll(program());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("RQ_") || name.startsWith("REDIS_") || name.startsWith("SENTINEL"));
    // As in many containers; it speaks UTF-8 all the same.
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    try {
      return new RqProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RqProcess start(String url, String... arguments) {
    return start(Map.of("RQ_REDIS_URL", url), List.of(), arguments);
  }

  /** Runs a command to its end. */
  static RqProcess run(String url, String... arguments) {
    return start(url, arguments).awaitEnd();
  }

  private static List<String> program() {
    Path library = place(RedisRq.class);
    Path jar = library.resolveSibling("rq.jar");
    // One that lies beside a directory of classes may be older than they are.
    if (Files.isRegularFile(library) && Files.exists(jar)) {
      return List.of("-jar", jar.toString());
    }
    String logging = place(Logger.class).toString().replace("slf4j-api", "slf4j-jdk14");
    assertThat(Path.of(logging)).exists();
    return List.of(
        "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider",
        "-Dslf4j.internal.verbosity=WARN",
        "-cp",
        logging + File.pathSeparator + System.getProperty("java.class.path"),
        "io.rq.redis.cli.RqCommand");
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a line of the output that has that in it, after those that were awaited before. */
  String awaitLine(String part) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      String line = unread.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(line).as("a line with '%s', in\n%s\n%s", part, out, err).isNotNull();
      if (line.contains(part)) {
        return line;
      }
    }
  }

  /** Gives it a line on its standard input, and no more. */
  RqProcess enter(String line) {
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Sends SIGTERM; {@code process.destroy()} would close its output, too. */
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  /** Waits for its end. */
  RqProcess awaitEnd() {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("it ends, having said\n%s\n%s", out, err)
          .isTrue();
      for (Thread reader : readers) {
        reader.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
    return this;
  }

  /** Its exit code; it has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** Asserts that it ended with that code. */
  RqProcess endedWith(int code) {
    assertThat(exitCode()).as("exit code, having said\n%s\n%s", out, err).isEqualTo(code);
    return this;
  }

  long pid() {
    return process.pid();
  }

  /** The lines of its standard output. */
  List<String> out() {
    return List.copyOf(out);
  }

  /** The lines of its standard error. */
  List<String> err() {
    return List.copyOf(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
