package io.rq.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis for tests: started on a free port of this machine, with nothing kept on disk, and
 * killed when it is closed or the tests end.
 *
 * <p>The first of these that is there is used:
 *
 * <ol>
 *   <li>a running server, by the environment variable {@code RQ_TEST_REDIS_URL} or the system
 *       property {@code rq.test.redis.url}. It belongs to somebody else: tests remove no more than
 *       they wrote;
 *   <li>the program that the system property {@code rq.test.redis.executable} names;
 *   <li>the program inside {@code org.signal:embedded-redis}, if that is on the class path;
 *   <li>{@code redis-server} on the {@code PATH}.
 * </ol>
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration START_TIME = Duration.ofSeconds(10);
  private static final int START_ATTEMPTS = 5;

  private static @Nullable RedisServer shared;

  private final String url;
  private final @Nullable Process process;
  private final @Nullable Path directory;
  private final List<String> arguments;

  private RedisServer(
      String url, @Nullable Process process, @Nullable Path directory, List<String> arguments) {
    this.url = url;
    this.process = process;
    this.directory = directory;
    this.arguments = arguments;
  }

  /**
   * The server that all tests of this program share; started when it is first asked for.
   *
   * @throws IllegalStateException if there is no {@code redis-server}, or it does not start
   * @throws IllegalArgumentException if a program was named that does not start as one
   */
  public static synchronized RedisServer shared() {
    RedisServer server = shared;
    if (server == null) {
      server =
          RedisExecutable.urlFromOutside()
              .map(given -> new RedisServer(given, null, null, List.of()))
              .orElseGet(RedisServer::start);
      shared = server;
    }
    return server;
  }

  /**
   * Starts a server of its own, whatever runs already.
   *
   * @param arguments more arguments of {@code redis-server}, such as {@code --requirepass}
   * @throws IllegalStateException if there is no {@code redis-server}, or it does not start
   * @throws IllegalArgumentException if a program was named that does not start as one
   */
  public static RedisServer start(String... arguments) {
    IllegalStateException last = new IllegalStateException("never tried");
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        return start(freePort(), List.of(arguments));
      } catch (IllegalStateException e) {
        // Between finding a port free and taking it, somebody else may have taken it.
        last = e;
      }
    }
    throw RedisExecutable.blame(last);
  }

  /** Kills it and starts another one, empty, at the same address. */
  public RedisServer restart() {
    requireOwn();
    close();
    return start(port(), arguments);
  }

  private static RedisServer start(int port, List<String> arguments) {
    String executable = RedisExecutable.find();
    try {
      Path directory = Files.createTempDirectory("rq-redis-");
      List<String> command = new ArrayList<>(List.of(executable, "--port", Integer.toString(port)));
      Collections.addAll(command, "--bind", "127.0.0.1", "--dir", directory.toString());
      Collections.addAll(command, "--save", "", "--appendonly", "no");
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("redis.log").toFile())
              .start();
      RedisServer server =
          new RedisServer("redis://127.0.0.1:" + port + "/0", process, directory, arguments);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "rq-redis-close"));
      server.awaitReady(process);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(executable + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("There is no free port", e);
    }
  }

  private void awaitReady(Process started) throws IOException {
    long deadline = System.nanoTime() + START_TIME.toNanos();
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() - deadline > 0) {
        String log = log();
        close();
        throw new IllegalStateException("redis-server did not start on " + url + ":\n" + log);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  // Not a ping: while ports are looked for in several programs, it may be another's server that
  // answers.
  private boolean isReady() throws IOException {
    return log().contains("Ready to accept connections");
  }

  private String log() throws IOException {
    return directory == null ? "" : Files.readString(directory.resolve("redis.log"));
  }

  /** The URL of its database 0, or the URL that was given from outside. */
  public String url() {
    return url;
  }

  /** The URL of one of its databases. */
  public String url(int database) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + database;
  }

  /** Its port. */
  public int port() {
    int port = URI.create(url).getPort();
    return port < 0 ? 6379 : port;
  }

  /** Its process; empty if the server is somebody else's. */
  public Optional<Process> process() {
    return Optional.ofNullable(process);
  }

  /** Kills it at once, as a crash does; does nothing to somebody else's server. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitExit(process);
    }
  }

  // Not onExit(): that needs a thread of the common pool, which tests may keep busy with workers.
  private static void awaitExit(Process process) {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops its clock: it keeps its connections and answers no more, until {@link #thaw}. */
  public void freeze() {
    signal("-STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    Process own = requireOwn();
    try {
      int failed = new ProcessBuilder("kill", signal, Long.toString(own.pid())).start().waitFor();
      if (failed != 0) {
        throw new IllegalStateException("kill " + signal + " of the server failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private Process requireOwn() {
    if (process == null) {
      throw new IllegalStateException("The server at port " + port() + " belongs to somebody else");
    }
    return process;
  }

  /** Kills it and removes what it wrote; does nothing to somebody else's server. */
  @Override
  public void close() {
    kill();
    if (directory != null) {
      TemporaryFiles.remove(directory);
    }
  }
}
