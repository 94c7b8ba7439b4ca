package io.rq.redis.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the log, in the two little languages that RQ's options have from Python (CLI-01). */
final class LogFormat extends Formatter {

  static final String DEFAULT = "%(asctime)s %(message)s";
  static final String DEFAULT_DATE = "%H:%M:%S";

  /** A field, with a width that is given up, or a doubled percent sign. */
  private static final Pattern FIELD = Pattern.compile("%(?:\\((\\w+)\\)-?\\d*[sd]|%)");

  /** What Python's strftime has that a log can use, as Java's patterns say it. */
  private static final Map<Character, String> DATE_FIELDS =
      Map.ofEntries(
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('d', "dd"),
          Map.entry('f', "SSSSSS"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('j', "DDD"),
          Map.entry('m', "MM"),
          Map.entry('M', "mm"),
          Map.entry('p', "a"),
          Map.entry('S', "ss"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('y', "uu"),
          Map.entry('Y', "uuuu"),
          Map.entry('z', "xx"),
          Map.entry('Z', "zzz"));

  private final String format;
  private final DateTimeFormatter date;

  /**
   * A format.
   *
   * @throws IllegalArgumentException if it has a field that there is not
   */
  LogFormat(String format, String date) {
    this.format = format;
    this.date = dates(date);
    line(new LogRecord(Level.INFO, ""));
  }

  private static DateTimeFormatter dates(String text) {
    DateTimeFormatterBuilder dates = new DateTimeFormatterBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        dates.appendLiteral(text.charAt(i));
        continue;
      }
      char field = ++i < text.length() ? text.charAt(i) : ' ';
      if (field == '%') {
        dates.appendLiteral('%');
      } else if (DATE_FIELDS.containsKey(field)) {
        dates.appendPattern(DATE_FIELDS.get(field));
      } else {
        throw new IllegalArgumentException(
            "--date-format: there is no '%" + field + "'; the default is " + DEFAULT_DATE);
      }
    }
    return dates.toFormatter(Locale.ROOT);
  }

  @Override
  public String format(LogRecord entry) {
    String line = line(entry);
    int level = entry.getLevel().intValue();
    if (level >= Level.WARNING.intValue()) {
      line = (level < Level.SEVERE.intValue() ? Colour.YELLOW : Colour.RED).of(line);
    }
    return line + System.lineSeparator() + trace(entry);
  }

  private String line(LogRecord entry) {
    Matcher fields = FIELD.matcher(format);
    StringBuilder line = new StringBuilder();
    while (fields.find()) {
      String text = fields.group(1) == null ? "%" : field(fields.group(1), entry);
      fields.appendReplacement(line, Matcher.quoteReplacement(text));
    }
    return fields.appendTail(line).toString();
  }

  private String field(String name, LogRecord entry) {
    return switch (name) {
      case "asctime" -> date.format(ZonedDateTime.ofInstant(entry.getInstant(), zone()));
      case "message" -> RqCommand.withoutSecrets(formatMessage(entry));
      case "levelname" -> level(entry.getLevel());
      case "name" -> String.valueOf(entry.getLoggerName());
      case "process" -> Long.toString(ProcessHandle.current().pid());
      case "thread" -> Long.toString(entry.getLongThreadID());
      case "threadName" -> Thread.currentThread().getName();
      default ->
          throw new IllegalArgumentException(
              "--log-format: there is no %(" + name + ")s; the default is " + DEFAULT);
    };
  }

  private static ZoneId zone() {
    return ZoneId.systemDefault();
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.INFO.intValue()) {
      return level.getName();
    }
    return "DEBUG";
  }

  private static String trace(LogRecord entry) {
    if (entry.getThrown() == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    entry.getThrown().printStackTrace(new PrintWriter(trace, true));
    return RqCommand.withoutSecrets(trace.toString());
  }
}
