package io.rq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads cron entries from a file, for the command line and for {@link Cron#load} (CR-09). The file
 * is JSON, a list of entries with RQ's names for what they say; it holds data and no code:
 *
 * <pre>{@code
 * [
 *   {"name": "nightly", "cron": "0 3 * * MON-FRI", "zone": "Europe/Berlin",
 *    "func_name": "com.acme.Reports.build", "args": [2026], "kwargs": {}, "queue_name": "low",
 *    "job_timeout": "5m", "result_ttl": "1d", "failure_ttl": -1, "ttl": 3600,
 *    "meta": {"owner": "ann"}, "description": "the report", "on_missed": "once"},
 *   {"name": "pulse", "interval": 30, "func_name": "my_package.my_module.pulse"}
 * ]
 * }</pre>
 *
 * <p>{@code name}, {@code func_name} and one of {@code cron} and {@code interval} must be there;
 * the rest has the defaults of {@link CronEntry} and {@link Call}. Lengths of time are seconds, or
 * texts as {@link Durations} reads them; -1 is for ever. {@code on_missed} is {@code skip}, {@code
 * once} or {@code all}. Anything else is refused.
 */
public final class CronFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  // What Jackson tells of places, without the text, for which it has a longer name.
  private static final Pattern WHERE = Pattern.compile(" *\\(start marker at \\[.*?\\]\\)");

  private CronFile() {}

  /**
   * Reads the entries of a file, in their order.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it says something that cannot be meant; the message names
   *     the file, the entry and the text that was wrong
   */
  public static List<CronEntry> read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the entries of a text, in their order.
   *
   * @throws IllegalArgumentException if it says something that cannot be meant
   */
  public static List<CronEntry> parse(String text) {
    JsonNode all = tree(text);
    if (!all.isArray()) {
      throw new IllegalArgumentException("A cron file is a JSON list of entries: [{\"name\": …}]");
    }
    List<CronEntry> entries = new ArrayList<>();
    for (JsonNode one : all) {
      try {
        entries.add(new CronFileEntry(one).read());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "entry " + (entries.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return entries;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "A cron file is JSON. Line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + WHERE.matcher(e.getOriginalMessage()).replaceAll(""),
          e);
    }
  }

  /** An entry with a pattern or an interval, where either is empty (CR-01). */
  static CronEntry schedule(String name, String pattern, String interval, Call<?> call) {
    if (pattern.isEmpty() == interval.isEmpty()) {
      throw new IllegalArgumentException(
          "Cron entry '"
              + name
              + "' needs a pattern or an interval, and not both; it has "
              + (pattern.isEmpty() ? "neither" : "'" + pattern + "' and '" + interval + "'"));
    }
    return pattern.isEmpty()
        ? CronEntry.every(name, Durations.parse(interval), call)
        : CronEntry.of(name, pattern, call);
  }
}
