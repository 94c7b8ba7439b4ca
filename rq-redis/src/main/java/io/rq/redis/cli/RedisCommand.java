package io.rq.redis.cli;

import io.rq.Rq;
import io.rq.Serializer;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands on a Redis share: where that is, and where to print. */
abstract class RedisCommand implements Callable<Integer> {

  static final int OK = 0;
  static final int FAILED = 1;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private @Nullable Serializer serializer;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show more: debug messages, and the stack trace of an error.")
  private boolean verbose;

  @Option(
      names = {"-S", "--serializer"},
      paramLabel = "NAME",
      description =
          "What reads and writes arguments and results: json or pickle. Default: RQ_SERIALIZER, or json.")
  final void useSerializer(@Nullable String name) {
    serializer = name == null ? null : understood(() -> Serializer.named(name));
  }

  final boolean isVerbose() {
    return verbose;
  }

  final ConnectionOptions connection() {
    return connection;
  }

  /** Connects. */
  final Rq open() {
    return builder(backend()).open();
  }

  final RedisBackend backend() {
    RedisOptions server = understood(connection::server).orElseGet(connection::configuredServer);
    return RedisBackend.connect(connection.completed(server));
  }

  /** Begins to set up RQ on that backend; closes it if that cannot be. */
  final Rq.Builder builder(RedisBackend backend) {
    try {
      Rq.Builder builder = Rq.on(backend).config(connection.settings().rq());
      return serializer == null ? builder : builder.serializer(serializer);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  /** Logs as these options say, from now on. */
  final void beginLog(LogOptions log) {
    try {
      log.begin(verbose);
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  /** What is read from the command line; if it cannot be meant, that is not understood. */
  final <T> T understood(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  final void say(String line) {
    out().println(line);
    out().flush();
  }

  final ParameterException misuse(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }
}
