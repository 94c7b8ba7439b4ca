package io.rq.redis.cli;

import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is logged and how: as RQ does, everything up to warnings on the standard output, errors on
 * the standard error (CLI-01, CLI-02).
 */
final class LogOptions {

  // Kept here, as what nobody holds forgets its level.
  private static final Logger RQ = Logger.getLogger("io.rq");
  private static final Logger JEDIS = Logger.getLogger("redis.clients.jedis");

  @Option(
      names = {"-l", "--logging-level", "--logging_level"},
      paramLabel = "LEVEL",
      description = "DEBUG, INFO (default), WARNING, ERROR or CRITICAL.")
  private @Nullable String level;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show less: warnings and errors only.")
  private boolean quiet;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = LogFormat.DEFAULT,
      description =
          "Of lines, as in Python: %%(asctime)s, %%(levelname)s, %%(name)s, %%(message)s …")
  private String format = LogFormat.DEFAULT;

  @Option(
      names = "--date-format",
      paramLabel = "FORMAT",
      defaultValue = LogFormat.DEFAULT_DATE,
      description = "Of their time, as in Python: %%H:%%M:%%S by default.")
  private String dateFormat = LogFormat.DEFAULT_DATE;

  /**
   * Logs like that from now on.
   *
   * @throws IllegalArgumentException if what was asked for does not go together, or does not exist
   */
  void begin(boolean verbose) {
    if (verbose && quiet) {
      throw new IllegalArgumentException("Flags --verbose and --quiet are mutually exclusive.");
    }
    log(new LogFormat(format, dateFormat), verbose ? Level.FINE : quiet ? Level.WARNING : asked());
  }

  /** Logs warnings and errors only, as commands do that are no service. */
  static void beginQuietly() {
    log(new LogFormat(LogFormat.DEFAULT, LogFormat.DEFAULT_DATE), Level.WARNING);
  }

  private static void log(Formatter formatter, Level level) {
    LogManager.getLogManager().reset();
    RQ.setLevel(level);
    // A connection that fails is told by RQ, in one line.
    JEDIS.setLevel(level.equals(Level.FINE) ? Level.INFO : Level.SEVERE);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new Lines(formatter));
  }

  private Level asked() {
    if (level == null) {
      return Level.INFO;
    }
    return switch (level.toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> Level.FINE;
      case "INFO" -> Level.INFO;
      case "WARNING", "WARN" -> Level.WARNING;
      case "ERROR", "CRITICAL" -> Level.SEVERE;
      default ->
          throw new IllegalArgumentException(
              "'" + level + "' is no logging level: DEBUG, INFO, WARNING, ERROR and CRITICAL are");
    };
  }

  /** Writes each record at once, to the stream of its level. */
  private static final class Lines extends Handler {

    private final Handler out;
    private final Handler err;

    Lines(Formatter formatter) {
      out = new StreamHandler(System.out, formatter);
      err = new ConsoleHandler();
      err.setFormatter(formatter);
      out.setLevel(Level.ALL);
      err.setLevel(Level.ALL);
      try {
        out.setEncoding(RqCommand.charset().name());
        err.setEncoding(RqCommand.charset().name());
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void publish(LogRecord entry) {
      Handler handler = entry.getLevel().intValue() < Level.SEVERE.intValue() ? out : err;
      handler.publish(entry);
      handler.flush();
    }

    @Override
    public void flush() {
      out.flush();
      err.flush();
    }

    // The streams are the program's, not ours to close.
    @Override
    public void close() {
      flush();
    }
  }
}
