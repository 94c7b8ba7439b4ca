package io.rq.testkit.golden;

import io.rq.spi.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/**
 * The fields whose values cannot be the same in two runs, and why. Of these the shape is compared,
 * of all others every byte.
 */
enum Varying {
  /** When something happened. */
  TIME(
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z",
      "created_at|enqueued_at|started_at|ended_at|last_heartbeat|birth|death"),
  /** The same, where RQ writes it as a number. */
  UNIX_TIME(
      "\\d{10}\\.\\d{1,6}",
      "created_at|last_heartbeat|execution_started_at|execution_ended_at|alive_until"),
  /** How long something took. */
  SECONDS("\\d+(\\.\\d{1,6}(e-\\d+)?)?", "current_job_working_time|total_working_time"),
  /** Runs and schedulers have random names. */
  RANDOM("[0-9a-f]{32}", "id|execution_id|name"),
  /** Entries of a stream are numbered by the time. */
  ENTRY("\\d{13}-\\d+", "\\(id\\)"),
  /** Another process. */
  PID("\\d+", "pid"),
  /** Another machine. */
  HOST(".+", "hostname"),
  /** RQ's workers ask for the address of their connection; ours say what RQ's do if refused. */
  ADDRESS("[\\d.]+:\\d+|unknown", "ip_address"),
  /** Another program, in another language. */
  VERSION(".+", "version|python_version");

  private final Pattern shape;
  private final Pattern fields;

  Varying(String shape, String fields) {
    this.shape = Pattern.compile(shape);
    this.fields = Pattern.compile(fields);
  }

  private static final Pattern UNIX = Pattern.compile("\\b\\d{10}\\.\\d+");
  private static final Pattern PYTHON_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
  private static final Pattern HEX = Pattern.compile("\\b[0-9a-f]{32}\\b");

  /** The value of a field, with its shape in place of what varies. */
  static String field(String name, Bytes value) {
    return switch (name) {
      case "data" -> payload(inflate(value.array()));
      case "return_value" -> payload(Base64.getDecoder().decode(value.array()));
      case "result" -> payload(value.array());
      case "exc_info" -> text(inflate(value.array()));
      case "exc_string" -> failure(text(inflate(Base64.getDecoder().decode(value.array()))));
      default -> shaped(name, value.text());
    };
  }

  private static String shaped(String name, String text) {
    for (Varying varying : values()) {
      if (varying.fields.matcher(name).matches() && varying.shape.matcher(text).matches()) {
        return "<" + varying.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ">";
      }
    }
    return text;
  }

  /** A text that is no field: the name of a key, a member, a string. */
  static String text(String text) {
    return UNIX.matcher(HEX.matcher(text).replaceAll("<random>")).replaceAll("<unix time>");
  }

  private static String payload(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == (byte) 0x80
        ? "<pickle> " + HexFormat.of().formatHex(bytes)
        : text(bytes);
  }

  /** A stack trace is the language's own; what the exception said is the same in all. */
  private static String failure(String text) {
    Matcher python =
        Pattern.compile("Traceback .*\n[\\w.]+: ([^\n]*)\n", Pattern.DOTALL).matcher(text);
    if (python.matches()) {
      return "<trace> " + python.group(1);
    }
    Matcher java = Pattern.compile("[\\w.$]+: ([^\n]*)\n\tat .*", Pattern.DOTALL).matcher(text);
    if (java.matches()) {
      return "<trace> " + java.group(1);
    }
    return PYTHON_TIME.matcher(text).replaceAll("<python time>");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] inflate(byte[] value) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(value))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
